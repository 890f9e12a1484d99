package dev.watchkeeper.tickets;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far each source has been read. Writes join the running transaction. */
public interface SourceStates {
    Optional<SourceState> find(String sourceId);

    List<SourceState> all();

    /** Stores where a poll got to; a watermark never goes back. */
    void advanced(String sourceId, @Nullable String cursor, @Nullable Instant watermark, Instant okAt);

    /** Stores a cursor in the midst of a poll; says nothing of whether the poll will end well. */
    void moved(String sourceId, String cursor);

    /** Notes that something arrived, without moving cursor or watermark. */
    void heard(String sourceId, Instant at);

    /** Notes a failure; cursor and watermark stay where they are. */
    void failed(String sourceId, String error, Instant at);

    /** Moves the watermark alone, as a {@code source.watermark} event says; it never goes back. */
    void completeTo(String sourceId, Instant watermark);

    /**
     * One source.
     *
     * @param cursor the connector's own text; null before the first read
     * @param watermark every event up to here has been delivered
     * @param okAt the last time that reading, or an arrival, went well
     * @param failingSince null while all is well
     */
    record SourceState(
            String sourceId,
            @Nullable String cursor,
            @Nullable Instant watermark,
            @Nullable Instant okAt,
            @Nullable Instant failingSince,
            @Nullable String error) {}
}
