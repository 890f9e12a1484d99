package dev.watchkeeper.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.finding.Sighting;
import dev.watchkeeper.fixture.Facts;
import dev.watchkeeper.fixture.Tenants;
import dev.watchkeeper.health.Calibration.Exemption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every threshold of the catalogue can be tuned, for all or for one tenant until a day, and every one is used. */
class CalibrationTest {
    private static final String TENANT = Tenants.aTenant().id();
    private static final LocalDate LAST = LocalDate.parse("2026-12-31");

    private record Threshold(CatalogueEntry entry, String name, double usual) {
        double in(Calibration calibration, String tenant, LocalDate day) {
            return calibration.limitsFor(entry, tenant, day).number(name);
        }
    }

    private static List<Threshold> all() {
        List<Threshold> all = new ArrayList<>();
        for (CatalogueEntry entry : Facts.CATALOGUE.entries()) {
            entry.limits().forEach((name, value) -> all.add(new Threshold(entry, name, value)));
        }
        return all;
    }

    @TestFactory
    Stream<DynamicTest> everyThresholdIsTunableForAllAndForOneTenantUntilADay() {
        return all().stream()
                .map(t -> DynamicTest.dynamicTest(t.entry().id() + " " + t.name(), () -> {
                    String id = t.entry().id();
                    Calibration tuned = new Calibration(
                            Map.of(id, Map.of(t.name(), t.usual() + 1)),
                            Map.of(),
                            List.of(),
                            List.of(new Exemption(
                                    TENANT, id, Map.of(t.name(), t.usual() + 2), false, "agreed with Li", LAST)));

                    assertThat(tuned.problems(Facts.CATALOGUE)).isEmpty();
                    assertThat(t.in(Calibration.NONE, TENANT, LAST)).isEqualTo(t.usual());
                    assertThat(t.in(tuned, "another", LAST)).isEqualTo(t.usual() + 1);
                    assertThat(t.in(tuned, TENANT, LAST)).isEqualTo(t.usual() + 2);
                    assertThat(t.in(tuned, TENANT, LAST.plusDays(1))).isEqualTo(t.usual() + 1);
                    assertThat(tuned.limitsFor(t.entry(), TENANT, LAST).reason())
                            .isEqualTo("agreed with Li");
                    assertThat(tuned.limitsFor(t.entry(), "another", LAST).reason())
                            .isEmpty();
                }));
    }

    @Test
    void everyThresholdIsUsed() throws IOException {
        StringBuilder code = new StringBuilder();
        for (String part : List.of("health", "audit")) {
            try (Stream<Path> files = Files.walk(Path.of("src/main/java/dev/watchkeeper", part))) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    code.append(Files.readString(file));
                }
            }
        }
        assertThat(all().stream().map(Threshold::name).filter(name -> code.indexOf('"' + name + '"') < 0))
                .as("names that stand in the catalogue and nowhere in the code")
                .isEmpty();
    }

    @Test
    void aFindingUnderOtherThresholdsSaysWhyAndAMutedCheckIsNotPassed() {
        LocalDate today = LocalDate.ofInstant(Facts.NOW, ZoneId.of("Asia/Shanghai"));
        String name =
                Facts.CATALOGUE.entry("LGN-03").limits().keySet().iterator().next();
        Exemption own = new Exemption(TENANT, "LGN-03", Map.of(name, 1.0), false, "they lock on purpose", today);
        Sighting seen = locked(new Calibration(Map.of(), Map.of(), List.of(), List.of(own)));
        assertThat(seen.outcome()).isEqualTo(Sighting.Outcome.FAIL);
        assertThat(seen.evidence()).containsEntry("own_thresholds_because", "they lock on purpose");

        Exemption silent = new Exemption(TENANT, "LGN-03", Map.of(), true, "a school", today);
        assertThat(locked(new Calibration(Map.of(), Map.of(), List.of(), List.of(silent)))
                        .outcome())
                .isEqualTo(Sighting.Outcome.NOT_APPLICABLE);
    }

    private static Sighting locked(Calibration tuned) {
        return Facts.facts()
                .usage(40, 2, "accounts:num_locked_users", 9)
                .calibration(tuned)
                .judge("LGN-03")
                .get(0);
    }
}
