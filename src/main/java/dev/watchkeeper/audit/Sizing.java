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

    /**
     * What a portfolio asks of Google, and whether it can be had.
     *
     * @param perMinute requests of the rounds that go on all day
     * @param workersPerMinute the most that the workers can send while each waits for its answers
     */
    public record Need(double perMinute, double workersPerMinute) {}

    /** What is left to daily audits, first readings and repeats. */
    private static final double ROUNDS_MAY_USE = 0.85;

    /** The rounds of all tenants; daily and quarterly audits are spread and come on top. */
    public static Need need(int tenants, AuditSettings audit, ReadingPlan plan, int quotaPerMinute, Duration latency) {
        double requests = 0;
        for (String application : plan.continuous()) {
            Duration least = plan.every().getOrDefault(application, Duration.ZERO);
            Duration every = least.compareTo(audit.every()) > 0 ? least : audit.every();
            requests += 60.0 / every.toSeconds();
        }
        int workers = workers(audit.workers(), quotaPerMinute, latency);
        double seconds = latency.plus(OWN_WORK).toNanos() / 1e9;
        return new Need(tenants * requests, workers * 60 / seconds);
    }

    /** The shortest round, in whole minutes, in which the quota suffices. */
    public static Duration shortestRound(int tenants, ReadingPlan plan, int quotaPerMinute) {
        for (int minutes = 1; minutes < 24 * 60; minutes++) {
            AuditSettings audit = AuditSettings.DEFAULT.every(Duration.ofMinutes(minutes));
            if (need(tenants, audit, plan, quotaPerMinute, Duration.ZERO).perMinute()
                    <= quotaPerMinute * ROUNDS_MAY_USE) {
                return Duration.ofMinutes(minutes);
            }
        }
        return Duration.ofDays(1);
    }

    /** Whether the quota suffices for the rounds and leaves room for the rest. */
    public static boolean fitsQuota(Need need, int quotaPerMinute) {
        return need.perMinute() <= quotaPerMinute * ROUNDS_MAY_USE;
    }

    /** Whether the workers are enough for the rounds and leave room for the rest. */
    public static boolean fitsWorkers(Need need) {
        return need.perMinute() <= need.workersPerMinute() * ROUNDS_MAY_USE;
    }

    /** The quota that the rounds would need at Google, in whole hundreds. */
    public static int quotaFor(Need need) {
        return (int) Math.ceil(need.perMinute() / ROUNDS_MAY_USE / 100) * 100;
    }

    /** The workers that the rounds would need. */
    public static int workersFor(Need need, Duration latency) {
        double seconds = latency.plus(OWN_WORK).toNanos() / 1e9;
        return (int) Math.ceil(need.perMinute() / ROUNDS_MAY_USE / 60 * seconds);
    }
}
