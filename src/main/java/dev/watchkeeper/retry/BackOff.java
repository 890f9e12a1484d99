package dev.watchkeeper.retry;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait before the next attempt: doubling from {@code first} up to {@code max}, with half of it left to
 * chance so that many callers do not return together.
 *
 * @param attempts how often to try in all, the first time included
 */
public record BackOff(Duration first, Duration max, int attempts) {
    public BackOff {
        if (first.isNegative() || max.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "back-off from " + first + " to " + max + ": the first wait must not exceed the longest");
        }
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts " + attempts + ": at least 1 is needed");
        }
    }

    /**
     * The wait after the given number of failures; empty if it is time to give up: attempts used up, or the server asks
     * for a longer wait than we are willing to sit out.
     *
     * @param failures how many attempts have failed, at least 1
     * @param retryAfter what the server asked for, if anything; never undercut
     */
    public Optional<Duration> delay(int failures, @Nullable Duration retryAfter, RandomGenerator random) {
        if (failures >= attempts) {
            return Optional.empty();
        }
        if (retryAfter != null && retryAfter.compareTo(max) > 0) {
            return Optional.empty();
        }
        long ceiling = first.toMillis();
        for (int i = 1; i < failures && ceiling < max.toMillis(); i++) {
            ceiling *= 2;
        }
        ceiling = Math.min(ceiling, max.toMillis());
        Duration own = Duration.ofMillis(ceiling - (long) (random.nextDouble() * ceiling / 2));
        return Optional.of(retryAfter == null || own.compareTo(retryAfter) > 0 ? own : retryAfter);
    }
}
