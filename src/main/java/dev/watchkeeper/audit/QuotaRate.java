package dev.watchkeeper.audit;

import java.time.Duration;

/**
 * How fast requests may be handed out so that no 60 seconds, wherever they begin, see more than the configured number:
 * a bucket that holds {@link #saved()} requests and gains {@link #perSecond()}. What is handed out must be sent within
 * {@link #VALID} or not at all, so a minute sees at most the saved ones and those gained in 61 seconds. Pure.
 *
 * @param perMinute the most requests of any minute, at least 1
 */
public record QuotaRate(int perMinute) {
    /** How long what was handed out may be used. */
    public static final Duration VALID = Duration.ofSeconds(1);

    private static final double MINUTE_AND_VALID = 61;

    /** What is saved for a moment that asks late; more would cost steady flow. */
    private static final double SAVED_SECONDS = 1.5;

    /** Whole requests are handed out, so this much of one more does no harm. */
    private static final double LESS_THAN_ONE = 0.99;

    public QuotaRate {
        if (perMinute < 1) {
            throw new IllegalArgumentException("a quota of " + perMinute + " a minute lets nothing through");
        }
    }

    public double perSecond() {
        double large = (perMinute + LESS_THAN_ONE) / (MINUTE_AND_VALID + SAVED_SECONDS);
        return large * SAVED_SECONDS >= 1 ? large : (perMinute + LESS_THAN_ONE - 1) / MINUTE_AND_VALID;
    }

    /** The most that an idle bucket holds. */
    public double saved() {
        return Math.max(1, perSecond() * SAVED_SECONDS);
    }

    /** What the bucket holds after some time; a clock that went back adds nothing. */
    public double refilled(double held, Duration passed) {
        double seconds = Math.max(0, passed.toNanos() / 1e9);
        return Math.min(saved(), held + seconds * perSecond());
    }
}
