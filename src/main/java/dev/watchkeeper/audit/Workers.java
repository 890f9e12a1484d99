package dev.watchkeeper.audit;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that audit. Places are taken and given back here and nowhere else, so that no fault in the work can lose
 * one. Safe for use by several threads.
 */
final class Workers {
    private static final Logger log = LoggerFactory.getLogger(Workers.class);

    private final IntSupplier wanted;
    private final ThreadPoolExecutor pool;
    private int busy;
    private int heavy;

    /**
     * @param wanted how many may work at once; asked whenever one more could begin
     */
    Workers(IntSupplier wanted) {
        this.wanted = wanted;
        AtomicInteger threads = new AtomicInteger();
        this.pool = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                30,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> new Thread(task, "audit-" + threads.incrementAndGet()));
    }

    /** Begins the work on a free worker; false if all are busy or the work is being stopped. */
    boolean tryStart(Runnable work) {
        synchronized (this) {
            if (busy >= wanted.getAsInt()) {
                return false;
            }
            busy++;
        }
        boolean begun = false;
        try {
            pool.execute(() -> {
                try {
                    work.run();
                } finally {
                    left();
                }
            });
            begun = true;
        } catch (RejectedExecutionException stopped) {
            log.debug("nothing new is begun: the workers have been stopped");
        } finally {
            if (!begun) {
                left();
            }
        }
        return begun;
    }

    /** Begins the work as soon as a worker is free; false if the work is being stopped. */
    boolean start(Runnable work) {
        while (!pool.isShutdown()) {
            if (tryStart(work)) {
                return true;
            }
            synchronized (this) {
                try {
                    wait(250);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
        }
        return false;
    }

    private synchronized void left() {
        busy--;
        notifyAll();
    }

    /**
     * Does the work with permission to take a long audit, if fewer than half of the workers have one: long audits never
     * keep the short ones waiting, for that is where "mail just broke" is seen.
     */
    <T> T withPlace(HeavyWork<T> work) {
        HeavyPlace place = new HeavyPlace();
        try {
            return work.run(place);
        } finally {
            place.giveBack();
        }
    }

    /** Work that may take a long audit if the place is granted. */
    interface HeavyWork<T> {
        T run(HeavyPlace place);
    }

    /** Permission for one long audit, or none. Used by one thread. */
    final class HeavyPlace {
        private boolean granted;

        private HeavyPlace() {
            synchronized (Workers.this) {
                granted = heavy < Math.max(1, wanted.getAsInt() / 2);
                heavy += granted ? 1 : 0;
            }
        }

        boolean granted() {
            return granted;
        }

        /** What was taken is short: somebody else may have the place. */
        void giveBack() {
            synchronized (Workers.this) {
                heavy -= granted ? 1 : 0;
                granted = false;
            }
        }
    }

    /** How many work at this moment. */
    synchronized int busy() {
        return busy;
    }

    /** Begins nothing new and waits for what is under way; whether all of it ended. */
    boolean stop(Duration patience) {
        pool.shutdown();
        try {
            return pool.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
