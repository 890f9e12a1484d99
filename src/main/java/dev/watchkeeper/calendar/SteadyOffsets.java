package dev.watchkeeper.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Tells for dates in ascending order whether the zone's offset stays the same in the days around: then local times are
 * a plain sum. Where it does not, and on dates that do not exist, the zone's rules must be asked for every boundary.
 */
final class SteadyOffsets {
    private static final long DAY = Window.DAY;
    /** A window ends at most two days after its date began, and offsets are less than a day. */
    private static final long MARGIN = 4 * DAY;

    private final ZoneRules rules;
    private final Deque<Long> transitions = new ArrayDeque<>();
    private long offset;
    private boolean known;

    /** For dates whose windows touch [lo, hi), in epoch seconds. */
    SteadyOffsets(ZoneId zone, long lo, long hi) {
        rules = zone.getRules();
        long end = hi + 2 * MARGIN;
        ZoneOffsetTransition next = rules.nextTransition(Instant.ofEpochSecond(lo - 2 * MARGIN));
        while (next != null && next.toEpochSecond() < end) {
            transitions.add(next.toEpochSecond());
            next = rules.nextTransition(next.getInstant());
        }
    }

    boolean areSteadyAround(LocalDate date) {
        long start = date.toEpochDay() * DAY;
        while (!transitions.isEmpty() && transitions.getFirst() < start - MARGIN) {
            transitions.removeFirst();
            known = false;
        }
        return transitions.isEmpty() || transitions.getFirst() > start + MARGIN;
    }

    /** The epoch second at which a date begins around which offsets are steady. */
    long midnight(LocalDate date) {
        long start = date.toEpochDay() * DAY;
        if (!known) {
            offset = rules.getOffset(Instant.ofEpochSecond(start)).getTotalSeconds();
            known = true;
        }
        return start - offset;
    }
}
