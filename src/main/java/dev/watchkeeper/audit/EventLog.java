package dev.watchkeeper.audit;

import dev.watchkeeper.health.ActivityEvent;
import dev.watchkeeper.health.EventHistory;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The kept events of all tenants. The admin log is kept for ever, the other logs until {@link #forget}. Safe for use
 * by several threads; one tenant is written by one thread at a time.
 */
public interface EventLog {
    /**
     * Stores events of one tenant and one application; those already there are left as they are.
     *
     * @param events one page or so; an event without a time is kept apart
     * @return how many were new
     */
    int add(String tenantId, String application, List<ActivityEvent> events, Instant receivedAt);

    /** The events of one log, of which {@code [since, until)} was read without a gap. */
    EventHistory history(String tenantId, String application, Instant since, Instant until);

    /** How many events without a readable time there are, by application; applications without are absent. */
    Map<String, Long> unreadable(String tenantId);

    /**
     * Whether the admin log holds something that came in after the beginning of the last audit that judged the
     * settings: an audit may end between the storing of what it read and its verdicts.
     */
    boolean hasUnjudgedSettings(String tenantId);

    /** Deletes events before an instant, except the admin log; returns how many. */
    int forget(String tenantId, Instant before);
}
