package dev.watchkeeper.digest;

import dev.watchkeeper.digest.DigestModel.Trace;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A digest that was written, or deliberately was not.
 *
 * @param id for example {@code D-20261124-am17}
 * @param periodStart what "since" meant; null for the first one
 * @param asBaseline what the next one compares itself with; null if skipped
 * @param key of its mail; null if skipped
 * @param skipped why nothing was sent; null if it was
 */
public record DigestRecord(
        String id,
        DigestKind kind,
        String recipientId,
        @Nullable Instant periodStart,
        Instant periodEnd,
        @Nullable String baselineId,
        @Nullable Baseline asBaseline,
        List<Trace> traces,
        @Nullable String key,
        @Nullable String skipped) {
    /** Skipped because the reader wanted none. */
    boolean atWish() {
        return skipped != null && Wishes.isReason(skipped);
    }

    public DigestRecord {
        traces = List.copyOf(traces);
        if ((key == null) == (skipped == null)) {
            throw new IllegalArgumentException("digest " + id + " was either sent or skipped with a reason");
        }
    }
}
