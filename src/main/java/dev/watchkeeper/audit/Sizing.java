package dev.watchkeeper.audit;

import java.time.Duration;

/** How many tenants to audit at a time, and whether a portfolio can be watched in its rhythm at all. Pure. */
public final class Sizing {
    static final int LEAST = 8;
    static final int MOST = 64;

    /** What a worker does besides waiting for an answer: parsing, storing, judging. */
    private static final Duration OWN_WORK = Duration.ofMillis(100);

    private Sizing() {}

    /**
     * The number of workers.
     *
     * @param configured a number, or 0 for as many as can use up the quota while each waits for its answers
     * @param latency how long an answer of Google takes
     */
    public static int workers(int configured, int quotaPerMinute, Duration latency) {
        if (configured > 0) {
            return configured;
        }
        double seconds = latency.plus(OWN_WORK).toNanos() / 1e9;
        return (int) Math.max(LEAST, Math.min(MOST, Math.ceil(quotaPerMinute / 60.0 * seconds)));
    }
}
