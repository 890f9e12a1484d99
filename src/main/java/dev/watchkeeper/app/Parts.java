package dev.watchkeeper.app;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an application starts in order, stops all at once and closes in the reverse order; a failed stop does not keep
 * the others open. Each of what was started waits for its own work, and one after the other they would wait longer than
 * a stop may take.
 */
final class Parts implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Parts.class);

    /** The longest that any part waits for its work, and a little. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(13);

    private final List<Part> parts = new ArrayList<>();
    private final List<Part> running = new ArrayList<>();
    private final Deque<Part> open = new ArrayDeque<>();

    private record Part(String name, Runnable start, AutoCloseable stop) {}

    /** Something that is open already. */
    void open(String name, AutoCloseable stop) {
        open.push(new Part(name, () -> {}, stop));
    }

    /** Something that works already. */
    void runs(String name, AutoCloseable stop) {
        running.add(new Part(name, () -> {}, stop));
    }

    /** Something that {@link #start} starts. */
    void add(String name, Runnable start, AutoCloseable stop) {
        parts.add(new Part(name, start, stop));
    }

    /** Starts all; if one fails, those started before it stay open until {@link #close}. */
    synchronized void start() {
        for (Part part : parts) {
            running.add(part);
            part.start().run();
        }
    }

    /** Stops what was started, then closes what was open; throws the first failure at the end. */
    @Override
    public synchronized void close() {
        Queue<Exception> failures = new ConcurrentLinkedQueue<>();
        stopAtOnce(failures);
        while (!open.isEmpty()) {
            stop(open.pop(), failures);
        }
        Exception first = failures.poll();
        if (first != null) {
            throw first instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(first);
        }
    }

    private void stopAtOnce(Queue<Exception> failures) {
        List<Thread> stops = running.stream()
                .map(part -> new Thread(() -> stop(part, failures), "stop-" + part.name()))
                .toList();
        running.clear();
        stops.forEach(Thread::start);
        long end = System.nanoTime() + LONGEST_STOP.toNanos();
        for (Thread stop : stops) {
            try {
                stop.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            if (stop.isAlive()) {
                log.warn("{} takes longer than a stop may; what it holds is closed all the same", stop.getName());
            }
        }
    }

    private static void stop(Part part, Queue<Exception> failures) {
        try {
            log.debug("stopping {}", part.name());
            part.stop().close();
        } catch (Exception e) {
            log.warn("stopping {} failed", part.name(), e);
            failures.add(e);
        }
    }
}
