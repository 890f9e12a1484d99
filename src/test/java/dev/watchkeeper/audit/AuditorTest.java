package dev.watchkeeper.audit;

import static dev.watchkeeper.fixture.Sightings.fail;
import static dev.watchkeeper.fixture.Sightings.pass;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchkeeper.finding.Circumstances;
import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.FindingKeeper;
import dev.watchkeeper.finding.FindingQuery;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.finding.Sighting;
import dev.watchkeeper.fixture.DatabaseExtension;
import dev.watchkeeper.fixture.Tenants;
import dev.watchkeeper.fixture.TestClock;
import dev.watchkeeper.store.JdbiAuditRecords;
import dev.watchkeeper.store.JdbiFindings;
import dev.watchkeeper.store.JdbiTenantStates;
import dev.watchkeeper.tenant.Portfolio;
import dev.watchkeeper.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AuditorTest {
    @RegisterExtension
    static final DatabaseExtension DATABASE = DatabaseExtension.h2();

    private static final Duration EVERY = Duration.ofMinutes(10);
    private static final int WORKERS = 8;

    private final TestClock clock = TestClock.at("2026-03-02T01:00:00Z");
    private final List<String> examined = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private final Map<String, Sighting> seen = new ConcurrentHashMap<>();
    private final Map<String, RuntimeException> broken = new ConcurrentHashMap<>();
    private final Map<String, Examination.Problem> problems = new ConcurrentHashMap<>();
    private final List<AuditListener> listeners = new ArrayList<>();
    private final JdbiTenantStates states = new JdbiTenantStates(DATABASE.database());
    private final JdbiAuditRecords records = new JdbiAuditRecords(DATABASE.database());
    private final JdbiFindings findings = new JdbiFindings(DATABASE.database());
    private final List<Auditor> auditors = new ArrayList<>();
    private volatile Runnable whileExamining = () -> {};
    private Portfolio portfolio = Tenants.portfolio(Tenants.aTenant("a"), Tenants.aTenant("b"), Tenants.aTenant("c"));

    @AfterEach
    void close() {
        auditors.forEach(Auditor::close);
    }

    private Auditor auditor() {
        return auditor(states);
    }

    private Auditor auditor(TenantStates queue) {
        Auditor auditor = new Auditor(
                AuditSettings.DEFAULT,
                () -> portfolio,
                new EveryQuarter(),
                this::examine,
                queue,
                records,
                new FindingKeeper(findings, Circumstances.NONE),
                DATABASE.database(),
                listeners,
                () -> WORKERS,
                "node",
                clock);
        auditors.add(auditor);
        return auditor;
    }

    private Examination examine(Tenant tenant, Scope scope, Deadline deadline) {
        examined.add(tenant.id() + " " + scope.word());
        mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        try {
            whileExamining.run();
            return result(tenant, scope);
        } finally {
            atOnce.decrementAndGet();
        }
    }

    private Examination result(Tenant tenant, Scope scope) {
        RuntimeException failure = broken.get(tenant.id());
        if (failure != null) {
            throw failure;
        }
        Sighting sighting = seen.get(tenant.id());
        Examination.Problem problem = problems.get(tenant.id());
        return new Examination(
                tenant.id(),
                scope,
                clock.instant(),
                clock.instant(),
                sighting == null ? List.of() : List.of(sighting),
                List.of(),
                problem == null ? List.of() : List.of(problem));
    }

    @Test
    void aNewTenantIsLookedAtAtOnceAndThenInItsRhythm() {
        Auditor auditor = auditor();

        assertThat(auditor.auditWhatIsDue()).isEqualTo(3);
        assertThat(examined).containsExactlyInAnyOrder("a daily", "b daily", "c daily");
        assertThat(auditor.auditWhatIsDue()).isZero();

        clock.forward(EVERY);
        examined.clear();
        auditor.auditWhatIsDue();
        assertThat(examined).containsExactlyInAnyOrder("a continuous", "b continuous", "c continuous");
    }

    @Test
    void aFreshInstallationLooksAtEachTenantOnce() {
        portfolio = Tenants.portfolio(
                IntStream.range(0, 40).mapToObj(i -> Tenants.aTenant("t" + i)).toArray(Tenant[]::new));
        Auditor auditor = auditor();

        assertThat(auditor.auditWhatIsDue()).isEqualTo(40);
        assertThat(auditor.auditWhatIsDue()).isZero();
        assertThat(examined).hasSize(40).allMatch(one -> one.endsWith(" daily"));
        assertThat(mostAtOnce.get())
                .as("no stampede: long audits leave workers to the short ones")
                .isLessThanOrEqualTo(WORKERS / 2);
    }

    @Test
    void afterALongDowntimeEachTenantIsAuditedOnce() {
        Auditor auditor = auditor();
        auditor.auditWhatIsDue();
        examined.clear();

        clock.forward(Duration.ofDays(120));

        assertThat(auditor.auditWhatIsDue()).isEqualTo(3);
        assertThat(examined).containsExactlyInAnyOrder("a quarterly", "b quarterly", "c quarterly");
        assertThat(auditor.auditWhatIsDue()).isZero();
        assertThat(states.all()).allSatisfy(state -> {
            assertThat(state.dailyOkAt()).isEqualTo(clock.instant());
            assertThat(state.nextDueAt()).isAfter(clock.instant());
        });
    }

    @Test
    void findingsAndResultsAreStoredWithTheRunThatSawThem() {
        seen.put("a", fail("LGN-01", "tenant", Severity.HIGH));
        Auditor auditor = auditor();
        auditor.auditWhatIsDue();

        Finding finding =
                findings.search(FindingQuery.unresolved(clock.instant())).get(0);
        AuditRun run = records.runs("a", 1).get(0);
        assertThat(findings.history(finding.id())).extracting(e -> e.runId()).containsExactly(run.id());
        assertThat(run.failed()).isEqualTo(1);
        assertThat(records.standing(List.of("a")))
                .extracting(CheckResult::checkId)
                .containsExactly("LGN-01");

        seen.put("a", pass("LGN-01", "tenant"));
        clock.forward(EVERY);
        auditor.auditWhatIsDue();
        assertThat(findings.search(FindingQuery.unresolved(clock.instant()))).isEmpty();
    }

    @Test
    void oneTenantsFailureIsItsOwnAndIsTriedAgainLessAndLessOften() {
        broken.put("b", new IllegalStateException("boom"));
        Auditor auditor = auditor();
        auditor.auditWhatIsDue();

        assertThat(records.runs("a", 1)).extracting(AuditRun::outcome).containsExactly(AuditRun.Outcome.OK);
        AuditRun failed = records.runs("b", 1).get(0);
        assertThat(failed.outcome()).isEqualTo(AuditRun.Outcome.FAILED);
        assertThat(failed.error()).contains("boom");
        assertThat(states.of("b").orElseThrow().failures()).isEqualTo(1);

        examined.clear();
        for (int i = 0; i < 6 * 24; i++) {
            clock.forward(EVERY);
            auditor.auditWhatIsDue();
        }
        assertThat(examined.stream().filter(e -> e.startsWith("a"))).hasSizeGreaterThanOrEqualTo(143);
        assertThat(examined.stream().filter(e -> e.startsWith("b"))).hasSizeBetween(7, 24);

        broken.clear();
        clock.forward(Duration.ofHours(5));
        auditor.auditWhatIsDue();
        assertThat(states.of("b").orElseThrow().failures()).isZero();
    }

    @Test
    void aListenerThatFailsLeavesNothingHalfStored() {
        seen.put("a", fail("LGN-01", "tenant", Severity.HIGH));
        listeners.add((tenant, examination, run, changes) -> {
            if (tenant.id().equals("a")) {
                throw new IllegalStateException("mail template broken");
            }
        });
        auditor().auditWhatIsDue();

        assertThat(findings.search(FindingQuery.unresolved(clock.instant()))).isEmpty();
        assertThat(records.standing(List.of("a"))).isEmpty();
        assertThat(records.runs("a", 9)).extracting(AuditRun::outcome).containsExactly(AuditRun.Outcome.FAILED);
        assertThat(records.runs("b", 9)).extracting(AuditRun::outcome).containsExactly(AuditRun.Outcome.OK);
    }

    /** A node so slow that another took its tenant over: what it saw is older than what the other one stored. */
    @Test
    void whoLostItsClaimStoresNothing() {
        portfolio = Tenants.portfolio(Tenants.aTenant("a"));
        seen.put("a", fail("LGN-01", "tenant", Severity.HIGH));
        listeners.add((tenant, examination, run, changes) -> {
            throw new AssertionError("stored all the same");
        });
        whileExamining = () -> {
            whileExamining = () -> {};
            DATABASE.database()
                    .jdbi()
                    .useHandle(handle -> handle.execute(
                            "update tenant_state set fence = fence + 1, lease_owner = 'node-2', lease_until = ?",
                            clock.instant().plusSeconds(3600)));
        };
        auditor().auditWhatIsDue();

        assertThat(findings.search(FindingQuery.unresolved(clock.instant()))).isEmpty();
        assertThat(records.runs("a", 9)).isEmpty();
        assertThat(states.of("a").orElseThrow().leaseOwner()).isEqualTo("node-2");
    }

    @Test
    void aPassingFaultBringsTheDailyAuditBackSoonAPermanentOneDoesNot() {
        problems.put("a", new Examination.Problem("usage:customer", "unavailable", "503"));
        problems.put("b", new Examination.Problem("reports:token", "permission", "refused"));
        auditor().auditWhatIsDue();

        Instant now = clock.instant();
        assertThat(states.of("a").orElseThrow().dailyDueAt()).isEqualTo(now.plus(Duration.ofMinutes(15)));
        assertThat(states.of("b").orElseThrow().dailyDueAt()).isAfter(now.plus(Duration.ofHours(12)));
        assertThat(states.of("b").orElseThrow().lastError()).isEqualTo("reports:token: refused");
        assertThat(records.runs("b", 1)).extracting(AuditRun::problems).containsExactly(List.of(problems.get("b")));
    }

    @Test
    void aReloadAddsRemovesAndMovesTenants() {
        Auditor auditor = auditor();
        auditor.auditWhatIsDue();
        Instant before = states.of("a").orElseThrow().dailyDueAt();

        portfolio = Tenants.portfolio(Tenants.aTenant("a", ZoneId.of("America/New_York")), Tenants.aTenant("new"));
        examined.clear();
        auditor.auditWhatIsDue();

        assertThat(examined).containsExactly("new daily");
        assertThat(states.all()).extracting(TenantState::tenantId).containsExactly("a", "new");
        Instant after = states.of("a").orElseThrow().dailyDueAt();
        assertThat(after).isNotEqualTo(before);
        assertThat(after.atZone(ZoneId.of("America/New_York")).toLocalTime())
                .isBetween(LocalTime.of(5, 0), LocalTime.of(6, 30));
    }

    @Test
    void auditNowTellsWhatBecameOfEachTenantInTheOrderAsked() {
        broken.put("b", new IllegalStateException("boom"));
        seen.put("c", fail("LGN-01", "tenant", Severity.HIGH));
        Auditor auditor = auditor();

        List<Audited> outcomes = auditor.auditNow(
                List.of(
                        portfolio.tenant("c").orElseThrow(),
                        portfolio.tenant("b").orElseThrow()),
                Scope.QUARTERLY);

        assertThat(outcomes).extracting(o -> o.tenant().id()).containsExactly("c", "b");
        assertThat(outcomes.get(0).failure()).isNull();
        assertThat(outcomes.get(0).changes()).hasSize(1);
        assertThat(outcomes.get(1).failure()).contains("boom");
        assertThat(states.of("c").orElseThrow().quarterlyOkAt()).isEqualTo(clock.instant());
    }

    @Test
    void aQueueThatCannotBeAskedCostsNoWorkerAndTheRunFails() {
        FailingStates queue = new FailingStates(states);
        Auditor auditor = auditor(queue);
        for (int i = 0; i < 3 * WORKERS; i++) {
            queue.failNext();
            assertThatThrownBy(auditor::auditWhatIsDue).hasMessageContaining("no connection");
        }
        for (int i = 0; i < 3 * WORKERS; i++) {
            queue.failNext();
            assertThat(auditor.auditNow(portfolio.tenants().subList(0, 1), Scope.DAILY))
                    .extracting(Audited::failure)
                    .allMatch(failure -> String.valueOf(failure).contains("no connection"));
        }

        assertThat(auditor.auditWhatIsDue()).isEqualTo(3);
        assertThat(auditor.auditNow(portfolio.tenants(), Scope.DAILY)).allMatch(o -> o.failure() == null);
    }

    @Test
    void aFailureThatCannotBeStoredFailsTheRunAndTheTenantIsAuditedAgain() {
        FailingStates queue = new FailingStates(states);
        broken.put("b", new IllegalStateException("boom"));
        queue.failFinishOf("b");
        Auditor auditor = auditor(queue);

        assertThatThrownBy(auditor::auditWhatIsDue).hasMessageContaining("tenant b");

        queue.failFinishOf("");
        broken.clear();
        clock.forward(AuditSettings.DEFAULT.lease().plusSeconds(1));
        auditor.auditWhatIsDue();
        assertThat(states.of("b").orElseThrow().failures()).isZero();
        assertThat(states.all()).allMatch(state -> state.leaseOwner() == null);
    }

    @Test
    void smallNewTenantsDoNotWaitBehindHugeOnes() {
        portfolio = Tenants.portfolio(Stream.concat(
                        IntStream.range(0, 4).mapToObj(i -> Tenants.aTenant("huge" + i)),
                        IntStream.range(0, 60).mapToObj(i -> Tenants.aTenant("small" + i)))
                .toArray(Tenant[]::new));
        Map<String, Integer> turns = new ConcurrentHashMap<>();
        Auditor auditor = new Auditor(
                AuditSettings.DEFAULT,
                () -> portfolio,
                new Timetable(AuditSettings.DEFAULT, new EveryQuarter()),
                (tenant, scope, deadline) -> {
                    clock.forward(Duration.ofMillis(10));
                    if (tenant.id().startsWith("huge") && turns.merge(tenant.id(), 1, Integer::sum) < 20) {
                        while (!deadline.givesWay()) {
                            Thread.onSpinWait();
                        }
                        throw new GivesWay("reports:login");
                    }
                    examined.add(tenant.id());
                    return result(tenant, scope);
                },
                states,
                records,
                new FindingKeeper(findings, Circumstances.NONE),
                DATABASE.database(),
                listeners,
                () -> 2,
                "node",
                clock,
                Duration.ofMillis(5));
        auditors.add(auditor);

        auditor.auditWhatIsDue();

        assertThat(examined).hasSize(64);
        assertThat(examined.subList(0, 60)).as("all the small ones first").allMatch(id -> id.startsWith("small"));
        assertThat(turns.values()).allMatch(n -> n == 20);
        assertThat(states.all()).allMatch(state -> state.leaseOwner() == null && state.dailyOkAt() != null);
    }

    @Test
    void aStoppedAuditorTakesNothingAndForgetsNothing() {
        Auditor auditor = auditor();
        auditor.scheduleTenants();
        auditor.close();

        assertThat(auditor.auditWhatIsDue()).isZero();
        assertThat(states.all()).allMatch(state -> state.leaseOwner() == null);
        assertThat(auditor().auditWhatIsDue()).isEqualTo(3);
    }

    /** The queue behind a line that breaks when told to. */
    private static final class FailingStates extends ForwardingStates {
        private final AtomicBoolean fails = new AtomicBoolean();
        private volatile String finish = "";

        FailingStates(TenantStates behind) {
            super(behind);
        }

        void failNext() {
            fails.set(true);
        }

        void failFinishOf(String tenantId) {
            finish = tenantId;
        }

        private void fail() {
            if (fails.getAndSet(false)) {
                throw new IllegalStateException("no connection");
            }
        }

        @Override
        public Optional<TenantState> claimDue(String owner, Instant now, Instant leaseUntil, boolean heavy) {
            fail();
            return super.claimDue(owner, now, leaseUntil, heavy);
        }

        @Override
        public Optional<TenantState> claim(String tenantId, String owner, Instant now, Instant leaseUntil) {
            fail();
            return super.claim(tenantId, owner, now, leaseUntil);
        }

        @Override
        public boolean finish(TenantState state) {
            if (state.tenantId().equals(finish)) {
                throw new IllegalStateException("no connection");
            }
            return super.finish(state);
        }
    }

    private static final class EveryQuarter implements Rhythm {
        @Override
        public dev.watchkeeper.calendar.WorkDays workDays(Tenant tenant) {
            return date -> date.getDayOfWeek().getValue() <= 5;
        }

        @Override
        public Optional<LocalDate> quarterlyAnchor(Tenant tenant, Instant at) {
            return Optional.of(LocalDate.of(2026, 1, 1));
        }
    }
}
