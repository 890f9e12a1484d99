package dev.watchkeeper.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.finding.Circumstances;
import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.FindingKeeper;
import dev.watchkeeper.finding.FindingQuery;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.fixture.InMemoryFindings;
import dev.watchkeeper.fixture.MemoryPromises;
import dev.watchkeeper.fixture.Tenants;
import dev.watchkeeper.fixture.TestClock;
import dev.watchkeeper.sla.Cadence;
import dev.watchkeeper.sla.EntitlementKind;
import dev.watchkeeper.tenant.Contract;
import dev.watchkeeper.tenant.Portfolio;
import dev.watchkeeper.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EntitlementKeeperTest {
    /** Midnight of 31 August in Shanghai. */
    private static final Instant START = Instant.parse("2026-08-30T16:00:00Z");

    private final TestClock clock = new TestClock(Instant.parse("2026-11-01T00:00:00Z"));
    private final InMemoryFindings findings = new InMemoryFindings();
    private final MemoryPromises promises = new MemoryPromises();
    private final Tenant tenant = withContract(new Contract("premier", START, null));
    private final EntitlementKeeper keeper = new EntitlementKeeper(
            () -> new Portfolio(List.of(tenant), List.of()),
            EntitlementKeeperTest::premier,
            promises,
            new FindingKeeper(findings, Circumstances.NONE),
            clock);

    private static Map<EntitlementKind, Cadence> premier(String plan) {
        return plan.equals("premier")
                ? Map.of(EntitlementKind.HEALTH_CHECK, Cadence.QUARTERLY, EntitlementKind.TRAINING, Cadence.YEARLY)
                : Map.of();
    }

    private static Tenant withContract(Contract contract) {
        Tenant t = Tenants.aTenant();
        return new Tenant(
                t.id(),
                t.name(),
                t.shortName(),
                t.domains(),
                t.customerId(),
                t.admin(),
                List.of(contract),
                t.manager(),
                t.zone(),
                t.language(),
                t.profile(),
                t.mail(),
                t.contacts(),
                t.products(),
                t.notes());
    }

    private List<Finding> open() {
        return findings.search(FindingQuery.unresolved(clock.instant()).ofTenants(List.of(Finding.OURSELVES)));
    }

    private Examination quarterly() {
        return new Examination(
                tenant.id(), Scope.QUARTERLY, clock.instant(), clock.instant(), List.of(), List.of(), List.of());
    }

    @Test
    void periodsCountFromTheContractsFirstDayAndTheThirtyFirstComesBack() {
        List<Entitlement> owed = EntitlementPlan.of(tenant, EntitlementKeeperTest::premier, clock.instant());

        assertThat(owed)
                .extracting(e -> e.kind() + " " + e.from() + " " + e.to())
                .containsExactlyInAnyOrder(
                        "HEALTH_CHECK 2026-08-31 2026-11-30",
                        "HEALTH_CHECK 2026-11-30 2027-02-28",
                        "TRAINING 2026-08-31 2027-08-31",
                        "TRAINING 2027-08-31 2028-08-31");
        assertThat(EntitlementPlan.of(tenant, EntitlementKeeperTest::premier, Instant.parse("2027-06-01T00:00:00Z")))
                .extracting(e -> e.from().toString())
                .contains("2027-05-31");
    }

    @Test
    void aContractThatEndsOwesNothingAfterwards() {
        Tenant ending = withContract(new Contract("premier", START, Instant.parse("2026-11-14T16:00:00Z")));

        assertThat(EntitlementPlan.of(ending, EntitlementKeeperTest::premier, clock.instant()))
                .extracting(e -> e.kind() + " " + e.to())
                .containsExactlyInAnyOrder("HEALTH_CHECK 2026-11-15", "TRAINING 2026-11-15");
    }

    @Test
    void aQuarterlyAuditIsTheHealthCheckWithTheRunAsEvidence() {
        keeper.checkPromises(() -> false);
        keeper.audited(tenant, quarterly(), "run-7", List.of());

        Entitlement check = promises.covering(tenant.id(), EntitlementKind.HEALTH_CHECK, LocalDate.parse("2026-11-01"))
                .orElseThrow();
        assertThat(check.state(LocalDate.parse("2026-11-01"))).isEqualTo(Entitlement.State.DONE);
        assertThat(check.evidence()).isEqualTo("audit run run-7");
    }

    @Test
    void whatIsNearlyMissedIsTheManagersBusinessAndWhatIsMissedIsAFindingAgainstOurselves() {
        keeper.checkPromises(() -> false);
        assertThat(open()).isEmpty();

        clock.set(Instant.parse("2026-11-17T00:00:00Z"));
        keeper.checkPromises(() -> false);
        assertThat(open()).singleElement().satisfies(f -> {
            assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
            assertThat(f.subject()).isEqualTo("xinghai/health_check/2026-08-31");
        });

        clock.set(Instant.parse("2026-11-29T16:00:00Z"));
        keeper.checkPromises(() -> false);
        assertThat(open()).singleElement().satisfies(f -> {
            assertThat(f.severity()).isEqualTo(Severity.HIGH);
            assertThat(f.summary().en()).contains("2026-11-29");
        });

        promises.done(
                tenant.id(),
                EntitlementKind.HEALTH_CHECK,
                LocalDate.parse("2026-08-31"),
                clock.instant(),
                "made good, call of 30 November",
                "wang");
        clock.forward(Duration.ofDays(1));
        keeper.checkPromises(() -> false);
        assertThat(open()).isEmpty();
    }
}
