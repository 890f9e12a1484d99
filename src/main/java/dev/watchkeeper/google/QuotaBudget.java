package dev.watchkeeper.google;

import dev.watchkeeper.audit.Deadline;
import dev.watchkeeper.audit.QuotaLeases;
import dev.watchkeeper.audit.QuotaRate;
import dev.watchkeeper.audit.SourceException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process's turnstile before Google. Blocks of the shared quota are leased for those who wait here and for what the
 * next second will probably need; turns go round the waiting tenants. Safe for use by several threads.
 */
final class QuotaBudget {
    private static final Logger log = LoggerFactory.getLogger(QuotaBudget.class);
    private static final long LOOK_UP_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /** When there is not enough: often enough that nothing saved is lost, seldom enough to spare the database. */
    private static final long ASK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private static final long AFTER_A_FAULT_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final QuotaLeases leases;
    private final LongSupplier nanoTime;
    private final QuotaMeter meter;
    private final Bucket all;
    private final Bucket filtered;

    QuotaBudget(int perMinute, int filteredPerMinute, QuotaLeases leases, LongSupplier nanoTime, QuotaMeter meter) {
        this.leases = leases;
        this.nanoTime = nanoTime;
        this.meter = meter;
        long now = nanoTime.getAsLong();
        this.all = new Bucket("all", new QuotaRate(perMinute), now);
        this.filtered = new Bucket("filtered", new QuotaRate(filteredPerMinute), now);
    }

    /** Waits for a turn; a filtered request draws on both buckets. */
    void draw(String tenant, boolean isFiltered, Deadline deadline, String source) throws SourceException {
        if (isFiltered) {
            await(filtered, tenant, deadline, source);
        }
        await(all, tenant, deadline, source);
    }

    /** Google refused for quota: drop what is saved, so that the next second does not repeat it. */
    void refused() {
        lock.lock();
        try {
            all.held = 0;
            all.refused = true;
        } finally {
            lock.unlock();
        }
    }

    private void await(Bucket bucket, String tenant, Deadline deadline, String source) throws SourceException {
        long began = nanoTime.getAsLong();
        lock.lock();
        try {
            FairLine.Ticket ticket = bucket.line.join(tenant);
            try {
                while (true) {
                    long now = nanoTime.getAsLong();
                    bucket.letThrough(now);
                    if (ticket.granted) {
                        break;
                    }
                    deadline.check(source);
                    if (!bucket.asking && now - bucket.askAgainAt >= 0) {
                        ask(bucket, now);
                    } else {
                        long pause = Math.min(LOOK_UP_NANOS, Math.max(1_000_000, bucket.askAgainAt - now));
                        long unused = changed.awaitNanos(pause);
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SourceException(SourceException.Kind.CANCELLED, source, "stopped while waiting for quota");
            } finally {
                if (!ticket.granted) {
                    bucket.line.leave(ticket);
                }
            }
        } finally {
            lock.unlock();
        }
        meter.drawn(bucket.name, nanoTime.getAsLong() - began);
    }

    /** Leases a block for all who wait; the others wait for it without the lock being held. */
    private void ask(Bucket bucket, long now) {
        QuotaLeases.Ask ask = bucket.ask(now);
        bucket.asking = true;
        int given = 0;
        boolean failed = true;
        lock.unlock();
        try {
            given = leases.lease(ask);
            failed = false;
        } catch (RuntimeException e) {
            log.debug("no block of the quota {} could be leased; nothing is sent meanwhile", bucket.name, e);
        } finally {
            lock.lock();
            bucket.asking = false;
            bucket.given(given, now, nanoTime.getAsLong(), given < ask.wanted(), failed);
            changed.signalAll();
        }
    }

    /** One quota; used under the lock. */
    private static final class Bucket {
        private final String name;
        private final QuotaRate rate;
        private final FairLine line = new FairLine();
        private int held;
        private long heldUntil;
        private boolean asking;
        private long askAgainAt;
        private long askedAt;
        private int drawnSince;
        private boolean refused;

        Bucket(String name, QuotaRate rate, long now) {
            this.name = name;
            this.rate = rate;
            this.askAgainAt = now;
            this.askedAt = now;
            this.heldUntil = now;
        }

        void letThrough(long now) {
            if (now - heldUntil >= 0) {
                held = 0;
            }
            while (held > 0 && line.next() != null) {
                held--;
                drawnSince++;
            }
        }

        QuotaLeases.Ask ask(long now) {
            long passed = Math.max(SECOND / 10, now - askedAt);
            long soon = Math.min(Math.round((double) drawnSince * SECOND / passed), (long) rate.perSecond());
            askedAt = now;
            drawnSince = 0;
            QuotaLeases.Ask ask = new QuotaLeases.Ask(name, rate, line.waiting() + (int) soon, line.tenants(), refused);
            refused = false;
            return ask;
        }

        /** What is leased counts from before the question, by our clock. */
        void given(int count, long askedSince, long now, boolean tooFew, boolean failed) {
            held = count;
            heldUntil = askedSince + QuotaRate.VALID.toNanos();
            askAgainAt = failed ? now + AFTER_A_FAULT_NANOS : tooFew ? askedSince + ASK_AGAIN_NANOS : now;
            letThrough(now);
        }
    }
}
