package dev.watchkeeper.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.finding.Circumstances;
import dev.watchkeeper.finding.FindingKeeper;
import dev.watchkeeper.finding.Sighting;
import dev.watchkeeper.fixture.Facts;
import dev.watchkeeper.fixture.InMemoryFindings;
import dev.watchkeeper.health.Calibration;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.tenant.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FleetWatchTest {
    private static final Instant NOW = Facts.NOW;
    private final InMemoryFindings findings = new InMemoryFindings();
    private final FindingKeeper keeper = new FindingKeeper(findings, Circumstances.NONE);

    private void bad(String tenant, String check, Instant at) {
        see(tenant, check, Sighting.Outcome.FAIL, at);
    }

    private void see(String tenant, String check, Sighting.Outcome outcome, Instant at) {
        var entry = Facts.CATALOGUE.entry(check);
        Sighting sighting = new Sighting(
                check, "tenant", outcome, entry.severity(), entry.title(), entry.title(), entry.title(), Map.of(), "");
        keeper.reconcile(tenant, List.of(sighting), at, "run-" + tenant + at);
    }

    private List<String> outages(int tenants, Instant now) {
        return outages(tenants, now, Calibration.NONE);
    }

    private List<String> outages(int tenants, Instant now, Calibration tuned) {
        Limits limits = tuned.limitsFor(Facts.CATALOGUE.entry("OUT-02"), "", LocalDate.EPOCH);
        return new FleetWatch(findings, () -> tenants, () -> FleetWatch.Rule.of(limits), OwnSight.CLEAR)
                .outages(now).get().stream()
                        .map(o -> o.checkId() + " at " + o.tenants().size())
                        .toList();
    }

    @Test
    void threeTenantsWithinAQuarterOfAnHourAreAnOutage() {
        bad("a", "LGN-06", NOW);
        bad("b", "LGN-06", NOW.plus(Duration.ofMinutes(7)));
        assertThat(outages(20, NOW.plus(Duration.ofMinutes(8)))).isEmpty();
        bad("c", "LGN-06", NOW.plus(Duration.ofMinutes(15)));
        Instant later = NOW.plus(Duration.ofMinutes(16));

        assertThat(outages(20, later)).containsExactly("LGN-06 at 3");
        assertThat(outages(61, later)).as("less than five percent").isEmpty();

        see("b", "LGN-06", Sighting.Outcome.PASS, NOW.plus(Duration.ofMinutes(30)));
        assertThat(outages(20, NOW.plus(Duration.ofMinutes(31)))).as("over").isEmpty();
    }

    @Test
    void ourOwnTroubleIsNoOutageAndNeitherIsItsAftermath() {
        for (String tenant : List.of("a", "b", "c", "d", "e", "f")) {
            bad(tenant, "EML-03", NOW);
        }
        Text[] trouble = {Text.same("our own DNS does not answer")};
        FleetWatch watch = new FleetWatch(
                findings,
                () -> 6,
                () -> FleetWatch.Rule.of(
                        Calibration.NONE.limitsFor(Facts.CATALOGUE.entry("OUT-02"), "", LocalDate.EPOCH)),
                now -> trouble[0]);

        assertThat(watch.outages(NOW.plusSeconds(1)).isKnown()).isFalse();
        trouble[0] = Text.EMPTY;
        assertThat(watch.outages(NOW.plus(Duration.ofMinutes(5))).isKnown()).isFalse();
        assertThat(watch.outages(NOW.plus(Duration.ofMinutes(17))).isKnown()).isTrue();
    }

    @Test
    void theNumbersAreThoseOfTheCatalogueUnlessTuned() {
        bad("a", "LGN-06", NOW);
        bad("b", "LGN-06", NOW.plus(Duration.ofMinutes(20)));
        Instant later = NOW.plus(Duration.ofMinutes(21));
        assertThat(outages(20, later)).isEmpty();
        assertThat(outages(20, later, tuned(2, 5, 25))).containsExactly("LGN-06 at 2");
        assertThat(outages(20, later, tuned(2, 11, 25))).isEmpty();
        assertThat(outages(20, later, tuned(2, 5, 19))).isEmpty();
    }

    private static Calibration tuned(double tenants, double percent, double minutes) {
        return new Calibration(
                Map.of("OUT-02", Map.of("tenants", tenants, "percent", percent, "minutes", minutes)),
                Map.of(),
                List.of(),
                List.of());
    }

    @Test
    void neitherSlowTroubleNorOtherChecksAreAnOutage() {
        for (int i = 0; i < 9; i++) {
            bad("t" + i, "LGN-06", NOW.plus(Duration.ofMinutes(8L * i)));
            bad("t" + i, "HYG-04", NOW);
        }
        assertThat(outages(20, NOW.plus(Duration.ofMinutes(90)))).isEmpty();
    }
}
