package dev.watchkeeper.health.incidents;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An incident in our own table.
 *
 * @param revision counts the readings that differed, from 1
 * @param raw the feed's JSON of the newest reading
 * @param vanishedAt since when it has been missing from the feed although it had not ended; null otherwise
 */
public record KeptIncident(
        Incident incident,
        Instant firstSeen,
        Instant lastSeen,
        int revision,
        String raw,
        @Nullable Instant vanishedAt) {}
