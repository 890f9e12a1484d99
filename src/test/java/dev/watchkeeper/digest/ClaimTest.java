package dev.watchkeeper.digest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.fixture.People;
import dev.watchkeeper.health.incidents.Impact;
import dev.watchkeeper.health.incidents.Incident;
import dev.watchkeeper.health.incidents.Product;
import dev.watchkeeper.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClaimTest {
    private static final Product DRIVE = Product.KNOWN.get(1);

    private static Incident incident(Product product, String begin, long minutes, Impact impact) {
        Instant from = Instant.parse(begin);
        return new Incident(
                "A1",
                "Files do not open",
                from,
                from.plus(Duration.ofMinutes(minutes)),
                impact,
                "",
                List.of(product),
                List.of());
    }

    private static List<Claim> at(String now, Incident... incidents) {
        return Claim.possible(List.of(incidents), ZoneOffset.UTC, Instant.parse(now), null);
    }

    @Test
    void theLastDayIsThirtyDaysAfterTheLimitWasCrossed() {
        Incident drive = incident(DRIVE, "2026-10-29T07:00:00Z", 53, Impact.DISRUPTION);

        Claim claim = at("2026-11-24T00:00:00Z", drive).get(0);

        assertThat(claim.until()).isEqualTo("2026-11-28T07:44:39Z");
        assertThat(claim.lastDay()).isEqualTo("2026-11-28");
        assertThat(claim.bound().creditDays()).isEqualTo(3);
        assertThat(claim.outages().incidentSeconds()).isZero();
        assertThat(claim.ref()).isEqualTo("claim-drive-2026-10");
        assertThat(at("2026-11-28T07:44:39Z", drive)).hasSize(1);
        assertThat(at("2026-11-28T07:44:40Z", drive)).isEmpty();
    }

    @Test
    void anIncidentAtTheEndOfJanuaryCanBeClaimedInMarch() {
        assertThat(at("2026-03-01T12:00:00Z", incident(DRIVE, "2026-01-31T22:00:00Z", 90, Impact.OUTAGE)))
                .extracting(Claim::ref)
                .containsExactly("claim-drive-2026-01");
    }

    @Test
    void whatStaysWithinTheLimitOrIsNotNamedByTheAgreementGivesNoClaim() {
        assertThat(at("2026-11-24T00:00:00Z", incident(DRIVE, "2026-11-03T07:00:00Z", 43, Impact.OUTAGE)))
                .isEmpty();
        assertThat(at("2026-11-24T00:00:00Z", incident(DRIVE, "2026-11-03T07:00:00Z", 400, Impact.INFORMATION)))
                .isEmpty();
        assertThat(at(
                        "2026-11-24T00:00:00Z",
                        incident(
                                new Product("npdyhgECDJ6tB66MxXyo", "Gemini"),
                                "2026-11-03T07:00:00Z",
                                400,
                                Impact.OUTAGE)))
                .isEmpty();
    }

    @Test
    void concernsThoseWhoUseTheProduct() {
        Tenant core = People.customer("t1", "am1");
        assertThat(DRIVE.isUsedBy(core)).isTrue();
        Claim claim = at(
                        "2026-11-24T00:00:00Z",
                        incident(new Product("keepId", "Google Keep"), "2026-11-03T07:00:00Z", 60, Impact.OUTAGE))
                .get(0);
        assertThat(claim.customers(List.of(core))).isEmpty();
    }
}
