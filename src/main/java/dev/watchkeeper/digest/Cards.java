package dev.watchkeeper.digest;

import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.tenant.Tenant;
import dev.watchkeeper.tenant.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What earns a card. */
final class Cards {
    /** One check in this many customers is one card with their names. */
    static final int GROUP = 3;

    private static final Instant NO_DEADLINE = Instant.parse("9999-01-01T00:00:00Z");

    private final DigestFacts facts;
    private final Map<String, Tenant> customers;
    private final Map<String, Change> changed = new HashMap<>();
    private final Set<String> newcomers;
    private final List<Card> cards = new ArrayList<>();

    private Cards(DigestFacts facts, Map<String, Tenant> customers, List<Change> changes, Set<String> newcomers) {
        this.facts = facts;
        this.customers = customers;
        this.newcomers = newcomers;
        changes.forEach(change -> changed.put(change.finding().id(), change));
    }

    /**
     * All cards in order.
     *
     * @param newcomers customers seen for the first time: only clocks and critical findings make cards for them
     */
    static List<Card> of(
            DigestFacts facts, Map<String, Tenant> customers, List<Change> changes, Set<String> newcomers) {
        Cards cards = new Cards(facts, customers, changes, newcomers);
        cards.clocks();
        cards.findings();
        cards.endings();
        cards.claims();
        cards.gaps();
        cards.cards.sort(Card.ORDER);
        return cards.cards;
    }

    /** A ticket is one card, whatever is promised on it. */
    private void clocks() {
        Map<String, List<OpenClock>> tickets = new LinkedHashMap<>();
        facts.clocks().stream()
                .sorted(Comparator.comparing(this::orderBy)
                        .thenComparing(OpenClock::dueAt)
                        .thenComparing(OpenClock::incident))
                .forEach(clock -> tickets.computeIfAbsent(
                                clock.tenantId() + "/" + clock.ticket(), key -> new ArrayList<>())
                        .add(clock));
        for (List<OpenClock> ticket : tickets.values()) {
            OpenClock clock = ticket.get(0);
            Tenant customer = customers.get(clock.tenantId());
            if (customer != null) {
                cards.add(new Card(
                        new Card.OfClock(clock, ticket.subList(1, ticket.size())),
                        Severity.CRITICAL,
                        clock.dueAt(),
                        orderBy(clock),
                        clock.openedAt(),
                        List.of(customer),
                        clock.incident(),
                        (clock.breached() ? "clock breached and still open" : "clock past a mailed mark")
                                + (ticket.size() > 1 ? "; " + ticket.size() + " clocks of this ticket" : "")));
            }
        }
    }

    /** The deadline; a breach that was told a day ago and more does not stand before what is new today. */
    private Instant orderBy(OpenClock clock) {
        boolean stale = clock.breached() && clock.dueAt().isBefore(facts.now().minus(Duration.ofDays(1)));
        return stale ? endOfToday().plusSeconds(1) : clock.dueAt();
    }

    private void findings() {
        Map<String, List<Finding>> byCheck = new LinkedHashMap<>();
        facts.findings().stream()
                .filter(this::earnsACard)
                .sorted(Comparator.comparing(Finding::severity)
                        .thenComparing(Finding::openedAt)
                        .thenComparing(Finding::id))
                .forEach(f -> byCheck.computeIfAbsent(f.checkId() + "/" + changeOf(f), k -> new ArrayList<>())
                        .add(f));
        for (List<Finding> same : byCheck.values()) {
            long owners = same.stream().map(Finding::tenantId).distinct().count();
            if (owners >= GROUP) {
                cards.add(card(same));
            } else {
                Map<String, List<Finding>> byOwner = new LinkedHashMap<>();
                same.forEach(f -> byOwner.computeIfAbsent(f.tenantId(), k -> new ArrayList<>())
                        .add(f));
                byOwner.values().forEach(own -> cards.add(card(own)));
            }
        }
    }

    private boolean earnsACard(Finding finding) {
        Tenant customer = customers.get(finding.tenantId());
        if (customer == null
                || DigestFacts.isOfGoogle(finding)
                || finding.state(facts.now()) != Finding.State.OPEN
                || finding.heldBy() != null) {
            return false;
        }
        if (newcomers.contains(customer.id())) {
            return finding.severity() == Severity.CRITICAL;
        }
        Change.@Nullable Kind change = changeOf(finding);
        boolean moved = change == Change.Kind.NEW || change == Change.Kind.REOPENED || change == Change.Kind.WORSENED;
        if (moved && finding.severity().atLeast(Severity.of(facts.reader().minSeverityDigest()))) {
            return true;
        }
        return !moved && finding.severity() == Severity.CRITICAL && remindsToday(finding);
    }

    /** A critical finding that goes on is brought up on days 1, 3 and 7, then weekly. */
    private boolean remindsToday(Finding finding) {
        ZoneId zone = facts.reader().zone();
        LocalDate opened = finding.openedAt().atZone(zone).toLocalDate();
        long today = ChronoUnit.DAYS.between(opened, facts.now().atZone(zone).toLocalDate());
        long last = facts.baseline()
                .map(b -> ChronoUnit.DAYS.between(opened, b.asOf().atZone(zone).toLocalDate()))
                .orElse(-1L);
        return lastReminderDay(today) > last;
    }

