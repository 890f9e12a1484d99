package dev.watchkeeper.audit;

import java.time.Duration;

/**
 * What the parts of this process that ask Google know of each other: through whom the quota is shared, once the
 * database is open, and how long an answer takes. Safe for use by several threads.
 */
public final class QuotaShare implements QuotaLeases {
    private static final Duration FIRST_GUESS = Duration.ofMillis(500);

    /** The newest answer counts a sixty-fourth, so that one slow answer does not change the number of workers. */
    private static final double WEIGHT = 1.0 / 64;

    /** Until it is known who else asks, a small part only. */
    private static final int PARTS = 20;

    private final QuotaLeases small = QuotaLeases.alone(System::nanoTime);
    private volatile QuotaLeases leases = this::smallPart;
    private double seconds = FIRST_GUESS.toNanos() / 1e9;

    /** From now on the quota is shared with all who use the same database. */
    public void shareThrough(QuotaLeases database) {
        leases = database;
    }

    @Override
    public int lease(Ask ask) {
        return leases.lease(ask);
    }

    private int smallPart(Ask ask) {
        QuotaRate part = new QuotaRate(Math.max(1, ask.rate().perMinute() / PARTS));
        return small.lease(new Ask(ask.bucket(), part, ask.wanted(), ask.waiting(), ask.refused()));
    }

    /** An answer came after this time, whatever it said. */
    public synchronized void answered(Duration after) {
        seconds += (after.toNanos() / 1e9 - seconds) * WEIGHT;
    }

    /** How long an answer takes at present. */
    public synchronized Duration latency() {
        return Duration.ofNanos((long) (seconds * 1e9));
    }
}
