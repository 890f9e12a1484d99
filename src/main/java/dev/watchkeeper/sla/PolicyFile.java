package dev.watchkeeper.sla;

import dev.watchkeeper.tenant.Text;
import dev.watchkeeper.tickets.Channel;
import dev.watchkeeper.tickets.TicketSeverity;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A policy version as {@code plans.yaml} writes it; keys left out come from the packaged plan defaults.
 *
 * @param targets an empty target means the same as none: nothing is promised
 */
public record PolicyFile(
        String policy,
        int version,
        @Nullable Instant effectiveFrom,
        Map<String, PlanEntry> plans,
        List<CalendarOverride> overrides,
        Map<String, Map<TicketSeverity, Map<Metric, Optional<Duration>>>> targets,
        Map<String, TicketSeverity> priorities,
        TicketSeverity defaultSeverity,
        Rules rules) {
    /** A plan; without channels all are included. */
    public record PlanEntry(
            @Nullable Text title,
            String calendar,
            List<Channel> channels,
            @Nullable Billing billing,
            @Nullable Boolean namedManager,
            Map<EntitlementKind, Cadence> entitlements) {
        Plan plan(String id) {
            return new Plan(
                    title == null ? Text.same(id) : title,
                    calendar,
                    channels.isEmpty() ? List.of(Channel.values()) : channels,
                    billing == null ? Billing.INCLUDED : billing,
                    Boolean.TRUE.equals(namedManager),
                    entitlements);
        }
    }

    /** The version it describes. */
    public Policy policyVersion() {
        Map<String, Plan> made = new LinkedHashMap<>();
        plans.forEach((id, entry) -> made.put(id, entry.plan(id)));
        Map<String, Map<TicketSeverity, Map<Metric, Duration>>> promised = new LinkedHashMap<>();
        targets.forEach((plan, bySeverity) -> {
            Map<TicketSeverity, Map<Metric, Duration>> severities = new LinkedHashMap<>();
            bySeverity.forEach((severity, byMetric) -> {
                Map<Metric, Duration> metrics = new LinkedHashMap<>();
                byMetric.forEach((metric, target) -> target.ifPresent(t -> metrics.put(metric, t)));
                severities.put(severity, metrics);
            });
            promised.put(plan, severities);
        });
        return new Policy(
                policy, version, effectiveFrom, made, overrides, promised, priorities, defaultSeverity, rules);
    }
}
