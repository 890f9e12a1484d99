package dev.watchkeeper.digest;

import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.FindingEvent;
import dev.watchkeeper.finding.FindingQuery;
import dev.watchkeeper.finding.Findings;
import dev.watchkeeper.tenant.Person;
import dev.watchkeeper.tenant.Tenant;
import dev.watchkeeper.tenant.Text;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what a digest is composed from; runs inside the writer's transaction, so that all of it is of one instant. */
public final class FactsReader {
    private static final int WEEKS = 12;
    private static final Duration MONTH = Duration.ofDays(30);

    private final Findings findings;
    private final SlaFigures sla;
    private final Sources sources;
    private final Digests digests;

    public FactsReader(Findings findings, SlaFigures sla, Sources sources, Digests digests) {
        this.findings = findings;
        this.sla = sla;
        this.sources = sources;
        this.digests = digests;
    }

    public DigestFacts read(
            DigestKind kind, Person reader, @Nullable Person deputy, List<Tenant> customers, Instant now) {
        List<String> ids = customers.stream().map(Tenant::id).toList();
        Optional<Baseline> baseline = digests.lastSent(kind, reader.id());
        // Only the weekly tells who closed what.
        List<FindingEvent> events = ids.isEmpty() || kind == DigestKind.DAILY
                ? List.of()
                : baseline.map(b -> findings.eventsBetween(ids, b.asOf(), now)).orElse(List.of());
        List<Finding> all = ids.isEmpty() ? List.of() : withGone(ids, baseline, now);
        Instant since = baseline.map(Baseline::asOf).orElse(now.minus(Duration.ofDays(1)));
        List<Finding> open = all.stream().filter(Finding::isOpen).toList();
        return new DigestFacts(
                kind,
                reader,
                deputy,
                now,
                customers,
                baseline,
                digests.undeliveredSince(
                        kind, reader.id(), baseline.map(Baseline::asOf).orElse(Instant.EPOCH)),
                all,
                sla.atRisk(ids, reader, now),
                sla.week(ids, reader.zone(), now),
                sources.gaps(ids, since, now),
                sources.endings(ids, now, Duration.ofDays(10)),
                sources.forecasts(ids, open, now),
                sources.ruleUpdates(since, now),
                sources.unknownChecks(ids, now),
                kind == DigestKind.WEEKLY ? skipped(reader, since) : List.of(),
                kind == DigestKind.WEEKLY ? Optional.of(week(reader, ids, all, events, now)) : Optional.empty(),
                sources.google(now),
                ids.isEmpty() ? null : sources.dataUntil(ids, now));
    }

    private List<Finding> withGone(List<String> ids, Optional<Baseline> baseline, Instant now) {
        Map<String, Finding> byId = new LinkedHashMap<>();
        findings.search(FindingQuery.unresolved(now).ofTenants(ids)).forEach(f -> byId.put(f.id(), f));
        List<String> gone = baseline.map(b -> b.visible().keySet().stream()
                        .filter(id -> !byId.containsKey(id))
                        .toList())
                .orElse(List.of());
        findings.byIds(gone).forEach(f -> byId.put(f.id(), f));
        return List.copyOf(byId.values());
    }

    /** Days without a daily digest; those the reader wanted so need no explanation. */
    private List<LocalDate> skipped(Person reader, Instant since) {
        return digests.skippedSince(DigestKind.DAILY, reader.id(), since).stream()
                .filter(record -> !record.atWish())
                .map(record -> record.periodEnd().atZone(reader.zone()).toLocalDate())
                .distinct()
                .toList();
    }

    private WeekFacts week(Person reader, List<String> ids, List<Finding> all, List<FindingEvent> events, Instant now) {
        ZoneId zone = reader.zone();
        LocalDate monday = now.atZone(zone)
                .toLocalDate()
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                .minusWeeks(1);
        LocalDate sunday = monday.plusDays(6);
        List<Integer> open = new ArrayList<>(digests.openInLast(DigestKind.WEEKLY, reader.id(), WEEKS - 1));
        open.add(all.stream()
                .map(f -> Standing.now(f, now))
                .filter(Standing::counted)
                .mapToInt(s -> 1)
                .sum());
        List<Ending> ahead = new ArrayList<>(sources.endings(ids, now, MONTH));
        for (Finding finding : all) {
            decision(finding, Ending.Kind.ACKNOWLEDGEMENT, finding.acknowledged(), now, ahead);
            decision(finding, Ending.Kind.ACCEPTED_RISK, finding.muted(), now, ahead);
        }
        ahead.sort(Comparator.comparing(Ending::endsAt)
                .thenComparing(Ending::tenantId)
                .thenComparing(Ending::ref));
        return new WeekFacts(
                monday,
                sunday,
                sla.attainment(ids, monday, sunday, zone),
                sla.restatements(ids, monday, sunday, zone),
                open,
                closed(all, events, monday, sunday, zone),
                ahead);
    }

    private static void decision(
            Finding finding, Ending.Kind kind, Finding.@Nullable Decision decision, Instant now, List<Ending> ahead) {
        if (decision != null
                && finding.isOpen()
                && decision.until().isAfter(now)
                && decision.until().isBefore(now.plus(MONTH))) {
            ahead.add(new Ending(
                    finding.tenantId(), kind, finding.title(), decision.until(), Text.EMPTY, finding.id(), null));
        }
    }

    private static List<WeekFacts.Closed> closed(
            List<Finding> all, List<FindingEvent> events, LocalDate from, LocalDate to, ZoneId zone) {
        Map<String, String> workers = new HashMap<>();
        events.stream()
                .filter(e -> e.kind() == FindingEvent.Kind.ACKNOWLEDGED && e.author() != null)
                .forEach(e -> workers.put(e.findingId(), String.valueOf(e.author())));
        List<WeekFacts.Closed> closed = new ArrayList<>();
        for (Finding finding : all) {
            Instant resolved = finding.resolvedAt();
            if (resolved == null) {
                continue;
            }
            LocalDate day = resolved.atZone(zone).toLocalDate();
            if (!day.isBefore(from) && !day.isAfter(to)) {
                closed.add(
                        new WeekFacts.Closed(finding.tenantId(), finding.title(), resolved, workers.get(finding.id())));
            }
        }
        closed.sort(Comparator.comparing(WeekFacts.Closed::at).thenComparing(WeekFacts.Closed::tenantId));
        return closed;
    }
}
