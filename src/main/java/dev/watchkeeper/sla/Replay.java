package dev.watchkeeper.sla;

import dev.watchkeeper.tickets.EventOrder;
import dev.watchkeeper.tickets.EventType;
import dev.watchkeeper.tickets.TicketEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Folds a heap of events of any number of tickets: groups them, joins plan changes to customers, follows merges and
 * splits, takes watermarks from the events themselves. Keeps where events stand, not the events, so that the input may
 * be larger than the heap. Used once: {@link #take} every event, then {@link #fold}.
 */
public final class Replay {
    /** The events of the input, found again by the position under which they were taken. */
    public interface Events {
        TicketEvent at(long position);
    }

    /**
     * Something the person should know.
     *
     * @param ticket the ticket concerned, or null
     * @param customer the customer concerned, or null
     */
    public record Problem(@Nullable String ticket, @Nullable String customer, String message) {}

    /** Corrections that supersede each other in a circle end here. */
    private static final int MOST_CORRECTIONS = 100;

    private final Fold fold;
    private final Instant now;
    private final Events events;
    private final SeenEvents seen;
    private final Consumer<Problem> problems;
    private final SourceNames names = new SourceNames();
    /** Tickets here and below by {@link SourceNames#key}. */
    private final Map<String, Positions> byTicket = new HashMap<>();

    private final Map<String, List<TicketEvent>> plansByCustomer = new HashMap<>();
    private final Map<String, List<TicketEvent>> mergedInto = new HashMap<>();
    private final Map<String, TicketEvent> splitFrom = new HashMap<>();
    private final List<Long> corrections = new ArrayList<>();
    private final Map<String, Instant> watermarks = new HashMap<>();
    /** Of tickets with a merge only: they are wanted more than once. */
    private final Set<String> merging = new HashSet<>();

    private @Nullable String explained;
    private final Map<String, FoldResult> done = new HashMap<>();
    private final Set<String> underway = new HashSet<>();
    private final Set<String> customersWithoutContract = new HashSet<>();

    /**
     * A replay.
     *
     * @param problems is told what the person should know, as it comes up
     */
    public Replay(Fold fold, Instant now, Events events, Consumer<Problem> problems) {
        this.fold = fold;
        this.now = now;
        this.events = events;
        this.seen = new SeenEvents(events);
        this.problems = problems;
    }

    /** Takes one event in, in the order of the input. */
    public void take(TicketEvent event, long position) {
        TicketEvent before = seen.find(event.key());
        if (before != null) {
            if (!before.sameContent(event)) {
                problems.accept(
                        new Problem(
                                event.ticketKey(),
                                null,
                                "event " + event.source() + " " + event.id()
                                        + " comes twice with different content; the first counts, state changes by a correction"));
            }
            return;
        }
        seen.add(event.key(), position);
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
        if (event.correction() != null) {
            corrections.add(position); // what it corrects may come later, and tells whose it is
            return;
        }
        String key = names.key(event);
        positions(key).add(position);
        if (event.kind() == EventType.TICKET_MERGED) {
            String parent = names.key(event.source(), event.attr("merged_into").orElse(""));
            mergedInto.computeIfAbsent(parent, k -> new ArrayList<>()).add(event);
            merging.add(parent);
            merging.add(key);
            positions(parent);
        } else if (event.kind() == EventType.TICKET_SPLIT && event.to() != null) {
            String child = names.key(event.source(), event.to());
            splitFrom.put(child, event);
            positions(child);
        }
    }

    private Positions positions(String ticketKey) {
        return byTicket.computeIfAbsent(ticketKey, k -> new Positions());
    }

    /** One ticket with its timeline and proofs; empty if the input does not speak of it. Once, instead of {@link #fold}. */
    public Optional<FoldResult> explain(String ticketKey) {
        bringCorrectionsHome();
        Optional<String> key = byTicket.keySet().stream()
                .filter(one -> names.ticket(one).equals(ticketKey))
                .findFirst();
        explained = key.orElse(null);
        return key.map(one -> {
            FoldResult result = ticket(one);
            nameMissingContract(result);
            return result;
        });
    }

    private void bringCorrectionsHome() {
        for (long position : corrections) {
            positions(ownerOf(events.at(position))).add(position);
        }
    }

    /** The clocks of all tickets, by key; what the input does not say about completeness counts as complete. */
    public void fold(Consumer<FoldResult> each) {
        bringCorrectionsHome();
        List<String> tickets = new ArrayList<>(byTicket.keySet());
        tickets.sort(Comparator.comparing(names::ticket));
        for (String key : tickets) {
            FoldResult result = ticket(key);
            nameMissingContract(result);
            each.accept(result);
        }
    }

    /** The ticket of what was corrected in the first place, since a correction may itself be corrected. */
    private String ownerOf(TicketEvent correction) {
        TicketEvent root = correction;
        for (int depth = 0; depth < MOST_CORRECTIONS; depth++) {
            TicketEvent.Correction what = root.correction();
            TicketEvent before = what == null ? null : seen.find(what.supersedes());
            if (before == null) {
                break;
            }
            root = before;
        }
        return names.key(root);
    }

    private FoldResult ticket(String key) {
        FoldResult before = done.get(key);
        if (before != null) {
            return before;
        }
        underway.add(key);
        List<TicketEvent> own = new ArrayList<>(read(key));
        TicketEvent splitOff = splitFrom.get(key);
        TicketEvent split = splitOff == null ? null : standing(splitOff);
        List<TicketEvent> merges = new ArrayList<>();
        for (TicketEvent merge : mergedInto.getOrDefault(key, List.of())) {
            TicketEvent stands = standing(merge);
            if (stands != null) {
                merges.add(stands);
            }
        }
        if (!Relatives.isOpened(own) && split != null) {
            own.add(Relatives.openedBySplit(split, read(names.key(split))));
        } else if (own.isEmpty() && !merges.isEmpty()) {
            TicketEvent first = Collections.min(merges, EventOrder.FOLD);
            own.add(Relatives.openedByMerge(first, read(names.key(first))));
        }
        customers(List.copyOf(own)).forEach(c -> own.addAll(plansByCustomer.getOrDefault(c, List.of())));
        List<TicketHistory.Carried> carried = new ArrayList<>();
        for (TicketEvent merge : merges) {
            String from = names.key(merge);
            // Two tickets merged into each other carry nothing.
            if (!underway.contains(from) || done.containsKey(from)) {
                TicketEvent waiting = ticket(from).waitingSince();
                if (waiting != null) {
                    carried.add(new TicketHistory.Carried(merge.occurredAt(), waiting));
                }
            }
        }
        String name = names.ticket(key);
        TicketHistory history = new TicketHistory(
                name, own, split == null ? null : split.occurredAt(), split == null ? null : writtenAt(split), carried);
        Watermarks marks = new Watermarks(watermarks, Instant.MAX);
        FoldResult result = key.equals(explained) ? fold.explain(history, marks, now) : fold.fold(history, marks, now);
        result.warnings().forEach(text -> problems.accept(new Problem(name, null, text)));
        if (merging.contains(key)) {
            done.put(key, result);
        } else {
            underway.remove(key);
        }
        return result;
    }

    private @Nullable TicketEvent standing(TicketEvent relation) {
        return Relatives.standing(relation, read(names.key(relation)), now).orElse(null);
    }

    private List<TicketEvent> read(String ticketKey) {
        Positions positions = byTicket.get(ticketKey);
        return positions == null ? List.of() : positions.read(events);
    }

    private @Nullable Instant writtenAt(TicketEvent split) {
        TicketEvent message = split.attr("message")
                .map(id -> seen.find(new TicketEvent.Key(split.source(), id)))
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

    private void nameMissingContract(FoldResult ticket) {
        boolean everPlanned = ticket.plan() != null || ticket.clocks().stream().anyMatch(c -> c.plan() != null);
        String customer = ticket.customer();
        String plan = ticket.plan();
        if (plan != null
                && fold.policies().versions().stream().noneMatch(v -> v.plans().containsKey(plan))) {
            problems.accept(new Problem(
                    ticket.ticket(),
                    customer,
                    "plan '" + plan + "' is not defined in plans.yaml, so nothing is promised"));
        } else if (everPlanned || ticket.openedAt() == null) {
            return;
        } else if (customer == null) {
            problems.accept(
                    new Problem(ticket.ticket(), null, "the ticket names no customer, so nothing is promised on it"));
        } else if (customersWithoutContract.add(customer)) {
            problems.accept(new Problem(
                    ticket.ticket(),
                    customer,
                    "no contract covers customer '" + customer + "' on " + ticket.openedAt()
                            + ", so nothing is promised; add its plan to the contracts"));
        }
    }

    /** Where the events of one ticket stand, in the order of the input. */
    private static final class Positions {
        private long[] at = new long[4];
        private int size;

        void add(long position) {
            if (size == at.length) {
                at = Arrays.copyOf(at, 2 * size);
            }
            at[size++] = position;
        }

        List<TicketEvent> read(Events events) {
            List<TicketEvent> read = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                read.add(events.at(at[i]));
            }
            return read;
        }
    }
}
