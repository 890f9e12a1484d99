package dev.watchkeeper.jobs;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a job.
 *
 * @param failuresInARow 0 after a success
 * @param lastItems how many things the last successful run did
 */
public record JobRun(
        String job,
        @Nullable Instant lastOkAt,
        @Nullable Instant lastFailedAt,
        @Nullable String lastError,
        Duration lastDuration,
        long lastItems,
        int failuresInARow) {}
