package dev.watchkeeper.app;

import dev.watchkeeper.jobs.Loop;
import dev.watchkeeper.ops.ServiceManager;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An application that runs until it is told to stop: reload on SIGHUP and on a changed file, word to the service
 * manager, and one way down with a limit in time.
 */
public final class Daemon {
    private static final Logger log = LoggerFactory.getLogger(Daemon.class);
    private static final Duration LOOK_AT_FILES_EVERY = Duration.ofSeconds(2);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(19);

    private final LiveConfiguration live;
    private final Application application;
    private final ServiceManager manager;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Loop files;
    private @Nullable Loop watchdog;
    private Runnable filesBeat = () -> {};
    private FileMarks loaded;
    private FileMarks seen;
    private volatile boolean reloadAsked;
    private volatile boolean startFailed;
    private volatile boolean stopping;

    /**
     * @param marks what the files looked like before the configuration in force was read
     */
    Daemon(LiveConfiguration live, FileMarks marks, Application application, ServiceManager manager) {
        this.live = live;
        this.application = application;
        this.manager = manager;
        this.loaded = marks;
        this.seen = marks;
        this.files = new Loop("config-watch", LOOK_AT_FILES_EVERY, Duration.ofSeconds(5), this::lookAtFiles);
    }

    /**
     * Starts and waits; SIGTERM or SIGINT stop everything and end the process with 0. Throws if the start fails.
     */
    void runUntilStopped() {
        runUntilStopped(() -> {});
    }

    /** The same, and says when it is ready. */
    void runUntilStopped(Runnable ready) {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stopAndHalt, "stop"));
        try {
            start();
        } catch (RuntimeException e) {
            startFailed = true;
            throw e;
        }
        Signals.onHangUp(this::askForReload);
        ready.run();
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts everything and says so; nothing if it was told to stop before. A stop waits for its end. */
    synchronized void start() {
        if (stopping) {
            return;
        }
        application.start();
        filesBeat = application.watchLoop("config-watch", Duration.ofMinutes(2));
        files.start();
        Duration interval = manager.watchdogInterval();
        if (!interval.isZero()) {
            watchdog = new Loop("watchdog", interval, Duration.ofSeconds(1), () -> {
                if (application.isAlive()) {
                    manager.alive();
                }
            });
            watchdog.start();
        }
        String status = live.portfolio().tenants().size() + " tenants, HTTP port " + application.httpPort();
        if (stopping) {
            return;
        }
        log.info("ready after {} ms: {}", ManagementFactory.getRuntimeMXBean().getUptime(), status);
        manager.ready(status);
    }

    /** Reads the configuration again at the next opportunity. */
    void askForReload() {
        reloadAsked = true;
        files.wake();
    }

    /** A change counts once the files stood still for one look, so that a half-written file is not read. */
    private void lookAtFiles() {
        filesBeat.run();
        FileMarks now = FileMarks.of(live.get().directory());
        boolean changed = !now.equals(loaded) && now.equals(seen);
        seen = now;
        if (reloadAsked || changed) {
            reloadAsked = false;
            loaded = now;
            reload();
        }
    }

    private void reload() {
        manager.reloading();
        Reload reload = application.reload();
        switch (reload.outcome()) {
            case APPLIED -> log.info("configuration reloaded: {}", String.join(", ", reload.changes()));
            case UNCHANGED -> log.info("configuration read again: nothing that can change while running is different");
            case REFUSED -> {
                log.error("the configuration on disk is refused, the old one stays in force:");
                reload.problems().stream()
                        .filter(problem -> !problem.warning())
                        .forEach(problem -> log.error("  {}", problem));
            }
        }
        if (!reload.needRestart().isEmpty()) {
            log.warn("these keys need a restart to take effect: {}", String.join(", ", reload.needRestart()));
        }
        manager.ready(live.portfolio().tenants().size() + " tenants, HTTP port " + application.httpPort());
    }

    /** The one shutdown hook. Hooks of libraries would run beside it, so there are none. */
    private void stopAndHalt() {
        if (startFailed) {
            return;
        }
        Thread limit = new Thread(() -> haltIfStuck(), "stop-limit");
        limit.setDaemon(true);
        limit.start();
        int code = 0;
        try {
            stop();
        } catch (RuntimeException e) {
            log.error("the stop was not clean", e);
            code = 1;
        }
        Logging.stop();
        Runtime.getRuntime().halt(code);
    }

    private static void haltIfStuck() {
        try {
            Thread.sleep(LONGEST_STOP.toMillis());
        } catch (InterruptedException e) {
            return;
        }
        log.error(
                "the stop took longer than {} s and is cut short; claims end by themselves", LONGEST_STOP.toSeconds());
        Logging.stop();
        Runtime.getRuntime().halt(1);
    }

    /** Stops everything in order. */
    void stop() {
        log.info("stopping");
        stopping = true;
        manager.stopping();
        application.announceStop();
        stopParts();
    }

    /** Not beside a start: it would open what was just closed. */
    private synchronized void stopParts() {
        files.close();
        if (watchdog != null) {
            watchdog.close();
        }
        application.close();
        log.info("stopped");
        stopped.countDown();
    }
}
