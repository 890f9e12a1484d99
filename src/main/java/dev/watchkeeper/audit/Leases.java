package dev.watchkeeper.audit;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps this node's claims alive while it works on them. One thread, started with the first claim. */
final class Leases implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Leases.class);

    private final TenantStates states;
    private final Duration length;
    private final Clock clock;
    private final Map<String, Lease> held = new ConcurrentHashMap<>();
    private final Ticker ticker;
    private boolean started;

    /** Repeats a task until it is closed. */
    interface Ticker extends AutoCloseable {
        void every(Duration period, Runnable task);

        @Override
        void close();
    }

    Leases(TenantStates states, Duration length, Clock clock) {
        this(states, length, clock, new OneThread());
    }

    Leases(TenantStates states, Duration length, Clock clock, Ticker ticker) {
        this.states = states;
        this.length = length;
        this.clock = clock;
        this.ticker = ticker;
    }

    /** A claim that is being renewed until it is closed. */
    final class Lease implements AutoCloseable {
        private final String tenantId;
        private final long fence;
        private volatile boolean lost;

        private Lease(String tenantId, long fence) {
            this.tenantId = tenantId;
            this.fence = fence;
        }

        boolean isLost() {
            return lost;
        }

        @Override
        public void close() {
            held.remove(tenantId, this);
        }
    }

    synchronized Lease keep(TenantState claim) {
        if (!started) {
            started = true;
            // Two tries may fail before another node takes over.
            ticker.every(length.dividedBy(3), this::renew);
        }
        Lease lease = new Lease(claim.tenantId(), claim.fence());
        held.put(claim.tenantId(), lease);
        return lease;
    }

    private void renew() {
        for (Lease lease : held.values()) {
            try {
                if (!states.renew(lease.tenantId, lease.fence, clock.instant().plus(length))) {
                    // Or the audit has just ended and given it back: whoever finds a result refused says so.
                    lease.lost = true;
                    log.debug("the claim on tenant {} is no longer ours", lease.tenantId);
                }
            } catch (RuntimeException | Error e) {
                // Caught whatever it is: a ticker that meets an exception ticks no more. The lease is longer than three
                // tries; the fence protects the data in any case.
                log.warn("the claim on tenant {} could not be renewed: {}", lease.tenantId, e.toString());
            }
        }
    }

    @Override
    public void close() {
        ticker.close();
    }

    private static final class OneThread implements Ticker {
        private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, "audit-leases");
            made.setDaemon(true);
            return made;
        });

        @Override
        public void every(Duration period, Runnable task) {
            var unused = thread.scheduleAtFixedRate(task, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        public void close() {
            thread.shutdown();
        }
    }
}
