package dev.watchkeeper.google;

import dev.watchkeeper.health.ActivityEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of activities, flattened to events.
 *
 * @param events those that were wanted by their names, and all whose time cannot be read
 * @param skipped how many others there were
 * @param oldestSkipped the earliest time among them; null if none
 */
record ActivityPage(
        List<ActivityEvent> events,
        int skipped,
        @Nullable Instant oldestSkipped,
        @Nullable Instant newestSkipped,
        @Nullable String nextToken) {}
