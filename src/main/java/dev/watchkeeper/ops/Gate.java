package dev.watchkeeper.ops;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets so many requests through at once; some may wait a moment, the rest are asked to come back. */
final class Gate {
    /** An answer that may fail on the wire. */
    @FunctionalInterface
    interface Work<E extends Exception> {
        Answer answer() throws E;
    }

    static final Answer COME_BACK = new Answer(
            503,
            "text/plain; charset=utf-8",
            "busy; try again in a moment\n".getBytes(StandardCharsets.UTF_8),
            Map.of("Retry-After", "1"));
    private static final long PATIENCE_SECONDS = 10;

    private final Semaphore places;
    private final int queue;

    Gate(int places, int queue) {
        this.places = new Semaphore(places, true);
        this.queue = queue;
    }

    <E extends Exception> Answer through(Work<E> work) throws E {
        if (!enter()) {
            return COME_BACK;
        }
        try {
            return work.answer();
        } finally {
            places.release();
        }
    }

    private boolean enter() {
        if (places.tryAcquire()) {
            return true;
        }
        try {
            return places.getQueueLength() < queue && places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
