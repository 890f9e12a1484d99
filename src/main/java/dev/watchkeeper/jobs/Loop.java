package dev.watchkeeper.jobs;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A named thread that repeats one step with a pause between, until it is closed. A step that throws is logged and
 * repeated; closing waits for the running step and never interrupts it.
 */
public final class Loop implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Loop.class);

    private final String name;
    private final Supplier<Duration> pause;
    private final Duration patience;
    private final Runnable step;
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
            try {
                step.run();
            } catch (RuntimeException e) {
                log.error("{} failed; it will keep running", name, e);
            }
            pause();
        }
    }

    private boolean isClosed() {
        synchronized (wake) {
            return closed;
        }
    }

    private void pause() {
        long nanos = pause.get().toNanos();
        long end = System.nanoTime() + nanos;
        synchronized (wake) {
            try {
                for (long left = nanos; !woken && !closed && left > 0; left = end - System.nanoTime()) {
                    wake.wait(left / 1_000_000, (int) (left % 1_000_000));
                }
            } catch (InterruptedException e) {
                closed = true;
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
