package dev.watchkeeper.jobs;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Runs one round of a job and never throws: the one place with a catch-all. Every round that did something leaves a line
 * in the log, an outage leaves two, and each round its outcome in the history. Safe for use by several threads.
 */
public final class JobRunner {
    private static final Logger log = LoggerFactory.getLogger(JobRunner.class);

    private final JobHistory history;
    private final Clock clock;
    private final Map<String, OutageLog> outages = new ConcurrentHashMap<>();

    public JobRunner(JobHistory history, Clock clock) {
        this.history = history;
        this.clock = clock;
    }

    /** Returns whether the round succeeded. */
    public boolean run(String job, Work work) {
        Instant started = clock.instant();
        MDC.put("job", job);
        try {
            long items = work.run();
            Duration took = Duration.between(started, clock.instant());
            if (items > 0) {
                log.info("{} done: {} in {} ms", job, items, took.toMillis());
            } else {
                log.debug("{}: nothing was due", job);
            }
            outage(job).worked();
            remember(job, () -> history.succeeded(job, clock.instant(), took, items));
            return true;
        } catch (VirtualMachineError e) {
            // Out of memory: the daemon is run with ExitOnOutOfMemoryError and started again by systemd.
            throw e;
        } catch (Throwable e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            Duration took = Duration.between(started, clock.instant());
            outage(job).failed(e);
            remember(job, () -> history.failed(job, clock.instant(), took, e.toString()));
            return false;
        } finally {
            MDC.remove("job");
        }
    }

    private OutageLog outage(String job) {
        return outages.computeIfAbsent(job, name -> new OutageLog("job " + name, log, System::nanoTime));
    }

    private static void remember(String job, Runnable write) {
        try {
            write.run();
        } catch (RuntimeException e) {
            log.warn("the history of {} could not be written", job, e);
        }
    }
}
