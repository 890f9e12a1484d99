package dev.watchkeeper.jobs;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Logs an outage once when it begins, with its cause, and once when it ends, with how long it lasted. What comes and
 * goes within a minute is logged once a minute at most. Safe for several threads.
 */
public final class OutageLog {
    private static final Duration AGAIN_AFTER = Duration.ofMinutes(1);

    private final String what;
    private final Logger log;
    private final LongSupplier nanos;
    private int failures;
    private long since;
    private boolean told;
    private long toldAt;
    private boolean everTold;

    /**
     * @param what begins the sentence, for example {@code "loop sla-watch"}
     * @param nanos a monotonic clock such as {@code System::nanoTime}
     */
    public OutageLog(String what, Logger log, LongSupplier nanos) {
        this.what = what;
        this.log = log;
        this.nanos = nanos;
    }

    /** It failed; returns how often in a row. */
    public synchronized int failed(Throwable cause) {
        long now = nanos.getAsLong();
        failures++;
        if (failures == 1) {
            since = now;
        }
        if (told) {
            log.debug("{} fails still, {} times in a row: {}", what, failures, cause.toString());
        } else if (!everTold || now - toldAt >= AGAIN_AFTER.toNanos()) {
            log.error("{} fails; it is tried again, and its end is logged", what, cause);
            told = true;
            everTold = true;
            toldAt = now;
        }
        return failures;
    }

    /** It worked. */
    public synchronized void worked() {
        if (told) {
            log.info(
                    "{} works again after {} s and {} failures",
                    what,
                    Duration.ofNanos(nanos.getAsLong() - since).toSeconds(),
                    failures);
        }
        failures = 0;
        told = false;
    }
}
