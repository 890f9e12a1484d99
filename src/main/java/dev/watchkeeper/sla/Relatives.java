package dev.watchkeeper.sla;

import dev.watchkeeper.tickets.Corrections;
import dev.watchkeeper.tickets.EventOrder;
import dev.watchkeeper.tickets.EventType;
import dev.watchkeeper.tickets.TicketEvent;
import dev.watchkeeper.tickets.TicketEventBuilder;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Openings of tickets that no source has opened: split off another one, or known only because another was merged into
 * them. Who the customer is, and with that the contract, is taken over from the relative. Pure.
 */
final class Relatives {
    private Relatives() {}

    static boolean isOpened(Collection<TicketEvent> own) {
        return own.stream().anyMatch(event -> event.kind() == EventType.TICKET_OPENED);
    }

    /**
     * A merge or split as it stands at an instant: corrected, or empty if it was taken back or names another ticket.
     *
     * @param owner all events of the ticket that was merged or split
     */
    static Optional<TicketEvent> standing(TicketEvent relation, Collection<TicketEvent> owner, Instant now) {
        if (owner.stream().noneMatch(event -> event.correction() != null)) {
            return Optional.of(relation);
        }
        return Corrections.apply(Corrections.saidBy(now, owner)).events().stream()
                .filter(event -> event.key().equals(relation.key()))
                .filter(event ->
                        event.kind() == relation.kind() && related(event).equals(related(relation)))
                .findFirst();
    }

    private static Optional<String> related(TicketEvent event) {
        return event.kind() == EventType.TICKET_MERGED ? event.attr("merged_into") : Optional.ofNullable(event.to());
    }

    /**
     * The opening of a ticket of which only the split is known: opened at the split, graded as the parent was then.
     *
     * @param parent events of the ticket it was split from
     */
    static TicketEvent openedBySplit(TicketEvent split, Collection<TicketEvent> parent) {
        return takenOver(split, String.valueOf(split.to()), parent).build();
    }

    /**
     * The opening of a ticket of which only a merge into it is known. Its own history is missing, so its clocks are
     * not counted.
     *
     * @param child events of the ticket that was merged into it
     */
    static TicketEvent openedByMerge(TicketEvent merge, Collection<TicketEvent> child) {
        return takenOver(merge, merge.attr("merged_into").orElse(""), child)
                .attr("history_incomplete", true)
                .build();
    }

    private static TicketEventBuilder takenOver(TicketEvent cause, String subject, Collection<TicketEvent> relative) {
        TicketEventBuilder opened = TicketEvent.builder(
                        cause.source(), cause.id() + "/opened", EventType.TICKET_OPENED, subject, cause.occurredAt())
                .receivedAt(cause.receivedAt())
                .customer(cause.customer());
        List<TicketEvent> before = relative.stream()
                .filter(event -> event.concernsTicket() && !event.occurredAt().isAfter(cause.occurredAt()))
                .sorted(EventOrder.FOLD)
                .toList();
        if (cause.customer() == null) {
            opened.customer(customer(before, relative));
        }
        for (TicketEvent event : before) {
            switch (event.kind()) {
                case TICKET_OPENED -> {
                    opened.channel(event.channel());
                    for (String name : List.of("severity", "priority", "plan")) {
                        event.attr(name).ifPresent(value -> opened.attr(name, value));
                    }
                }
                case SEVERITY_CHANGED -> opened.attr("severity", String.valueOf(event.to()));
                case PRIORITY_CHANGED -> opened.attr("priority", String.valueOf(event.to()));
                default -> {}
            }
        }
        return opened;
    }

    /** The last one named before; a relative whose customer was found later has had that customer all along. */
    private static @Nullable String customer(List<TicketEvent> before, Collection<TicketEvent> all) {
        String customer = null;
        for (TicketEvent event : before) {
            customer = named(event).orElse(customer);
        }
        return customer != null
                ? customer
                : all.stream()
                        .filter(TicketEvent::concernsTicket)
                        .sorted(EventOrder.FOLD)
                        .flatMap(event -> named(event).stream())
                        .findFirst()
                        .orElse(null);
    }

    private static Optional<String> named(TicketEvent event) {
        return Optional.ofNullable(event.kind() == EventType.CUSTOMER_CHANGED ? event.to() : event.customer());
    }
}
