package dev.watchkeeper.health.incidents;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the reading of the feed stands.
 *
 * @param beganAt when our own table began; months before are incomplete
 * @param okAt the last whole reading; null if there was none
 * @param triedAt the last attempt
 * @param problem why the last attempt did not count; empty if it did
 * @param entityTag and lastModified: what the server gave to ask conditionally with; empty if nothing
 * @param refused how many readings in a row were held back because the feed had shrunk
 */
public record FeedState(
        @Nullable Instant beganAt,
        @Nullable Instant okAt,
        @Nullable Instant triedAt,
        String problem,
        String entityTag,
        String lastModified,
        int refused) {
    public static final FeedState NEVER = new FeedState(null, null, null, "", "", "", 0);

    public FeedState failed(String why, Instant now) {
        return new FeedState(beganAt, okAt, now, why, entityTag, lastModified, refused);
    }

    /** A reading that was whole but not believed. */
    public FeedState held(String why, Instant now) {
        return new FeedState(beganAt, okAt, now, why, "", "", refused + 1);
    }

    public FeedState read(String tag, String modified, Instant now) {
        return new FeedState(beganAt == null ? now : beganAt, now, now, "", tag, modified, 0);
    }
}
