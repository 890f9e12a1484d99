package dev.watchkeeper.sla;

import dev.watchkeeper.tickets.Channel;
import dev.watchkeeper.tickets.TicketSeverity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Another calendar for some contacts; an empty list matches everything, the first override that matches wins. */
public record CalendarOverride(
        List<String> plan, List<TicketSeverity> severity, List<Metric> metric, List<Channel> channel, String calendar) {
    public CalendarOverride {
        plan = List.copyOf(plan);
        severity = List.copyOf(severity);
        metric = List.copyOf(metric);
        channel = List.copyOf(channel);
    }

    boolean matches(String ofPlan, TicketSeverity ofSeverity, Metric ofMetric, @Nullable Channel through) {
        return (plan.isEmpty() || plan.contains(ofPlan))
                && (severity.isEmpty() || severity.contains(ofSeverity))
                && (metric.isEmpty() || metric.contains(ofMetric))
                && (channel.isEmpty() || (through != null && channel.contains(through)));
    }
}
