package dev.watchkeeper.tickets.sources;

import java.time.Duration;
import java.time.Instant;

/** A token bucket for one source: a steady rate with a burst of ten seconds' worth. Safe for several threads. */
final class RateLimit {
    private static final int BURST_SECONDS = 10;

    private final double perSecond;
    private final double capacity;
    private double tokens;
    private long lastMillis = Long.MIN_VALUE;

    RateLimit(double perSecond) {
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException("a rate must be above 0, not " + perSecond);
        }
        this.perSecond = perSecond;
        this.capacity = Math.max(1, perSecond * BURST_SECONDS);
        this.tokens = capacity;
    }

    /** Zero if the request may pass, else how long to wait. A clock that jumps back costs nothing. */
    synchronized Duration take(Instant now) {
        long millis = now.toEpochMilli();
        if (lastMillis != Long.MIN_VALUE && millis > lastMillis) {
            tokens = Math.min(capacity, tokens + (millis - lastMillis) / 1000.0 * perSecond);
        }
        lastMillis = millis;
        if (tokens >= 1) {
            tokens -= 1;
            return Duration.ZERO;
        }
        return Duration.ofSeconds((long) Math.ceil((1 - tokens) / perSecond));
    }
}
