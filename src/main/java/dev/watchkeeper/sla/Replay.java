package dev.watchkeeper.sla;

import dev.watchkeeper.tickets.EventType;
import dev.watchkeeper.tickets.TicketEvent;
import dev.watchkeeper.tickets.TicketEventBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Folds a heap of events of any number of tickets: groups them, joins plan changes to customers, follows merges and
 * splits, takes watermarks from the events themselves. Pure; used once.
 */
public final class Replay {
    /**
     * Something the person should know.
     *
     * @param ticket the ticket concerned, or null
     * @param customer the customer concerned, or null
     */
    public record Problem(@Nullable String ticket, @Nullable String customer, String message) {}

    /** What came out, by ticket. */
    public record Result(List<FoldResult> tickets, List<Problem> problems) {
        public List<Clock> clocks() {
            return tickets.stream().flatMap(t -> t.clocks().stream()).toList();
        }
    }

    private final Fold fold;
    private final Instant now;
    private final Map<String, List<TicketEvent>> byTicket = new TreeMap<>();
    private final Map<String, List<TicketEvent>> plansByCustomer = new HashMap<>();
    private final Map<TicketEvent.Key, TicketEvent> seen = new HashMap<>();
    private final Map<String, List<TicketEvent>> mergedInto = new HashMap<>();
    private final Map<String, TicketEvent> splitFrom = new HashMap<>();
    private final Map<String, Instant> watermarks = new HashMap<>();
    private final Map<String, FoldResult> done = new LinkedHashMap<>();
    private final Set<String> underway = new HashSet<>();
    private final List<Problem> problems = new ArrayList<>();

    private Replay(Fold fold, Instant now) {
        this.fold = fold;
        this.now = now;
    }

    /** The clocks of all tickets; what the input does not say about completeness counts as complete. */
    public static Result run(Fold fold, Collection<TicketEvent> events, Instant now) {
        Replay replay = new Replay(fold, now);
        events.forEach(replay::take);
        replay.byTicket.keySet().forEach(replay::ticket);
        List<FoldResult> inOrder = new ArrayList<>(new TreeMap<>(replay.done).values());
        replay.nameMissingContracts(inOrder);
        return new Result(inOrder, List.copyOf(replay.problems));
    }

    private void take(TicketEvent event) {
        TicketEvent before = seen.putIfAbsent(event.key(), event);
        if (before != null) {
            if (!before.sameContent(event)) {
                problems.add(
                        new Problem(
                                event.ticketKey(),
                                null,
                                "event " + event.source() + " " + event.id()
                                        + " comes twice with different content; the first counts, state changes by a correction"));
            }
            return;
        }
        if (event.kind() == EventType.SOURCE_WATERMARK) {
            Instant completeTo = event.completeTo();
            if (completeTo != null && !event.occurredAt().isAfter(now)) {
                watermarks.merge(event.source(), completeTo, (a, b) -> a.isAfter(b) ? a : b);
            }
            return;
        }
        if (event.concernsCustomer()) {
            plansByCustomer
                    .computeIfAbsent(customer(event), c -> new ArrayList<>())
                    .add(event);
            return;
        }
        byTicket.computeIfAbsent(event.ticketKey(), k -> new ArrayList<>()).add(event);
        String other = event.sourceId() + "/";
        if (event.kind() == EventType.TICKET_MERGED) {
            event.attr("merged_into")
                    .ifPresent(parent -> mergedInto
                            .computeIfAbsent(other + parent, k -> new ArrayList<>())
                            .add(event));
        } else if (event.kind() == EventType.TICKET_SPLIT && event.to() != null) {
            splitFrom.put(other + event.to(), event);
            byTicket.computeIfAbsent(other + event.to(), k -> new ArrayList<>());
        }
    }

