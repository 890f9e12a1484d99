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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
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

    /** A long reading gives way after this; what it has read stays, and the rest is read when its turn comes again. */
    private static final Duration TURN = Duration.ofSeconds(30);

    private final AuditSettings settings;
    private final Supplier<Portfolio> portfolio;
    private final Timetable timetable;
    private final TenantStates states;
    private final AuditWork work;
    private final String node;
    private final Clock clock;
    private final Leases leases;
    private final Workers workers;
    private final Duration turn;
    private final Map<String, Turn> begun = new ConcurrentHashMap<>();
    private volatile boolean stopping;
    private @Nullable Portfolio scheduled;
    private Instant scheduledAt = Instant.EPOCH;

    /**
     * @param portfolio the tenants as of the latest reload
     * @param workers how many tenants to audit at a time; asked again and again
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
            IntSupplier workers,
            String node,
            Clock clock) {
        this(
                settings,
                portfolio,
                new Timetable(settings, rhythm),
                examiner,
                states,
                records,
                findings,
                transactions,
                listeners,
                workers,
                node,
                clock,
                TURN);
    }

    Auditor(
            AuditSettings settings,
            Supplier<Portfolio> portfolio,
            Timetable timetable,
            Examiner examiner,
            TenantStates states,
            AuditRecords records,
            FindingKeeper findings,
            Transactions transactions,
            List<AuditListener> listeners,
            IntSupplier workers,
            String node,
            Clock clock,
            Duration turn) {
        this.settings = settings;
        this.portfolio = portfolio;
        this.timetable = timetable;
        this.states = states;
        this.node = node;
        this.clock = clock;
        this.turn = turn;
        this.leases = new Leases(states, settings.lease(), clock);
        this.work = new AuditWork(
                examiner, states, records, findings, transactions, List.copyOf(listeners), timetable, node, clock);
        this.workers = new Workers(workers);
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
        differences.remove().forEach(begun::remove);
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
     * @throws IllegalStateException if the queue could not be asked or an outcome could not be stored; whatever could
     *     be audited was
     */
    public long auditWhatIsDue() {
        scheduleTenants();
        Round round = new Round(System.nanoTime() + TIME_SLICE.toNanos());
        round.hire();
        return round.await();
    }

    /** One hearing of the bell: helpers that look for the next tenant until none is due. */
    private final class Round {
        private final long end;
        private int helpers;
        private long audited;
        private @Nullable Throwable failure;

        Round(long end) {
            this.end = end;
        }

        private boolean isOpen() {
            return !stopping && System.nanoTime() < end;
        }

        /** Has one more worker look for what is due, if one is free. */
        synchronized void hire() {
            if (failure == null && isOpen() && workers.tryStart(this::help)) {
                helpers++;
            }
        }

        private void help() {
            Throwable met = null;
            try {
                while (isOpen() && auditNextDue(this)) {
                    synchronized (this) {
                        audited++;
                    }
                }
            } catch (RuntimeException | Error e) {
                met = e;
            } finally {
                left(met);
            }
        }

        private synchronized void left(@Nullable Throwable met) {
            helpers--;
            failure = failure == null ? met : failure;
            notifyAll();
        }

        /** Waits for the helpers and meanwhile looks every second whether something else has become due. */
        synchronized long await() {
            while (helpers > 0) {
                try {
                    wait(1000);
                } catch (InterruptedException e) {
                    // Nobody interrupts us (it would be fatal to H2); the audits still have to be awaited.
                    log.debug("interrupted while audits are running", e);
                }
                if (helpers > 0) {
                    hire();
                }
            }
            if (failure != null) {
                throw new IllegalStateException(audited + " tenants were audited, then: " + failure, failure);
            }
            return audited;
        }
    }

    /** Whether something was due. */
    private boolean auditNextDue(Round round) {
        return workers.withPlace(place -> {
            while (true) {
                Instant now = clock.instant();
                Optional<TenantState> claimed = states.claimDue(node, now, now.plus(settings.lease()), place.granted());
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
                Scope scope = place.granted() ? claim.widestDue(now) : Scope.CONTINUOUS;
                if (scope == Scope.CONTINUOUS) {
                    place.giveBack();
                }
                round.hire();
                audit(tenant.get(), claim, scope, true);
                return true;
            }
        });
    }

    private Audited audit(Tenant tenant, TenantState claim, Scope scope, boolean takesTurns) {
        Turn mine = takesTurns && scope != Scope.CONTINUOUS
                ? begun.computeIfAbsent(tenant.id(), id -> new Turn(clock.instant()))
                : new Turn(null);
        try (Lease lease = leases.keep(claim)) {
            mine.begin(settings.deadlineOf(scope), turn, () -> stopping || lease.isLost());
            Audited outcome = work.audit(tenant, claim, scope, mine, () -> stopping);
            if (!outcome.goesOn()) {
                begun.remove(tenant.id());
            }
            return outcome;
        } finally {
            mine.end();
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
            boolean begins = workers.start(() -> {
                Audited outcome = Audited.without(tenant, scope, "the audit did not end");
                try {
                    outcome = claimAndAudit(tenant, scope);
                } catch (RuntimeException e) {
                    log.error("tenant {}: the {} audit failed", tenant.id(), scope.word(), e);
                    outcome = Audited.without(tenant, scope, e.toString());
                } finally {
                    done.add(outcome);
                }
            });
            if (!begins) {
                done.add(Audited.without(tenant, scope, "stopped before it began"));
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

    private Audited claimAndAudit(Tenant tenant, Scope scope) {
        return claimPatiently(tenant.id())
                .map(claim -> audit(tenant, claim, scope, false))
                .orElseGet(() ->
                        Audited.without(tenant, scope, "another process has been auditing it for long; try later"));
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
        if (!workers.stop(patience)) {
            log.warn("some audits did not stop in {} s; their claims end by themselves", patience.toSeconds());
        }
        leases.close();
    }

    @Override
    public void close() {
        stop(Duration.ofSeconds(12));
    }
}
