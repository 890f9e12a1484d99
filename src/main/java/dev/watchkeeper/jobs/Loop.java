package dev.watchkeeper.jobs;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A named thread that repeats one step with a pause between, until it is closed and for no other reason. While the step
 * or the question for the pause fails, the pauses grow up to ten seconds or the usual pause, whichever is longer;
 * {@link #wake} ends them all the same. Closing waits for the running step and never interrupts it.
 */
public final class Loop implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Loop.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final String name;
    private final Supplier<Duration> pause;
    private final Duration patience;
    private final Runnable step;
    private final OutageLog outage;
    private final Object wake = new Object();
    private boolean woken;
    private boolean closed;
    private @Nullable Thread thread;

    /** The same pause after every step. */
    public Loop(String name, Duration pause, Duration patience, Runnable step) {
        this(name, () -> pause, patience, step);
    }

    /**
     * A loop that is not running yet.
     *
     * @param pause asked after every step
     * @param patience how long {@link #close} waits for a running step
     */
    public Loop(String name, Supplier<Duration> pause, Duration patience, Runnable step) {
        this.name = name;
        this.pause = pause;
        this.patience = patience;
        this.step = step;
        this.outage = new OutageLog("loop " + name, log, System::nanoTime);
    }

    public void start() {
        synchronized (wake) {
            Thread made = new Thread(this::run, name);
            thread = made;
            made.start();
        }
    }

    /** Ends the pause. */
    public void wake() {
        synchronized (wake) {
            woken = true;
            wake.notifyAll();
        }
    }

    private void run() {
        while (!isClosed()) {
            pause(round());
        }
    }

    /** Does the step and says how long to wait; whatever either throws, an Error too, does not end the loop. */
    private Duration round() {
        Duration usual = Duration.ZERO;
        try {
            step.run();
            usual = pause.get();
            outage.worked();
            return usual;
        } catch (Throwable e) {
            Duration grown = afterFailures(outage.failed(e));
            return usual.compareTo(grown) > 0 ? usual : grown;
        }
    }

    /** The pause after so many failures in a row. */
    static Duration afterFailures(int failures) {
        Duration grown = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 10));
        return grown.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : grown;
    }

    private boolean isClosed() {
        synchronized (wake) {
            return closed;
        }
    }

    private void pause(Duration length) {
        long nanos = length.toNanos();
        long end = System.nanoTime() + nanos;
        synchronized (wake) {
            for (long left = nanos; !woken && !closed && left > 0; left = end - System.nanoTime()) {
                try {
                    wake.wait(left / 1_000_000, (int) (left % 1_000_000));
                } catch (InterruptedException e) {
                    // Nobody has a reason to; a loop ends by being closed.
                    log.debug("{} was interrupted in its pause and goes on", name);
                }
            }
            woken = false;
        }
    }

    @Override
    public void close() {
        Thread running;
        synchronized (wake) {
            closed = true;
            wake.notifyAll();
            running = thread;
        }
        if (running != null && running != Thread.currentThread()) {
            try {
                running.join(patience.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (running.isAlive()) {
                log.warn("{} did not end within {} s", name, patience.toSeconds());
            }
        }
    }
}
