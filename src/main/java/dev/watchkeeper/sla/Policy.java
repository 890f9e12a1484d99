package dev.watchkeeper.sla;

import dev.watchkeeper.tickets.Channel;
import dev.watchkeeper.tickets.TicketSeverity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One immutable version of what is promised; the form of {@code plans.yaml}.
 *
 * @param effectiveFrom null: from ever
 * @param targets plan, severity, metric; what is left out is not promised
 * @param priorities a source's priority to severity, where the connector has no table of its own
 */
public record Policy(
        String policy,
        int version,
        @Nullable Instant effectiveFrom,
        Map<String, Plan> plans,
        List<CalendarOverride> overrides,
        Map<String, Map<TicketSeverity, Map<Metric, Duration>>> targets,
        Map<String, TicketSeverity> priorities,
        TicketSeverity defaultSeverity,
        Rules rules) {
    /** Something the policy refers to that does not exist, or a promise that cannot be meant. */
    public record Fault(String path, String message) {
        @Override
        public String toString() {
            return path + ": " + message;
        }
    }

    public Policy {
        plans = Map.copyOf(plans);
        overrides = List.copyOf(overrides);
        targets = Map.copyOf(targets);
        priorities = Map.copyOf(priorities);
    }

    /** Every fault of this version, given the calendars that exist; empty if it can be used. */
    public List<Fault> faults(Collection<String> calendars) {
        List<Fault> faults = new ArrayList<>();
        if (plans.isEmpty()) {
            faults.add(new Fault("plans", "there is no plan; define at least one with its calendar"));
        }
        plans.forEach((id, plan) -> {
            calendar(faults, "plans." + id + ".calendar", plan.calendar(), calendars);
            if (!targets.containsKey(id)) {
                faults.add(new Fault(
                        "targets." + id, "plan '" + id + "' has no targets; write {} if it promises nothing"));
            }
        });
        for (int i = 0; i < overrides.size(); i++) {
            String path = "overrides[" + i + "]";
            calendar(faults, path + ".calendar", overrides.get(i).calendar(), calendars);
            for (String plan : overrides.get(i).plan()) {
                plan(faults, path + ".plan", plan);
            }
        }
        targets.forEach((plan, bySeverity) -> {
            plan(faults, "targets." + plan, plan);
            bySeverity.forEach((severity, byMetric) -> byMetric.forEach((metric, target) -> {
                if (target.isNegative() || target.toSeconds() < 1) {
                    faults.add(new Fault(
                            "targets." + plan + "." + severity + "." + metric.word(),
                            "'" + target + "' is no target; accepted: at least one second, for example 15m"));
                }
            }));
        });
        return faults;
    }

    /** The calendar of a contact; the plan's own if the channel is not included in the plan. */
    String calendar(String plan, TicketSeverity severity, Metric metric, @Nullable Channel channel) {
        Plan bought = plans.get(plan);
        if (bought == null) {
            return "";
        }
        if (!includes(plan, channel)) {
            return bought.calendar();
        }
        for (CalendarOverride override : overrides) {
            if (override.matches(plan, severity, metric, channel)) {
                return override.calendar();
            }
        }
        return bought.calendar();
    }

    /** False only for a known channel that the plan leaves out. */
    boolean includes(String plan, @Nullable Channel channel) {
        Plan bought = plans.get(plan);
        return bought == null || channel == null || bought.channels().contains(channel);
    }

    /** Seconds promised; empty if nothing is. */
    Optional<Long> target(String plan, TicketSeverity severity, Metric metric) {
        Map<TicketSeverity, Map<Metric, Duration>> bySeverity = targets.getOrDefault(plan, Map.of());
        return Optional.ofNullable(bySeverity.getOrDefault(severity, Map.of()).get(metric))
                .map(Duration::toSeconds);
    }

    private void plan(List<Fault> faults, String path, String plan) {
        if (!plans.containsKey(plan)) {
            faults.add(new Fault(
                    path, "plan '" + plan + "' does not exist; defined are " + new TreeSet<>(plans.keySet())));
        }
    }

    private static void calendar(List<Fault> faults, String path, String calendar, Collection<String> calendars) {
        if (!calendars.contains(calendar)) {
            faults.add(new Fault(
                    path, "calendar '" + calendar + "' does not exist; defined are " + new TreeSet<>(calendars)));
        }
    }
}
