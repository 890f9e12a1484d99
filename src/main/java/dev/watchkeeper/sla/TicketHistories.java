package dev.watchkeeper.sla;

import dev.watchkeeper.tickets.EventOrder;
import dev.watchkeeper.tickets.EventType;
import dev.watchkeeper.tickets.TicketEvent;
import dev.watchkeeper.tickets.TicketEvents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
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
        Map<String, List<TicketEvent>> plans = new HashMap<>();
        if (!customers.isEmpty()) {
            plans.putAll(log.ofCustomers(customers));
            customers.forEach(customer -> plans.putIfAbsent(customer, List.of()));
        }
        Map<String, TicketHistory> histories = new HashMap<>();
        for (String key : keys) {
            List<TicketEvent> all = events.getOrDefault(key, List.of());
            List<TicketEvent> own = new ArrayList<>();
            TicketEvent split = null;
            List<TicketEvent> merges = new ArrayList<>();
            for (TicketEvent event : all) {
                if (isOf(event, key)) {
                    own.add(event);
                } else if (event.kind() == EventType.TICKET_SPLIT) {
                    split = Relatives.standing(event, own(event.ticketKey()), now)
                            .orElse(split);
                } else if (event.kind() == EventType.TICKET_MERGED) {
                    Relatives.standing(event, own(event.ticketKey()), now).ifPresent(merges::add);
                }
            }
            List<TicketHistory.Carried> carried = carried(merges, fold, watermarks, now, new HashSet<>(Set.of(key)));
            if (split != null && !Relatives.isOpened(own)) {
                own.add(Relatives.openedBySplit(split, own(split.ticketKey())));
            } else if (own.isEmpty() && !merges.isEmpty()) {
                TicketEvent first = Collections.min(merges, EventOrder.FOLD);
                own.add(Relatives.openedByMerge(first, own(first.ticketKey())));
            }
            Set<String> mine = new HashSet<>();
            own.forEach(event -> addCustomers(event, mine));
            for (String customer : mine) {
                own.addAll(plans.computeIfAbsent(customer, this::plansOf));
            }
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

    /** What the log gives for a ticket is its own but for merges and splits of others; a correction is always. */
    private static boolean isOf(TicketEvent event, String ticketKey) {
        return event.correction() != null || event.ticketKey().equals(ticketKey);
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

    /**
     * Who was left waiting on merged tickets, and on those merged into them in turn.
     *
     * @param underway tickets whose merges are being followed; one merged in a circle carries nothing
     */
    private List<TicketHistory.Carried> carried(
            List<TicketEvent> merges, Fold fold, Watermarks watermarks, Instant now, Set<String> underway) {
        List<TicketHistory.Carried> carried = new ArrayList<>();
        for (TicketEvent merge : merges) {
            String child = merge.ticketKey();
            if (!underway.add(child)) {
                continue;
            }
            List<TicketEvent> own = new ArrayList<>();
            List<TicketEvent> into = new ArrayList<>();
            for (TicketEvent event : log.ofTicket(child)) {
                if (isOf(event, child)) {
                    own.add(event);
                } else if (event.kind() == EventType.TICKET_MERGED) {
                    Relatives.standing(event, own(event.ticketKey()), now).ifPresent(into::add);
                }
            }
            TicketHistory history =
                    new TicketHistory(child, own, null, null, carried(into, fold, watermarks, now, underway));
            TicketEvent waiting = fold.fold(history, watermarks, now).waitingSince();
            if (waiting != null) {
                carried.add(new TicketHistory.Carried(merge.occurredAt(), waiting));
            }
        }
        return carried;
    }

    private List<TicketEvent> own(String ticketKey) {
        return log.ofTicket(ticketKey).stream()
                .filter(event -> isOf(event, ticketKey))
                .toList();
    }

    private List<TicketEvent> plansOf(String customer) {
        return log.ofCustomers(Set.of(customer)).getOrDefault(customer, List.of());
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
