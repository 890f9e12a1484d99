package dev.watchkeeper.app;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an application starts in order and stops in the reverse order; a failed stop does not keep the others open. */
final class Parts implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Parts.class);

    private final List<Part> parts = new ArrayList<>();
    private final Deque<Part> open = new ArrayDeque<>();

    private record Part(String name, Runnable start, AutoCloseable stop) {}

    /** Something that is open already. */
    void open(String name, AutoCloseable stop) {
        open.push(new Part(name, () -> {}, stop));
    }

    /** Something that {@link #start} starts. */
    void add(String name, Runnable start, AutoCloseable stop) {
        parts.add(new Part(name, start, stop));
    }

    /** Starts all; if one fails, those started before it stay open until {@link #close}. */
    synchronized void start() {
        for (Part part : parts) {
            open.push(part);
            part.start().run();
        }
    }

    /** Stops what was started; throws the first failure at the end. */
    @Override
    public synchronized void close() {
        @Nullable Exception first = null;
        while (!open.isEmpty()) {
            Part part = open.pop();
            try {
                log.debug("stopping {}", part.name());
                part.stop().close();
            } catch (Exception e) {
                log.warn("stopping {} failed", part.name(), e);
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(first);
        }
    }
}
