package dev.watchkeeper.audit;

import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.FindingQuery;
import dev.watchkeeper.finding.Findings;
import dev.watchkeeper.health.Fact;
import dev.watchkeeper.health.FleetOutage;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.tenant.Tenant;
import dev.watchkeeper.tenant.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * Sees an outage before Google says so: the same check turning bad at several customers within minutes. It is over when
 * too few of them are left. Safe for use by several threads; looks into the store at most once a minute.
 */
public final class FleetWatch implements FactReader {
    /** Checks that fail by an outage and not by something a customer does. */
    static final Set<String> WATCHED = Set.of("LGN-01", "LGN-06", "SYN-02", "EML-09", "EML-01", "EML-03");

    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(2);

    private final Findings findings;
    private final IntSupplier tenants;
    private final Supplier<Rule> rule;
    private final OwnSight sight;
    private Instant lookedAt = Instant.EPOCH;
    private List<FleetOutage> seen = List.of();
    private Text trouble = Text.EMPTY;
    private Instant troubledAt = Instant.MIN;

    /** From how many tenants on, and within how many minutes, it is an outage. */
    public record Rule(int tenants, double percent, Duration within) {
        /** The thresholds of OUT-02. */
        public static Rule of(Limits limits) {
            return new Rule(
                    Math.toIntExact(limits.whole("tenants")), limits.number("percent"), limits.minutes("minutes"));
        }
    }

    /**
     * @param tenants how many tenants are watched
     * @param sight our own health: while it is bad, and for the time within which an outage shows after it, nothing is
     *     concluded from what several tenants show
     */
    public FleetWatch(Findings findings, IntSupplier tenants, Supplier<Rule> rule, OwnSight sight) {
        this.findings = findings;
        this.tenants = tenants;
        this.rule = rule;
        this.sight = sight;
    }

    @Override
    public String source() {
        return "other customers";
    }

    @Override
    public boolean serves(Scope scope) {
        return true;
    }

    @Override
    public void read(Tenant tenant, Instant now, Deadline deadline, TenantFacts.Builder facts) {
        facts.fleet(outages(now));
    }

    /** The outages that are on; unavailable while our own health does not allow a conclusion. */
    public synchronized Fact<List<FleetOutage>> outages(Instant now) {
        if (now.isBefore(lookedAt) || !now.isBefore(lookedAt.plus(FRESH))) {
            Text ours = sight.trouble(now);
            if (!ours.equals(Text.EMPTY)) {
                trouble = ours;
                troubledAt = now;
            }
            seen = look(now);
            lookedAt = now;
        }
        boolean blind = !trouble.equals(Text.EMPTY)
                && now.isBefore(troubledAt.plus(rule.get().within()));
        return blind
                ? Fact.unavailable(new Text(
                        "nothing is concluded about several customers: " + trouble.en(),
                        "暂不对多家客户的情况下结论：" + trouble.zh()))
                : Fact.known(seen, now);
    }

    private List<FleetOutage> look(Instant now) {
        Map<String, List<Finding>> byCheck = new LinkedHashMap<>();
        for (Finding finding : findings.search(FindingQuery.unresolved(now).ofChecks(WATCHED))) {
            if (finding.openedAt().isAfter(now.minus(LONGEST))
                    && !finding.tenantId().equals(Finding.OURSELVES)) {
                byCheck.computeIfAbsent(finding.checkId(), check -> new ArrayList<>())
                        .add(finding);
            }
        }
        List<FleetOutage> outages = new ArrayList<>();
        byCheck.forEach((check, open) -> {
            FleetOutage outage = outage(check, open, rule.get(), tenants.getAsInt());
            if (outage != null) {
                outages.add(outage);
            }
        });
        return List.copyOf(outages);
    }

    /** The outage in open findings of one check; null if they are too few or came too far apart. */
    static @org.jspecify.annotations.Nullable FleetOutage outage(
            String check, List<Finding> open, Rule rule, int tenants) {
        List<Finding> inOrder =
                open.stream().sorted(Comparator.comparing(Finding::openedAt)).toList();
        for (int i = 0; i < inOrder.size(); i++) {
            Instant end = inOrder.get(i).openedAt().plus(rule.within());
            Set<String> together = new HashSet<>();
            for (Finding finding : inOrder.subList(i, inOrder.size())) {
                if (!finding.openedAt().isAfter(end)) {
                    together.add(finding.tenantId());
                }
            }
            if (together.size() >= rule.tenants() && together.size() * 100.0 >= rule.percent() * tenants) {
                Set<String> all = new HashSet<>();
                inOrder.subList(i, inOrder.size()).forEach(finding -> all.add(finding.tenantId()));
                return new FleetOutage(check, all, inOrder.get(i).openedAt(), rule.within());
            }
        }
        return null;
    }
}
