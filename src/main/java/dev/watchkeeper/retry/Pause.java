package dev.watchkeeper.retry;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting as a port, so that tests do not sleep. */
@FunctionalInterface
public interface Pause {
    /** Waits for the duration, or less if {@code stop} turns true meanwhile; asks it at least every 200 ms. */
    void pause(Duration duration, BooleanSupplier stop);

    /** Really waits. An interrupt ends the wait and stays set; we never send one ourselves. */
    static Pause sleeping() {
        return (duration, stop) -> {
            long end = System.nanoTime() + duration.toNanos();
            while (!stop.getAsBoolean()) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return;
                }
                try {
                    Thread.sleep(Math.min(left, 200));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        };
    }
}
