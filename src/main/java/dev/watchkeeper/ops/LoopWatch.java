package dev.watchkeeper.ops;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Notices a loop that died or hangs: each loop beats as it makes progress, and this says who has been silent too long.
 * Safe for use by all threads. It measures with a monotonic clock, so that a jump of the wall clock alarms nobody.
 */
public final class LoopWatch {
    private final LongSupplier nanos;
    private final Map<String, Loop> loops = new ConcurrentHashMap<>();

    /**
     * @param nanos a monotonic clock such as {@code System::nanoTime}
     */
    public LoopWatch(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Begins to watch a loop; it must run the returned beat at least this often. */
    public Runnable watch(String name, Duration longestSilence) {
        Loop loop = new Loop(longestSilence, nanos.getAsLong());
        loops.put(name, loop);
        return () -> loop.last = nanos.getAsLong();
    }

    /** A loop that ended as it should is watched no more. */
    public void forget(String name) {
        loops.remove(name);
    }

    /** One sentence per loop that is silent; empty if all is well. */
    public List<String> silent() {
        long now = nanos.getAsLong();
        List<String> silent = new ArrayList<>();
        loops.forEach((name, loop) -> {
            Duration since = Duration.ofNanos(now - loop.last);
            if (since.compareTo(loop.longestSilence) > 0) {
                silent.add("loop '" + name + "' has made no progress for " + since.toSeconds() + " s (at most "
                        + loop.longestSilence.toSeconds() + " s is normal)");
            }
        });
        silent.sort(null);
        return silent;
    }

    private static final class Loop {
        final Duration longestSilence;
        volatile long last;

        Loop(Duration longestSilence, long last) {
            this.longestSilence = longestSilence;
            this.last = last;
        }
    }
}
