package dev.watchkeeper.schedule;

import dev.watchkeeper.jobs.JobRunner;
import dev.watchkeeper.jobs.Work;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.quartz.CronScheduleBuilder;
import org.quartz.CronTrigger;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.ObjectAlreadyExistsException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.SimpleTrigger;
import org.quartz.Trigger;
import org.quartz.Trigger.TriggerState;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rings bells that are stored with the data; on PostgreSQL each ring is heard by one of the nodes. A bell missed during
 * a downtime rings once when the daemon is back. Nothing depends on it: what is due is read from our own tables.
 */
public final class Bells implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Bells.class);
    private static final String GROUP = "bells";
    private static final Duration OVERDUE = Duration.ofMinutes(5);
    private static final int ATTEMPTS = 5;

    private final DataSource pool;
    private final boolean clustered;
    private final int threads;
    private final List<Ring> rings;
    private final JobRunner runner;
    private final Map<String, Work> works;
    private @Nullable Scheduler scheduler;
    private volatile boolean silent;

    /**
     * @param pool Quartz's own; it needs {@code threads + 3} connections
     * @param clustered whether other nodes may use the same tables
     * @param works what each ring calls, by job
     */
    public Bells(
            DataSource pool,
            boolean clustered,
            int threads,
            List<Ring> rings,
            JobRunner runner,
            Map<String, Work> works) {
        this.pool = pool;
        this.clustered = clustered;
        this.threads = threads;
        this.rings = List.copyOf(rings);
        this.runner = runner;
        this.works = Map.copyOf(works);
        for (Ring ring : rings) {
            if (!works.containsKey(ring.job())) {
                throw new IllegalArgumentException("bell '" + ring.job() + "' calls nothing; known: " + works.keySet());
            }
        }
    }

    /** Brings the stored bells in line with the given ones and lets them ring. */
    public synchronized void start() {
        try {
            Scheduler built = BellTower.build(pool, clustered, threads);
            built.setJobFactory((bundle, ignored) -> {
                String job = job(bundle.getJobDetail().getKey().getName());
                return new BellJob(() -> ring(job));
            });
            scheduler = built;
            alignBesideOthers(built);
            built.start();
        } catch (SchedulerException e) {
            throw failed("the bells could not be started", e);
        }
    }

    private void ring(String job) {
        if (silent) {
            return; // Quartz had taken it from the table just before; what was due stays due
        }
        Work work = works.get(job);
        if (work == null) {
            log.warn("bell '{}' is stored but calls nothing; it is deleted at the next start", job);
            return;
        }
        runner.run(job, work);
    }

    /** A ring just ending, or another node, may hold the same rows: the loser of a deadlock begins again. */
    private void alignBesideOthers(Scheduler built) throws SchedulerException {
        for (int attempt = 1; ; attempt++) {
            try {
                align(built);
                return;
            } catch (SchedulerException e) {
                if (attempt == ATTEMPTS || !lostADeadlock(e)) {
                    throw e;
                }
                log.info(
                        "the stored bells were held by others (attempt {} of {}): {}",
                        attempt,
                        ATTEMPTS,
                        e.getMessage());
            }
        }
    }

    /** SQLSTATE 40001 on H2, 40P01 on PostgreSQL. */
    private static boolean lostADeadlock(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && ("40001".equals(sql.getSQLState()) || "40P01".equals(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }

    private void align(Scheduler built) throws SchedulerException {
        Map<String, Ring> wanted = byBell();
        for (JobKey stored : built.getJobKeys(GroupMatcher.jobGroupEquals(GROUP))) {
            if (!wanted.containsKey(stored.getName())) {
                takeDown(built, stored);
            }
        }
        for (Map.Entry<String, Ring> entry : wanted.entrySet()) {
            align(built, entry.getKey(), entry.getValue());
        }
    }

    private static void takeDown(Scheduler built, JobKey bell) throws SchedulerException {
        try {
            built.deleteJob(bell);
        } catch (SchedulerException e) {
            if (e.getCause() != null) {
                throw e;
            }
            // Quartz deletes in two steps and objects when the first finds nothing: another node is at it.
            log.debug("another node takes bell '{}' down as well", bell.getName());
        }
    }

    private static void align(Scheduler built, String bell, Ring ring) throws SchedulerException {
        TriggerKey key = TriggerKey.triggerKey(bell, GROUP);
        Trigger stored = built.getTrigger(key);
        if (stored == null) {
            JobDetail detail = JobBuilder.newJob(BellJob.class)
                    .withIdentity(bell, GROUP)
                    .storeDurably()
                    .build();
            built.addJob(detail, true);
            try {
                built.scheduleJob(trigger(bell, ring));
            } catch (ObjectAlreadyExistsException e) {
                log.debug("another node hung bell '{}' a moment before", bell);
                align(built, bell, ring);
            }
        } else if (!rings(stored, ring)) {
            built.rescheduleJob(key, trigger(bell, ring));
        } else if (built.getTriggerState(key) == TriggerState.ERROR) {
            built.resetTriggerFromErrorState(key);
        }
    }

    private static Trigger trigger(String bell, Ring ring) {
        TriggerBuilder<Trigger> builder =
                TriggerBuilder.newTrigger().withIdentity(bell, GROUP).forJob(bell, GROUP);
        Duration every = ring.every();
        if (every != null) {
            return builder.withSchedule(SimpleScheduleBuilder.simpleSchedule()
                            .withIntervalInMilliseconds(every.toMillis())
                            .repeatForever()
                            .withMisfireHandlingInstructionNowWithExistingCount())
                    .build();
        }
        return builder.withSchedule(CronScheduleBuilder.cronSchedule(ring.cron())
                        .inTimeZone(TimeZone.getTimeZone("UTC"))
                        .withMisfireHandlingInstructionFireAndProceed())
                .build();
    }

    /** Whether a stored trigger rings as wanted; replacing it would forget what was missed. */
    private static boolean rings(Trigger stored, Ring ring) {
        Duration every = ring.every();
        if (every != null) {
            return stored instanceof SimpleTrigger simple && simple.getRepeatInterval() == every.toMillis();
        }
        return stored instanceof CronTrigger cron && cron.getCronExpression().equals(ring.cron());
    }

    /** When each bell rings next, soonest first. */
    public List<NextRing> nextRings() {
        List<NextRing> next = new ArrayList<>();
        try {
            Scheduler running = running();
            for (TriggerKey key : running.getTriggerKeys(GroupMatcher.triggerGroupEquals(GROUP))) {
                Trigger trigger = running.getTrigger(key);
                if (trigger != null) {
                    next.add(new NextRing(
                            key.getName(),
                            instant(trigger.getNextFireTime()),
                            instant(trigger.getPreviousFireTime()),
                            running.getTriggerState(key).name()));
                }
            }
        } catch (SchedulerException e) {
            throw failed("the bells could not be read", e);
        }
        next.sort(java.util.Comparator.comparing(n -> n.next() == null ? Instant.MAX : n.next()));
        return next;
    }

    /**
     * Hangs up again what Quartz forgot: a fault at the wrong moment leaves a trigger acquired or blocked for ever,
     * without any error (quartz #1516). Returns how many bells were repaired.
     */
    public int repair(Instant now) {
        int repaired = 0;
        try {
            Scheduler running = running();
            for (Map.Entry<String, Ring> entry : byBell().entrySet()) {
                TriggerKey key = TriggerKey.triggerKey(entry.getKey(), GROUP);
                Trigger stored = running.getTrigger(key);
                if (stored == null) {
                    align(running, key.getName(), entry.getValue());
                    repaired++;
                } else if (isStuck(running, key, stored, now)) {
                    log.warn(
                            "bell '{}' should have rung at {} and did not; hanging it up again",
                            key.getName(),
                            stored.getNextFireTime());
                    running.rescheduleJob(key, trigger(key.getName(), entry.getValue()));
                    if (entry.getValue().cron() != null) {
                        // A new interval rings at once, a new cron line not before its next time.
                        running.triggerJob(JobKey.jobKey(key.getName(), GROUP));
                    }
                    repaired++;
                }
            }
        } catch (SchedulerException e) {
            throw failed("the bells could not be checked", e);
        }
        return repaired;
    }

    private Map<String, Ring> byBell() {
        Map<String, Ring> byBell = new HashMap<>();
        for (Ring ring : rings) {
            for (int shard = 1; shard <= ring.shards(); shard++) {
                byBell.put(shard == 1 ? ring.job() : ring.job() + "#" + shard, ring);
            }
        }
        return byBell;
    }

    private boolean isStuck(Scheduler running, TriggerKey key, Trigger stored, Instant now) throws SchedulerException {
        Date next = stored.getNextFireTime();
        boolean overdue = next == null || next.toInstant().isBefore(now.minus(OVERDUE));
        if (running.getTriggerState(key) == TriggerState.ERROR) {
            return true;
        }
        // A bell whose work takes long is overdue as well; then its firing is on record.
        return overdue && !FiredTriggers.isRinging(pool, key.getName());
    }

    /** Lets no bell ring any more; works that are running go on. */
    public synchronized void standby() {
        silent = true;
        if (scheduler != null) {
            try {
                scheduler.standby();
            } catch (SchedulerException e) {
                log.warn("the bells could not be silenced: {}", e.toString());
            }
        }
    }

    /** Silences the bells, waits for running works as long as patience lasts, and shuts down without an interrupt. */
    public synchronized void close(Duration patience) {
        Scheduler running = scheduler;
        if (running == null) {
            return;
        }
        standby();
        long end = System.nanoTime() + patience.toNanos();
        try {
            // Also what is between the table and its thread: after the shutdown Quartz would still run it.
            while ((!running.getCurrentlyExecutingJobs().isEmpty()
                            || FiredTriggers.isBusy(pool, running.getSchedulerInstanceId()))
                    && System.nanoTime() < end) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        } catch (SchedulerException e) {
            log.warn("running works could not be awaited: {}", e.toString());
        }
        try {
            running.shutdown(false);
        } catch (SchedulerException e) {
            log.warn("the bells could not be shut down in order: {}", e.toString());
        }
        scheduler = null;
    }

    @Override
    public void close() {
        close(Duration.ofSeconds(12));
    }

    private synchronized Scheduler running() {
        if (scheduler == null) {
            throw new IllegalStateException("the bells are not started");
        }
        return scheduler;
    }

    private static String job(String bell) {
        int shard = bell.indexOf('#');
        return shard < 0 ? bell : bell.substring(0, shard);
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }

    private static IllegalStateException failed(String what, SchedulerException e) {
        return new IllegalStateException(what + ": " + e.getMessage(), e);
    }
}
