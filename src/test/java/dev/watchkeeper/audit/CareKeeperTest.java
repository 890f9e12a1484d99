package dev.watchkeeper.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.finding.Circumstances;
import dev.watchkeeper.finding.FindingKeeper;
import dev.watchkeeper.finding.FindingQuery;
import dev.watchkeeper.finding.Sighting;
import dev.watchkeeper.fixture.Facts;
import dev.watchkeeper.fixture.InMemoryFindings;
import dev.watchkeeper.fixture.MemoryCursors;
import dev.watchkeeper.fixture.Tenants;
import dev.watchkeeper.fixture.TestClock;
import dev.watchkeeper.health.UsageReport;
import dev.watchkeeper.tenant.Contact;
import dev.watchkeeper.tenant.Portfolio;
import dev.watchkeeper.tenant.Tenant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CareKeeperTest {
    private final TestClock clock = new TestClock(Facts.NOW);
    private final InMemoryFindings findings = new InMemoryFindings();
    private final FindingKeeper keeper = new FindingKeeper(findings, Circumstances.NONE);
    private final MemoryCursors usage = new MemoryCursors();

    private static Tenant with(Contact... contacts) {
        Tenant t = Tenants.aTenant();
        return new Tenant(
                t.id(),
                t.name(),
                t.shortName(),
                t.domains(),
                t.customerId(),
                t.admin(),
                t.contracts(),
                t.manager(),
                t.zone(),
                t.language(),
                t.profile(),
                t.mail(),
                List.of(contacts),
                t.products(),
                t.notes());
    }

    private List<String> care(Tenant tenant) {
        new CareKeeper(
                        () -> new Portfolio(List.of(tenant), List.of()),
                        usage,
                        findings,
                        keeper,
                        address -> address.startsWith("gone") ? 2 : 0,
                        clock)
                .lookAfterAll(() -> false);
        return findings.search(FindingQuery.unresolved(clock.instant())).stream()
                .filter(f -> f.checkId().startsWith("CARE"))
                .map(f -> f.checkId() + " " + f.subject() + " " + f.severity().word())
                .toList();
    }

    private void seats(long total, long used) {
        usage.save(
                "xinghai",
                new UsageDays.Day(
                        new UsageReport(
                                LocalDate.parse("2026-11-21"),
                                null,
                                null,
                                Map.of("accounts:apps_total_licenses", total, "accounts:apps_used_licenses", used)),
                        UsageDays.State.COMPLETE,
                        List.of()),
                clock.instant());
    }

    @Test
    void contactsMustBeReachable() {
        assertThat(care(with())).containsExactly("CARE-CONTACTS tenant medium");
        assertThat(care(with(
                        new Contact("Li", "gone@xinghai.example", "123", null),
                        new Contact("Wu", "wu@xinghai.example", null, null))))
                .containsExactlyInAnyOrder(
                        "CARE-CONTACTS contact:gone@xinghai.example high",
                        "CARE-CONTACTS contact:wu@xinghai.example low");
        assertThat(care(with(new Contact("Wu", "wu@xinghai.example", "123", null))))
                .isEmpty();
    }

    @Test
    void seatsAreToldBeforeTheyAreGone() {
        Tenant tenant = with(new Contact("Wu", "wu@xinghai.example", "123", null));
        seats(100, 94);
        assertThat(care(tenant)).isEmpty();
        seats(100, 95);
        assertThat(care(tenant)).containsExactly("CARE-SEATS licence:apps medium");
        seats(100, 100);
        assertThat(care(tenant)).containsExactly("CARE-SEATS licence:apps high");
    }

    @Test
    void whoHasJustLostFilesIsGladToHearOfBackups() {
        Tenant tenant = with(new Contact("Wu", "wu@xinghai.example", "123", null));
        var entry = Facts.CATALOGUE.entry("SHR-07");
        keeper.reconcile(
                "xinghai",
                List.of(new Sighting(
                        "SHR-07",
                        "user:old@x",
                        Sighting.Outcome.FAIL,
                        entry.severity(),
                        entry.title(),
                        entry.title(),
                        entry.title(),
                        Map.of(),
                        "")),
                clock.instant(),
                "r");

        assertThat(care(tenant)).containsExactly("CARE-BACKUP tenant low");
    }
}
