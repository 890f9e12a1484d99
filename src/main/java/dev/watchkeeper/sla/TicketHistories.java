package dev.watchkeeper.sla;

import dev.watchkeeper.tickets.EventType;
import dev.watchkeeper.tickets.TicketEvent;
import dev.watchkeeper.tickets.TicketEvents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads from the event log what the fold needs of each ticket, whatever other tickets it was merged with or split from. */
final class TicketHistories {
    private final TicketEvents log;

    TicketHistories(TicketEvents log) {
        this.log = log;
    }

    /**
     * The histories of tickets.
     *
     * @param fold decides who was still waiting on a ticket that was merged into one of these
     */
    Map<String, TicketHistory> of(Collection<String> keys, Fold fold, Watermarks watermarks, Instant now) {
        Map<String, List<TicketEvent>> events = log.ofTickets(keys);
        Set<String> customers = new HashSet<>();
        events.values().forEach(list -> list.forEach(event -> addCustomers(event, customers)));
        Map<String, List<TicketEvent>> plans = customers.isEmpty() ? Map.of() : log.ofCustomers(customers);
        Map<String, TicketHistory> histories = new HashMap<>();
        for (String key : keys) {
            List<TicketEvent> all = events.getOrDefault(key, List.of());
            List<TicketEvent> own = new ArrayList<>();
            List<TicketHistory.Carried> carried = new ArrayList<>();
            TicketEvent split = null;
            for (TicketEvent event : all) {
                if (event.ticketKey().equals(key)) {
                    own.add(event);
                } else if (event.kind() == EventType.TICKET_SPLIT) {
                    split = event;
                } else if (event.kind() == EventType.TICKET_MERGED) {
                    carried(event, fold, watermarks, now, carried);
                }
            }
            if (split != null && own.stream().noneMatch(e -> e.kind() == EventType.TICKET_OPENED)) {
                own.add(openedBySplit(split));
            }
            Set<String> mine = new HashSet<>();
            own.forEach(event -> addCustomers(event, mine));
            mine.forEach(customer -> own.addAll(plans.getOrDefault(customer, List.of())));
            histories.put(
                    key,
                    new TicketHistory(
                            key,
                            own,
                            split == null ? null : split.occurredAt(),
                            split == null ? null : writtenAt(split),
                            carried));
        }
        return histories;
    }

    private static void addCustomers(TicketEvent event, Set<String> customers) {
        String customer = event.customer();
        if (customer != null) {
            customers.add(customer);
        }
        String to = event.to();
        if (event.kind() == EventType.CUSTOMER_CHANGED && to != null) {
            customers.add(to);
        }
    }

    /** The merged ticket is folded by itself, without what was merged into it in turn. */
    private void carried(
            TicketEvent merge, Fold fold, Watermarks watermarks, Instant now, List<TicketHistory.Carried> carried) {
        List<TicketEvent> own = log.ofTicket(merge.ticketKey()).stream()
                .filter(event -> event.ticketKey().equals(merge.ticketKey()))
                .toList();
        TicketEvent waiting = fold.fold(new TicketHistory(merge.ticketKey(), own), watermarks, now)
                .waitingSince();
        if (waiting != null) {
            carried.add(new TicketHistory.Carried(merge.occurredAt(), waiting));
        }
    }

    /** A ticket of which only the split is known: same customer, opened then. */
    private TicketEvent openedBySplit(TicketEvent split) {
        var opened = TicketEvent.builder(
                        split.source(),
                        split.id() + "/opened",
                        EventType.TICKET_OPENED,
                        String.valueOf(split.to()),
                        split.occurredAt())
                .receivedAt(split.receivedAt());
        for (TicketEvent event : log.ofTicket(split.ticketKey())) {
            if (event.kind() == EventType.TICKET_OPENED) {
                opened.customer(event.customer()).channel(event.channel());
                event.attr("severity").ifPresent(severity -> opened.attr("severity", severity));
            }
        }
        return opened.build();
    }

    private @Nullable Instant writtenAt(TicketEvent split) {
        String id = split.attr("message").orElse("");
        return log.ofTicket(split.ticketKey()).stream()
                .filter(event ->
                        event.source().equals(split.source()) && event.id().equals(id))
                .map(TicketEvent::occurredAt)
                .findFirst()
                .orElse(null);
    }
}
