package dev.watchkeeper.audit;

import dev.watchkeeper.finding.FindingKeeper;
import dev.watchkeeper.finding.Life.Change;
import dev.watchkeeper.finding.Sighting;
import dev.watchkeeper.finding.Sighting.Outcome;
import dev.watchkeeper.jobs.Transactions;
import dev.watchkeeper.tenant.Tenant;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * One tenant's audit from the claim to the stored result. Throws only if not even its failure could be stored: then the
 * claim ends by itself, and the tenant is audited again.
 */
final class AuditWork {
    private static final Logger log = LoggerFactory.getLogger(AuditWork.class);

    private final Examiner examiner;
    private final TenantStates states;
    private final AuditRecords records;
    private final FindingKeeper findings;
    private final Transactions transactions;
    private final List<AuditListener> listeners;
    private final Timetable timetable;
    private final String node;
    private final Clock clock;

    AuditWork(
            Examiner examiner,
            TenantStates states,
            AuditRecords records,
            FindingKeeper findings,
            Transactions transactions,
            List<AuditListener> listeners,
            Timetable timetable,
            String node,
            Clock clock) {
        this.examiner = examiner;
        this.states = states;
        this.records = records;
        this.findings = findings;
        this.transactions = transactions;
        this.listeners = listeners;
        this.timetable = timetable;
        this.node = node;
        this.clock = clock;
    }

    Audited audit(Tenant tenant, TenantState claim, Scope scope, Deadline deadline, BooleanSupplier stopping) {
        MDC.put("tenant", tenant.id());
        Instant startedAt = clock.instant();
        try {
            Examination examination = examiner.examine(tenant, scope, deadline);
            if (stopping.getAsBoolean() && wasCut(examination)) {
                // Half a look says nothing; the tenant stays due and is audited after the restart.
                states.finish(claim);
                return Audited.without(tenant, scope, "stopped before it was complete");
            }
            return store(tenant, claim, scope, examination);
        } catch (ClaimLost e) {
            log.warn("tenant {}: another node took over; the result of this one was not stored", tenant.id());
            return Audited.without(tenant, scope, "another node took over");
        } catch (GivesWay e) {
            log.debug("tenant {}: {}", tenant.id(), e.getMessage());
            states.finish(timetable.goesOn(claim, clock.instant()));
            return new Audited(tenant, scope, null, List.of(), "goes on in its next turn", true);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            log.error("tenant {}: the {} audit failed", tenant.id(), scope.word(), e);
            return failed(tenant, claim, scope, startedAt, e);
        } finally {
            MDC.remove("tenant");
        }
    }

    private static boolean wasCut(Examination examination) {
        return examination.problems().stream().anyMatch(p -> p.kind().equals(SourceException.Kind.CANCELLED.word()));
    }

    private Audited store(Tenant tenant, TenantState claim, Scope scope, Examination examination) {
        String runId = UUID.randomUUID().toString();
        AuditRun run = run(runId, examination);
        List<Change> changes = transactions.in(() -> {
            if (!states.holds(tenant.id(), claim.fence())) {
                throw new ClaimLost();
            }
            records.save(
                    run,
                    CheckResult.of(tenant.id(), examination.checks(), runId, run.finishedAt()),
                    examination.settingRules());
            List<Change> changed = findings.reconcile(tenant.id(), examination.checks(), run.finishedAt(), runId);
            listeners.forEach(listener -> listener.audited(tenant, examination, runId, changed));
            states.finish(timetable.after(tenant, claim, scope, examination.problems(), clock.instant()));
            return changed;
        });
        log.info(
                "tenant {}: {} audit {}: {} failed, {} unknown, {} passed; {} findings changed",
                tenant.id(),
                scope.word(),
                run.outcome().word(),
                run.failed(),
                run.unknown(),
                run.passed(),
                changes.size());
        return new Audited(tenant, scope, examination, changes, null, false);
    }

    private AuditRun run(String id, Examination examination) {
        return new AuditRun(
                id,
                examination.tenantId(),
                examination.scope(),
                node,
                examination.startedAt(),
                examination.finishedAt(),
                examination.problems().isEmpty() ? AuditRun.Outcome.OK : AuditRun.Outcome.PARTIAL,
                count(examination.checks(), Outcome.PASS),
                count(examination.checks(), Outcome.FAIL),
                count(examination.checks(), Outcome.UNKNOWN),
                count(examination.checks(), Outcome.NOT_APPLICABLE),
                examination.problems(),
                null);
    }

    private static int count(List<Sighting> checks, Outcome outcome) {
        return (int) checks.stream().filter(s -> s.outcome() == outcome).count();
    }

    private Audited failed(Tenant tenant, TenantState claim, Scope scope, Instant startedAt, Throwable failure) {
        String error = failure.toString();
        Instant now = clock.instant();
        try {
            transactions.run(() -> {
                if (states.finish(timetable.afterFailure(tenant, claim, scope, error, now))) {
                    records.save(
                            new AuditRun(
                                    UUID.randomUUID().toString(),
                                    tenant.id(),
                                    scope,
                                    node,
                                    startedAt,
                                    now,
                                    AuditRun.Outcome.FAILED,
                                    0,
                                    0,
                                    0,
                                    0,
                                    List.of(),
                                    error),
                            List.of(),
                            List.of());
                }
            });
        } catch (RuntimeException e) {
            throw new IllegalStateException("tenant " + tenant.id() + ": that its audit failed could not be stored", e);
        }
        return Audited.without(tenant, scope, error);
    }

    private static final class ClaimLost extends RuntimeException {
        ClaimLost() {
            super("the claim was lost", null, false, false);
        }
    }
}
