package dev.watchkeeper.health;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is missing in what we read, kept or not.
 *
 * @param newestEvent the newest event of any log, also of those that are not kept; null if there never was one
 * @param since from when on we read the logs
 * @param unreadableTimes events whose time could not be read, by application
 * @param missingUsageDays days between the first and the newest usage report for which there will never be data
 * @param partial applications whose newest usage Google has not finished
 */
public record Completeness(
        @Nullable Instant newestEvent,
        @Nullable Instant since,
        Map<String, Long> unreadableTimes,
        List<LocalDate> missingUsageDays,
        List<String> partial) {
    public Completeness {
        unreadableTimes = Map.copyOf(unreadableTimes);
        missingUsageDays = List.copyOf(missingUsageDays);
        partial = List.copyOf(partial);
    }
}
