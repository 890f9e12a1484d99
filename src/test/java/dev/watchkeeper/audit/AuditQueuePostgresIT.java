package dev.watchkeeper.audit;

import static dev.watchkeeper.fixture.Sightings.fail;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.calendar.WorkDays;
import dev.watchkeeper.finding.Circumstances;
import dev.watchkeeper.finding.FindingKeeper;
import dev.watchkeeper.finding.FindingQuery;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.fixture.DatabaseExtension;
import dev.watchkeeper.fixture.Tenants;
import dev.watchkeeper.fixture.TestClock;
import dev.watchkeeper.store.Database;
import dev.watchkeeper.store.JdbiAuditRecords;
import dev.watchkeeper.store.JdbiFindings;
import dev.watchkeeper.store.JdbiTenantStates;
import dev.watchkeeper.tenant.Portfolio;
import dev.watchkeeper.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two nodes on one PostgreSQL: nothing twice, nothing lost, and the one that comes too late writes nothing. */
class AuditQueuePostgresIT {
    @RegisterExtension
    static final DatabaseExtension DATABASE = DatabaseExtension.postgres();

    private final TestClock clock = TestClock.at("2026-03-02T01:00:00Z");

    private Auditor node(String name, Database database, Portfolio portfolio, Examiner examiner) {
        return node(name, database, portfolio, examiner, 8);
    }

    private Auditor node(String name, Database database, Portfolio portfolio, Examiner examiner, int workers) {
        return new Auditor(
                AuditSettings.DEFAULT,
                () -> portfolio,
                new CalendarQuarters(),
                examiner,
                new JdbiTenantStates(database),
                new JdbiAuditRecords(database),
                new FindingKeeper(new JdbiFindings(database), Circumstances.NONE),
                database,
                List.of(),
                () -> workers,
                name,
                clock);
    }

    @Test
    void twoNodesShareTheWorkAndDoNothingTwice() throws InterruptedException {
        Portfolio portfolio = Tenants.portfolio(
                IntStream.range(0, 300).mapToObj(i -> Tenants.aTenant("t" + i)).toArray(Tenant[]::new));
        Map<String, Integer> times = new ConcurrentHashMap<>();
        Map<String, Integer> byNode = new ConcurrentHashMap<>();
        try (Database second = Database.open(DATABASE.settings(), clock);
                Auditor a = node("a", DATABASE.database(), portfolio, counting(times, byNode, "a"));
                Auditor b = node("b", second, portfolio, counting(times, byNode, "b"))) {
            Thread other = new Thread(b::auditWhatIsDue, "node-b");
            other.start();
            a.auditWhatIsDue();
            other.join();
        }

        // A daily audit includes the continuous one; when all heavy slots are taken, that one may have come first.
        assertThat(times.keySet().stream().filter(t -> t.endsWith(" daily"))).hasSize(300);
        assertThat(times.values()).allMatch(n -> n == 1);
        assertThat(byNode).containsOnlyKeys("a", "b");
        assertThat(new JdbiFindings(DATABASE.database()).search(FindingQuery.unresolved(clock.instant())))
                .hasSize(300);
    }

    private Examiner counting(Map<String, Integer> times, Map<String, Integer> byNode, String node) {
        return (tenant, scope, deadline) -> {
            times.merge(tenant.id() + " " + scope.word(), 1, Integer::sum);
            byNode.merge(node, 1, Integer::sum);
            return examination(tenant, scope);
        };
    }

    private Examination examination(Tenant tenant, Scope scope) {
        return new Examination(
                tenant.id(),
                scope,
                clock.instant(),
                clock.instant(),
                List.of(fail("LGN-01", "tenant", Severity.LOW)),
                List.of(),
                List.of());
    }

    @Test
    void aNodeThatWasGivenUpWritesNothingWhenItComesBack() throws InterruptedException {
        Portfolio portfolio = Tenants.portfolio(Tenants.aTenant("acme"));
        CountDownLatch slowIsInside = new CountDownLatch(1);
        CountDownLatch letSlowGo = new CountDownLatch(1);
        try (Database second = Database.open(DATABASE.settings(), clock);
                // One worker: a second one could take the tenant anew once the clock is moved.
                Auditor slow = node(
                        "slow",
                        DATABASE.database(),
                        portfolio,
                        (tenant, scope, deadline) -> {
                            slowIsInside.countDown();
                            await(letSlowGo);
                            return examination(tenant, scope);
                        },
                        1);
                Auditor other = node(
                        "other",
                        second,
                        portfolio,
                        (tenant, scope, deadline) -> new Examination(
                                tenant.id(),
                                scope,
                                clock.instant(),
                                clock.instant(),
                                List.of(),
                                List.of(),
                                List.of()))) {
            Thread slowThread = new Thread(slow::auditWhatIsDue, "node-slow");
            slowThread.start();
            slowIsInside.await();
            assertThat(other.auditWhatIsDue()).as("claimed by the slow node").isZero();

            clock.forward(AuditSettings.DEFAULT.lease());
            assertThat(other.auditWhatIsDue()).as("its lease has ended").isEqualTo(1);
            letSlowGo.countDown();
            slowThread.join();
        }

        JdbiAuditRecords records = new JdbiAuditRecords(DATABASE.database());
        assertThat(records.runs("acme", 9)).extracting(AuditRun::node).containsExactly("other");
        assertThat(new JdbiFindings(DATABASE.database()).search(FindingQuery.unresolved(clock.instant())))
                .isEmpty();
    }

    @Test
    void theDatabasesClockIsTheOneThatCounts() {
        TestClock wrong = TestClock.at("2001-01-01T00:00:00Z");

        Instant now = DATABASE.database().clock(wrong).instant();

        assertThat(now).isAfter(Instant.parse("2026-01-01T00:00:00Z"));
        wrong.forward(Duration.ofSeconds(5));
        assertThat(Duration.between(now, DATABASE.database().clock(wrong).instant()))
                .isLessThan(Duration.ofSeconds(4));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class CalendarQuarters implements Rhythm {
        @Override
        public WorkDays workDays(Tenant tenant) {
            return date -> true;
        }

        @Override
        public Optional<LocalDate> quarterlyAnchor(Tenant tenant, Instant at) {
            return Optional.of(LocalDate.of(2026, 1, 1));
        }
    }
}
