package dev.watchkeeper.audit;

import dev.watchkeeper.audit.Leases.Lease;
import dev.watchkeeper.finding.FindingKeeper;
import dev.watchkeeper.jobs.Transactions;
import dev.watchkeeper.tenant.Portfolio;
import dev.watchkeeper.tenant.Tenant;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Audits tenants: claims what is due, has it examined on a bounded pool, and stores verdicts, findings and the next
 * due dates in one transaction. Safe for use by several threads and nodes; one tenant's failure is its own.
 */
public final class Auditor implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Auditor.class);

    /** After this a ring of the bell takes nothing new, so that the next ring may be heard by another node. */
    private static final Duration TIME_SLICE = Duration.ofSeconds(50);

    /** Contracts begin and end without a reload. */
    private static final Duration LOOK_AT_CONTRACTS_EVERY = Duration.ofMinutes(15);

    private static final Duration PATIENCE_WITH_OTHERS = Duration.ofMinutes(2);

    private final AuditSettings settings;
    private final Supplier<Portfolio> portfolio;
    private final Timetable timetable;
    private final TenantStates states;
    private final AuditWork work;
    private final String node;
    private final Clock clock;
    private final Leases leases;
    private final Semaphore slots;
    private final Semaphore heavySlots;
    private final ExecutorService pool;
    private volatile boolean stopping;
    private @Nullable Portfolio scheduled;
    private Instant scheduledAt = Instant.EPOCH;

    /**
     * @param portfolio the tenants as of the latest reload
     * @param node names this process among others on the same database, for example {@code host:pid}
     */
    public Auditor(
            AuditSettings settings,
            Supplier<Portfolio> portfolio,
            Rhythm rhythm,
            Examiner examiner,
            TenantStates states,
            AuditRecords records,
            FindingKeeper findings,
            Transactions transactions,
            List<AuditListener> listeners,
            String node,
            Clock clock) {
        this.settings = settings;
        this.portfolio = portfolio;
        this.timetable = new Timetable(settings, rhythm);
        this.states = states;
        this.node = node;
        this.clock = clock;
        this.leases = new Leases(states, settings.lease(), clock);
        this.work = new AuditWork(
                examiner, states, records, findings, transactions, List.copyOf(listeners), timetable, node, clock);
        this.slots = new Semaphore(settings.workers());
        // Long audits never keep the short ones waiting: that is where "mail just broke" is seen.
        this.heavySlots = new Semaphore(Math.max(1, settings.workers() / 2));
        AtomicInteger threads = new AtomicInteger();
        // A round that claimed a tenant just as the pool was shut keeps it: its audit ends at once and gives the claim
        // back.
        this.pool = new ThreadPoolExecutor(
                settings.workers(),
                settings.workers(),
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> new Thread(task, "audit-" + threads.incrementAndGet()),
                (task, shut) -> task.run());
    }

    /** Brings the queue in line with the configuration: tenants added, removed or changed. */
    public synchronized void scheduleTenants() {
        Portfolio current = portfolio.get();
        Instant now = clock.instant();
        if (current == scheduled
                && now.isBefore(scheduledAt.plus(LOOK_AT_CONTRACTS_EVERY))
                && !now.isBefore(scheduledAt)) {
            return;
        }
        Timetable.Differences differences = timetable.differences(current, states.all(), now);
        states.schedule(differences.schedule());
        states.remove(differences.remove(), now);
        if (!differences.schedule().isEmpty() || !differences.remove().isEmpty()) {
            log.info(
                    "audit queue: {} tenants, {} new or changed, {} taken out",
                    current.tenants().size(),
                    differences.schedule().size(),
                    differences.remove().size());
        }
        scheduled = current;
        scheduledAt = now;
    }

    /**
     * Audits what is due, on all free workers, until nothing is due or the time slice ends; returns when its last
     * audit has ended.
     *
     * @return how many tenants were audited
     */
    public long auditWhatIsDue() {
        scheduleTenants();
        long sliceEnd = System.nanoTime() + TIME_SLICE.toNanos();
        BlockingQueue<Audited> done = new LinkedBlockingQueue<>();
        int running = 0;
        long audited = 0;
        while (true) {
            while (!stopping && System.nanoTime() < sliceEnd && slots.tryAcquire()) {
                if (!startNextDue(done)) {
                    slots.release();
                    break;
                }
                running++;
            }
            if (running == 0) {
                return audited;
            }
            if (next(done) != null) {
                running--;
                audited++;
            }
        }
    }

    private boolean startNextDue(BlockingQueue<Audited> done) {
        boolean heavy = heavySlots.tryAcquire();
        boolean keepHeavySlot = false;
        try {
            Instant now = clock.instant();
            while (true) {
                Optional<TenantState> claimed = states.claimDue(node, now, now.plus(settings.lease()), heavy);
                if (claimed.isEmpty()) {
                    return false;
                }
                TenantState claim = claimed.get();
                Optional<Tenant> tenant = portfolio.get().tenant(claim.tenantId());
                if (tenant.isEmpty()) {
                    // Taken out by a reload a moment ago.
                    states.remove(List.of(claim.tenantId()), now);
                    continue;
                }
                Scope scope = heavy ? claim.widestDue(now) : Scope.CONTINUOUS;
                keepHeavySlot = heavy && scope != Scope.CONTINUOUS;
                start(tenant.get(), claim, scope, keepHeavySlot, done);
                return true;
            }
        } finally {
            if (heavy && !keepHeavySlot) {
                heavySlots.release();
            }
        }
    }

    private void start(Tenant tenant, TenantState claim, Scope scope, boolean heavySlot, BlockingQueue<Audited> done) {
        pool.execute(() -> {
            Audited outcome = new Audited(tenant, scope, null, List.of(), "the audit did not end");
            try {
                outcome = audit(tenant, claim, scope);
            } finally {
                if (heavySlot) {
                    heavySlots.release();
                }
                slots.release();
                done.add(outcome);
            }
        });
    }

    private Audited audit(Tenant tenant, TenantState claim, Scope scope) {
        try (Lease lease = leases.keep(claim)) {
            long end = System.nanoTime() + settings.deadlineOf(scope).toNanos();
            Deadline deadline = () -> stopping || lease.isLost() || System.nanoTime() > end;
            return work.audit(tenant, claim, scope, deadline, () -> stopping);
        }
    }

    /**
     * Audits the given tenants now, due or not, and waits for all of them; a tenant that another process is auditing
     * is waited for.
     */
    public List<Audited> auditNow(Collection<Tenant> tenants, Scope scope) {
        scheduleTenants();
        BlockingQueue<Audited> done = new LinkedBlockingQueue<>();
        List<Audited> outcomes = new ArrayList<>();
        for (Tenant tenant : tenants) {
            slots.acquireUninterruptibly();
            Optional<TenantState> claim = claimPatiently(tenant.id());
            if (claim.isEmpty()) {
                slots.release();
                done.add(new Audited(
                        tenant, scope, null, List.of(), "another process has been auditing it for long; try later"));
            } else {
                start(tenant, claim.get(), scope, false, done);
            }
        }
        while (outcomes.size() < tenants.size()) {
            Audited outcome = next(done);
            if (outcome != null) {
                outcomes.add(outcome);
            }
        }
        List<String> order = tenants.stream().map(Tenant::id).toList();
        outcomes.sort(
                java.util.Comparator.comparingInt(o -> order.indexOf(o.tenant().id())));
        return outcomes;
    }

    private Optional<TenantState> claimPatiently(String tenantId) {
        long end = System.nanoTime() + PATIENCE_WITH_OTHERS.toNanos();
        while (true) {
            Instant now = clock.instant();
            Optional<TenantState> claim = states.claim(tenantId, node, now, now.plus(settings.lease()));
            if (claim.isPresent() || stopping || System.nanoTime() > end) {
                return claim;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(250));
        }
    }

    private static @Nullable Audited next(BlockingQueue<Audited> done) {
        try {
            return done.poll(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            // Nobody interrupts us (it would be fatal to H2); if somebody does, the audits still have to be awaited.
            return done.poll();
        }
    }

    /** Takes nothing new and lets running audits come to their end; what does not is audited again after a restart. */
    public void stop(Duration patience) {
        stopping = true;
        pool.shutdown();
        try {
            if (!pool.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("some audits did not stop in {} s; their claims end by themselves", patience.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        leases.close();
    }

    @Override
    public void close() {
        stop(Duration.ofSeconds(12));
    }
}
