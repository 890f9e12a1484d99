package dev.watchkeeper.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a bell rings next, as stored.
 *
 * @param bell the job, with {@code #2} and so on for further shards
 * @param state Quartz's word: NORMAL, BLOCKED (ringing now), PAUSED, ERROR
 */
public record NextRing(
        String bell, @Nullable Instant next, @Nullable Instant previous, String state) {}
