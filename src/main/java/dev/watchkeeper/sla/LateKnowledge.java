package dev.watchkeeper.sla;

import dev.watchkeeper.tickets.EventType;
import dev.watchkeeper.tickets.TicketEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The rule for what becomes known late of a ticket's customer and plan: what had ended when the knowledge arrived stays
 * as it ended and is marked, not judged again; what went on is judged by it, but late no earlier than it was known. It
 * holds for a customer named after the opening, for a change of plan received after its date, and for corrections of
 * either, withdrawals included. ({@link Hindsight} keeps the same rule for contracts, policies and calendars.) Pure.
 */
final class LateKnowledge {
    /** Each late piece of knowledge costs a fold of its own; more than these are a defect of the source. */
    private static final int MOST = 24;

    /** Something known at {@code known} that alters what happened from {@code from} on; epoch seconds. */
    private record Change(long from, long known) {}

    private final List<Change> changes;

    private LateKnowledge(List<Change> changes) {
        this.changes = changes;
    }

    static LateKnowledge of(TicketHistory history, Prepared prepared, Instant now) {
        List<Change> changes = new ArrayList<>();
        if (prepared.customerKnownAt() > prepared.openedAt()) {
            changes.add(new Change(prepared.openedAt(), prepared.customerKnownAt()));
        }
        Grades grades = null;
        for (TicketEvent event : history.events()) {
            if (isLatePlan(event)) {
                changes.add(new Change(event.occurredAt().getEpochSecond(), known(event)));
            } else if (event.correction() != null && !event.occurredAt().isAfter(now)) {
                grades = grades == null ? new Grades(history.events()) : grades;
                if (grades.isWhole(event) || Grades.touched(event)) {
                    changes.add(new Change(Long.MIN_VALUE, known(event)));
                }
            }
        }
        return new LateKnowledge(changes);
    }

    /**
     * The clocks, with those that had ended put back to how they ended.
     *
     * @param before the clocks as folded by what was known before an epoch second
     */
    List<Judged> spare(List<Judged> folded, LongFunction<List<Judged>> before) {
        if (changes.isEmpty()) {
            return folded;
        }
        NavigableSet<Long> arrivals = new TreeSet<>();
        for (Judged one : folded) {
            Instant end = one.clock().endedAt();
            if (end != null) {
                long t = end.getEpochSecond();
                changes.stream()
                        .filter(change -> change.from() <= t && t < change.known())
                        .mapToLong(Change::known)
                        .min()
                        .ifPresent(arrivals::add);
            }
        }
        while (arrivals.size() > MOST) {
            arrivals.pollFirst();
        }
        List<Judged> judged = folded;
        Instant from = Instant.MIN;
        for (long arrival : arrivals) {
            Instant until = Instant.ofEpochSecond(arrival);
            judged = Judged.standing(judged, before.apply(arrival), from, until);
            from = until;
        }
        return judged;
    }

    /** The events as they were known before an epoch second, as far as customer and plan are concerned. */
    static Collection<TicketEvent> knownBefore(long instant, Collection<TicketEvent> events) {
        Grades grades = new Grades(events);
        List<TicketEvent> known = new ArrayList<>(events.size());
        for (TicketEvent event : events) {
            if (event.correction() != null && known(event) >= instant) {
                TicketEvent rest = grades.isWhole(event) ? null : Grades.without(event);
                if (rest != null) {
                    known.add(rest);
                }
            } else if (!isLatePlan(event) || known(event) < instant) {
                known.add(event);
            }
        }
        return known;
    }

    private static boolean isLatePlan(TicketEvent event) {
        return event.kind() == EventType.PLAN_CHANGED
                && !event.isBackfill()
                && known(event) > event.occurredAt().getEpochSecond();
    }

    private static long known(TicketEvent event) {
        Instant received = event.receivedAt();
        long occurred = event.occurredAt().getEpochSecond();
        return received == null ? occurred : Math.max(occurred, received.getEpochSecond());
    }

    /** Which corrections say something of customer or plan. */
    private static final class Grades {
        private static final Set<String> FIELDS = Set.of("customer");

        private final Map<TicketEvent.Key, TicketEvent> byKey = new HashMap<>();

        Grades(Collection<TicketEvent> events) {
            events.forEach(event -> byKey.putIfAbsent(event.key(), event));
        }

        /** Corrects a change of customer or plan, or takes back what corrected one. */
        boolean isWhole(TicketEvent correction) {
            Set<TicketEvent.Key> walked = new HashSet<>();
            TicketEvent at = correction;
            boolean itself = true;
            while (at != null && walked.add(at.key())) {
                TicketEvent.Correction what = at.correction();
                if (what == null) {
                    return at.kind() == EventType.PLAN_CHANGED || at.kind() == EventType.CUSTOMER_CHANGED;
                }
                if (!itself && touched(at)) {
                    return true;
                }
                itself = false;
                at = byKey.get(what.supersedes());
            }
            return false;
        }

        static boolean touched(TicketEvent correction) {
            TicketEvent.Correction what = correction.correction();
            Map<String, Object> replacement = what == null ? null : what.replacement();
            return replacement != null && !stripped(replacement).equals(replacement);
        }

        /** The correction without what it says of customer and plan. */
        static @Nullable TicketEvent without(TicketEvent event) {
            TicketEvent.Correction what = event.correction();
            Map<String, Object> replacement = what == null ? null : what.replacement();
            return what == null || replacement == null
                    ? event
                    : event.toBuilder()
                            .correction(
                                    new TicketEvent.Correction(what.supersedes(), stripped(replacement), what.reason()))
                            .build();
        }

        private static Map<String, Object> stripped(Map<String, Object> replacement) {
            Map<String, Object> rest = new HashMap<>(replacement);
            rest.keySet().removeAll(FIELDS);
            inner(rest, "attrs", Set.of("plan"));
            if (rest.get("data") instanceof Map<?, ?> data) {
                Map<String, Object> kept = new HashMap<>();
                data.forEach((name, value) -> kept.put(String.valueOf(name), value));
                kept.keySet().removeAll(FIELDS);
                inner(kept, "attrs", Set.of("plan"));
                rest.put("data", kept);
            }
            return rest;
        }

        private static void inner(Map<String, Object> map, String field, Set<String> names) {
            if (map.get(field) instanceof Map<?, ?> given) {
                Map<String, Object> kept = new HashMap<>();
                given.forEach((name, value) -> kept.put(String.valueOf(name), value));
                kept.keySet().removeAll(names);
                map.put(field, kept);
            }
        }
    }
}