    private FoldResult ticket(String key) {
        FoldResult before = done.get(key);
        if (before != null) {
            return before;
        }
        underway.add(key);
        List<TicketEvent> own = byTicket.getOrDefault(key, List.of());
        List<TicketEvent> events = new ArrayList<>(own);
        TicketEvent split = splitFrom.get(key);
        if (own.isEmpty() && split != null) {
            events.add(openedBySplit(split));
        }
        customers(List.copyOf(events)).forEach(c -> events.addAll(plansByCustomer.getOrDefault(c, List.of())));
        List<TicketHistory.Carried> carried = new ArrayList<>();
        for (TicketEvent merge : mergedInto.getOrDefault(key, List.of())) {
            // Two tickets merged into each other carry nothing.
            if (!underway.contains(merge.ticketKey()) || done.containsKey(merge.ticketKey())) {
                TicketEvent waiting = ticket(merge.ticketKey()).waitingSince();
                if (waiting != null) {
                    carried.add(new TicketHistory.Carried(merge.occurredAt(), waiting));
                }
            }
        }
        TicketHistory history = new TicketHistory(
                key,
                events,
                split == null ? null : split.occurredAt(),
                split == null ? null : writtenAt(split),
                carried);
        FoldResult result = fold.fold(history, new Watermarks(watermarks, Instant.MAX), now);
        result.warnings().forEach(text -> problems.add(new Problem(key, null, text)));
        done.put(key, result);
        return result;
    }

    /** A ticket of which only the split is known: same customer, opened then. */
    private TicketEvent openedBySplit(TicketEvent split) {
        TicketEventBuilder opened = TicketEvent.builder(
                split.source(),
                split.id() + "/opened",
                EventType.TICKET_OPENED,
                String.valueOf(split.to()),
                split.occurredAt());
        for (TicketEvent event : byTicket.getOrDefault(split.ticketKey(), List.of())) {
            if (event.kind() == EventType.TICKET_OPENED) {
                opened.customer(event.customer()).channel(event.channel());
                event.attr("severity").ifPresent(severity -> opened.attr("severity", severity));
            }
        }
        return opened.build();
    }

    private @Nullable Instant writtenAt(TicketEvent split) {
        TicketEvent message = split.attr("message")
                .map(id -> seen.get(new TicketEvent.Key(split.source(), id)))
                .orElse(null);
        return message == null ? null : message.occurredAt();
    }

    private static Set<String> customers(List<TicketEvent> events) {
        Set<String> customers = new HashSet<>();
        for (TicketEvent event : events) {
            if (event.customer() != null) {
                customers.add(customer(event));
            }
            String to = event.to();
            if (event.kind() == EventType.CUSTOMER_CHANGED && to != null) {
                customers.add(to.toLowerCase(Locale.ROOT));
            }
        }
        return customers;
    }

    private static String customer(TicketEvent event) {
        return String.valueOf(event.customer()).toLowerCase(Locale.ROOT);
    }

    private void nameMissingContracts(List<FoldResult> tickets) {
        Set<String> named = new HashSet<>();
        for (FoldResult ticket : tickets) {
            boolean everPlanned =
                    ticket.plan() != null || ticket.clocks().stream().anyMatch(c -> c.plan() != null);
            String customer = ticket.customer();
            String plan = ticket.plan();
            if (plan != null
                    && fold.policies().versions().stream()
                            .noneMatch(v -> v.plans().containsKey(plan))) {
                problems.add(new Problem(
                        ticket.ticket(),
                        customer,
                        "plan '" + plan + "' is not defined in plans.yaml, so nothing is promised"));
                continue;
            }
            if (everPlanned || ticket.openedAt() == null) {
                continue;
            }
            if (customer == null) {
                problems.add(new Problem(
                        ticket.ticket(), null, "the ticket names no customer, so nothing is promised on it"));
            } else if (named.add(customer)) {
                problems.add(new Problem(
                        ticket.ticket(),
                        customer,
                        "no contract covers customer '" + customer + "' on " + ticket.openedAt()
                                + ", so nothing is promised; add its plan to the contracts"));
            }
        }
    }
}
