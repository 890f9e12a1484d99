package dev.watchkeeper.google;

import dev.watchkeeper.audit.Deadline;
import dev.watchkeeper.audit.SourceException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The process's share of the project's quota. Callers wait here for their turn; turns go round the waiting tenants. Safe
 * for use by several threads.
 */
final class QuotaBudget {
    private static final long LOOK_UP_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long SHARE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final FairBucket all;
    private final FairBucket filtered;
    private final LiveNodes nodes;
    private final LongSupplier nanoTime;
    private final QuotaMeter meter;
    private long sharedAt;

    QuotaBudget(int perMinute, int filteredPerMinute, LiveNodes nodes, LongSupplier nanoTime, QuotaMeter meter) {
        this.nodes = nodes;
        this.nanoTime = nanoTime;
        this.meter = meter;
        long now = nanoTime.getAsLong();
        this.all = new FairBucket(perMinute, now);
        this.filtered = new FairBucket(filteredPerMinute, now);
        this.sharedAt = now - SHARE_NANOS;
    }

    /** Waits for a turn; a filtered request draws on both buckets. */
    void draw(String tenant, boolean isFiltered, Deadline deadline, String source) throws SourceException {
        if (isFiltered) {
            await("filtered", filtered, tenant, deadline, source);
        }
        await("all", all, tenant, deadline, source);
    }

    /** Google refused for quota: burn what is saved, so that the next second does not repeat it. */
    void refused() {
        lock.lock();
        try {
            all.drain(nanoTime.getAsLong());
        } finally {
            lock.unlock();
        }
    }

    private void await(String name, FairBucket bucket, String tenant, Deadline deadline, String source)
            throws SourceException {
        long began = nanoTime.getAsLong();
        lock.lock();
        try {
            share(began);
            FairBucket.Ticket ticket = bucket.join(tenant);
            try {
                while (true) {
                    long now = nanoTime.getAsLong();
                    if (bucket.grant(now).stream().anyMatch(other -> other != ticket)) {
                        changed.signalAll();
                    }
                    if (ticket.granted) {
                        break;
                    }
                    deadline.check(source);
                    long pause = Math.min(LOOK_UP_NANOS, Math.max(100_000, bucket.nanosToNext(now)));
                    changed.await(pause, TimeUnit.NANOSECONDS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SourceException(SourceException.Kind.CANCELLED, source, "stopped while waiting for quota");
            } finally {
                if (!ticket.granted) {
                    bucket.leave(ticket);
                }
            }
        } finally {
            lock.unlock();
        }
        meter.drawn(name, nanoTime.getAsLong() - began);
    }

    private void share(long now) {
        if (now - sharedAt >= SHARE_NANOS) {
            sharedAt = now;
            int count = nodes.count();
            all.share(count);
            filtered.share(count);
        }
    }
}
