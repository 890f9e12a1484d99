package dev.watchkeeper.tickets.sources;

import dev.watchkeeper.tickets.EventOrder;
import dev.watchkeeper.tickets.EventType;
import dev.watchkeeper.tickets.StatusCategory;
import dev.watchkeeper.tickets.TicketEvent;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * What the log says of a ticket as of an instant; for sources that send states instead of changes. Looking only as
 * far as the instant makes a late or repeated delivery come out the same as one in time.
 */
record KnownState(
        boolean opened,
        @Nullable StatusCategory category,
        @Nullable String status,
        @Nullable String priority,
        @Nullable String assignee) {

    static KnownState asOf(Instant at, Collection<TicketEvent> events) {
        boolean opened = events.stream().anyMatch(e -> e.kind() == EventType.TICKET_OPENED);
        StatusCategory category = null;
        String status = null;
        String priority = null;
        String assignee = null;
        for (TicketEvent event : events.stream()
                .filter(e -> !e.occurredAt().isAfter(at))
                .sorted(EventOrder.FOLD)
                .toList()) {
            switch (event.kind()) {
                case TICKET_OPENED -> {
                    category = event.attr("status_category")
                            .flatMap(StatusCategory::find)
                            .orElse(StatusCategory.NEW);
                    status = event.attr("status").orElse(null);
                    priority = event.attr("priority").orElse(null);
                    assignee = event.attr("assignee").orElse(null);
                }
                case STATUS_CHANGED, TICKET_SOLVED, TICKET_CLOSED, TICKET_REOPENED -> {
                    String to = event.to();
                    category = to == null ? category : StatusCategory.find(to).orElse(category);
                    status = event.attr("status").orElse(status);
                }
                case PRIORITY_CHANGED -> priority = event.to();
                case ASSIGNMENT_CHANGED -> assignee = event.to();
                default -> {}
            }
        }
        return new KnownState(opened, category, status, priority, assignee);
    }
}
