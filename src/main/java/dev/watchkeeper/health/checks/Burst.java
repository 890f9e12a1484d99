package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.EventHistory;
import dev.watchkeeper.health.EventQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The densest stretch of a given length in a row of events.
 *
 * @param end the last event in it
 */
record Burst(long count, Instant end) {
    /** Both ends belong to the stretch: events exactly the length apart are in one. */
    static Burst most(EventHistory log, EventQuery query, Duration length) {
        Deque<Instant> window = new ArrayDeque<>();
        Burst[] most = {new Burst(0, query.from())};
        log.eachTime(query, time -> {
            window.addLast(time);
            while (window.getFirst().plus(length).isBefore(time)) {
                window.removeFirst();
            }
            if (window.size() > most[0].count()) {
                most[0] = new Burst(window.size(), time);
            }
        });
        return most[0];
    }

    /** The most of these instants, in order of time, in one stretch. */
    static int most(List<Instant> times, Duration length) {
        Deque<Instant> window = new ArrayDeque<>();
        int most = 0;
        for (Instant time : times) {
            window.addLast(time);
            while (window.getFirst().plus(length).isBefore(time)) {
                window.removeFirst();
            }
            most = Math.max(most, window.size());
        }
        return most;
    }
}