    /** The newest of the days 1, 3, 7, 14, 21 … that is not after {@code day}; -1 if none. */
    static long lastReminderDay(long day) {
        if (day >= 7) {
            return day / 7 * 7;
        }
        return day >= 3 ? 3 : day >= 1 ? 1 : -1;
    }

    private Change.@Nullable Kind changeOf(Finding finding) {
        Change change = changed.get(finding.id());
        return change == null ? null : change.kind();
    }

    private Card card(List<Finding> same) {
        Finding worst = same.get(0);
        Change change = changed.get(worst.id());
        List<Tenant> owners = same.stream()
                .map(f -> customers.get(f.tenantId()))
                .filter(Objects::nonNull)
                .distinct()
                .sorted(Comparator.comparing(Tenant::name).thenComparing(Tenant::id))
                .toList();
        Instant oldest = same.stream()
                .map(Finding::openedAt)
                .min(Comparator.naturalOrder())
                .orElse(worst.openedAt());
        String why = change != null
                ? change.kind().name().toLowerCase(Locale.ROOT) + " since the last digest, "
                        + worst.severity().word()
                : newcomers.contains(worst.tenantId())
                        ? "critical, in the first digest about this customer"
                        : "critical and still open; reminders on days 1, 3, 7 and then weekly";
        return new Card(
                new Card.OfFindings(
                        same,
                        change == null ? null : change.kind(),
                        change == null ? worst.severity() : change.before()),
                worst.severity(),
                null,
                worst.severity() == Severity.CRITICAL
                        ? change == null ? endOfToday().plusSeconds(1) : endOfToday()
                        : NO_DEADLINE,
                oldest,
                owners,
                String.join(",", same.stream().map(Finding::id).limit(50).toList()),
                why + (same.size() > 1 ? "; " + same.size() + " findings of " + worst.checkId() + " in one card" : ""));
    }

    private void endings() {
        List<Ending> all = new ArrayList<>(facts.endings());
        for (Finding finding : facts.findings()) {
            if (finding.isOpen() && finding.heldBy() == null) {
                ending(finding, Ending.Kind.ACKNOWLEDGEMENT, finding.acknowledged(), all);
                ending(finding, Ending.Kind.ACCEPTED_RISK, finding.muted(), all);
            }
        }
        for (Ending ending : all) {
            Tenant customer = customers.get(ending.tenantId());
            Duration left = Duration.between(facts.now(), ending.endsAt());
            boolean soon = !left.isNegative()
                    && left.compareTo(Duration.ofDays(ending.kind().days())) <= 0;
            if (customer != null && soon && !newcomers.contains(customer.id())) {
                cards.add(new Card(
                        new Card.OfEnding(ending),
                        Severity.HIGH,
                        ending.endsAt(),
                        ending.endsAt(),
                        facts.now(),
                        List.of(customer),
                        ending.ref(),
                        "ends within " + ending.kind().days() + " days"));
            }
        }
    }

    private void claims() {
        Duration ahead = Duration.ofDays(facts.google().claimDays());
        for (Claim claim : facts.google().claims()) {
            List<Tenant> owners = claim.customers(customers.values()).stream()
                    .filter(c -> !newcomers.contains(c.id()))
                    .toList();
            boolean soon = Duration.between(facts.now(), claim.until()).compareTo(ahead) <= 0;
            if (soon && !owners.isEmpty()) {
                cards.add(new Card(
                        new Card.OfClaim(claim),
                        Severity.HIGH,
                        claim.until(),
                        claim.until(),
                        facts.now(),
                        owners,
                        claim.ref(),
                        "the last day to ask Google for a credit is within "
                                + facts.google().claimDays() + " days"));
            }
        }
    }

    private static void ending(
            Finding finding, Ending.Kind kind, Finding.@Nullable Decision decision, List<Ending> all) {
        if (decision != null) {
            all.add(new Ending(
                    finding.tenantId(), kind, finding.title(), decision.until(), Text.EMPTY, finding.id(), null));
        }
    }

    private void gaps() {
        for (Gap gap : facts.gaps()) {
            Tenant customer = customers.get(gap.tenantId());
            if (customer != null && !newcomers.contains(customer.id()) && gap.needsAPerson(facts.now())) {
                cards.add(new Card(
                        new Card.OfGap(gap),
                        Severity.HIGH,
                        null,
                        NO_DEADLINE,
                        gap.since(),
                        List.of(customer),
                        gap.key(),
                        "not checked for more than two days, and only a person can help"));
            }
        }
    }

    private Instant endOfToday() {
        ZoneId zone = facts.reader().zone();
        return facts.now()
                .atZone(zone)
                .toLocalDate()
                .plusDays(1)
                .atStartOfDay(zone)
                .toInstant();
    }
}
