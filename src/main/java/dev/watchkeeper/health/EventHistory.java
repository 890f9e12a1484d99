package dev.watchkeeper.health;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The kept events of one tenant and one application. Counting is done where the events lie, so that memory does not
 * grow with the tenant. Events without a readable time never appear.
 */
public interface EventHistory {
    /** From when on the log was read without a gap. */
    Instant since();

    /** Up to when the log was read; later events may exist. */
    Instant until();

    /** Hands over events one by one, oldest first (time, qualifier, index). */
    void each(EventQuery query, Consumer<ActivityEvent> consumer);

    /** The instants of events, oldest first, without their content. */
    void eachTime(EventQuery query, Consumer<Instant> consumer);

    long count(EventQuery query);

    /** How many events fell into each slot of so many minutes since 1970; empty slots are absent. */
    SortedMap<Instant, Long> counts(EventQuery query, int minutes);

    /** Actors with at least so many events, the busiest first, at most {@code most} of them. */
    Map<String, Long> perActor(EventQuery query, long atLeast, int most);

    /** The most events in one slot of so many minutes; 0 if there are none. */
    long peak(EventQuery query, int minutes);

    /**
     * When something was seen for the first time in this log, also long ago; null if never or not recorded.
     *
     * @param about what the event is about, see {@link Watch#about}
     */
    @Nullable
    Instant firstSight(String about);

    /** The events as a list; for names that are rare by nature. */
    default List<ActivityEvent> list(EventQuery query) {
        var events = new java.util.ArrayList<ActivityEvent>();
        each(query, events::add);
        return events;
    }
}
