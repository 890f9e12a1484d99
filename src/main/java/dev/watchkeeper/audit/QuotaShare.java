package dev.watchkeeper.audit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What the parts of this process that ask Google know of each other: through whom the quota is shared, once the
 * database is open, and how long an answer takes. Safe for use by several threads.
 */
public final class QuotaShare implements QuotaLeases {
    private static final Duration FIRST_GUESS = Duration.ofMillis(500);

    /** The newest answer counts a sixty-fourth, so that one slow answer does not change the number of workers. */
    private static final double WEIGHT = 1.0 / 64;

    private final AtomicReference<QuotaLeases> leases = new AtomicReference<>(QuotaLeases.alone(System::nanoTime));
    private final AtomicReference<Double> seconds = new AtomicReference<>(FIRST_GUESS.toNanos() / 1e9);

    /** From now on the quota is shared with all who use the same database. */
    public void shareThrough(QuotaLeases database) {
        leases.set(database);
    }

    @Override
    public int lease(Ask ask) {
        return leases.get().lease(ask);
    }

    /** An answer came after this time, whatever it said. */
    public void answered(Duration after) {
        seconds.updateAndGet(mean -> mean + (after.toNanos() / 1e9 - mean) * WEIGHT);
    }

    /** How long an answer takes at present. */
    public Duration latency() {
        return Duration.ofNanos((long) (seconds.get() * 1e9));
    }
}
