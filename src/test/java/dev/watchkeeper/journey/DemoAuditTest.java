package dev.watchkeeper.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.app.Configuration;
import dev.watchkeeper.app.ConfigurationLoader;
import dev.watchkeeper.audit.Collector;
import dev.watchkeeper.audit.Deadline;
import dev.watchkeeper.audit.DirectoryReader;
import dev.watchkeeper.audit.Examination;
import dev.watchkeeper.audit.QuotaLeases;
import dev.watchkeeper.audit.ReadingPlan;
import dev.watchkeeper.audit.Scope;
import dev.watchkeeper.audit.TenantExaminer;
import dev.watchkeeper.demo.DemoWorld;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.finding.Sighting;
import dev.watchkeeper.finding.Sighting.Outcome;
import dev.watchkeeper.fixture.Facts;
import dev.watchkeeper.fixture.MemoryCursors;
import dev.watchkeeper.fixture.MemoryEventLog;
import dev.watchkeeper.fixture.TestClock;
import dev.watchkeeper.google.Google;
import dev.watchkeeper.google.QuotaMeter;
import dev.watchkeeper.health.Calibration;
import dev.watchkeeper.health.Holidays;
import dev.watchkeeper.health.checks.StandardChecks;
import dev.watchkeeper.jobs.Transactions;
import dev.watchkeeper.tenant.Portfolio;
import dev.watchkeeper.tenant.Tenant;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real reader and the real checks on the demo's customers: every planted trouble is seen, good health stays quiet. */
class DemoAuditTest {
    private static final Map<String, Set<String>> PLANTED = Map.ofEntries(
            Map.entry("xinghai", Set.of("LGN-01", "LGN-02", "LGN-03")),
            Map.entry("lvye", Set.of("EML-09", "EML-10", "EML-14")),
            Map.entry("hengtong", Set.of("EML-10", "EML-11", "EML-19", "HYG-05", "HYG-06", "SHR-05")),
            Map.entry("yunfan", Set.of("SHR-06", "LEK-01", "LEK-04", "LEK-05", "LEK-08")),
            Map.entry("dune", Set.of("SYN-01", "SYN-02", "SYN-04")),
            Map.entry("harbour", Set.of("SYN-08", "SYN-09", "SHR-02")),
            Map.entry("northgate", Set.of("LEK-07", "HYG-03", "SHR-07")),
            Map.entry("pinewood", Set.of("HYG-01", "LGN-04", "LGN-05", "HYG-04", "LGN-12")),
            Map.entry("solaris", Set.of("HYG-10")),
            Map.entry("mingde", Set.of("HYG-09")),
            Map.entry("jinqiao", Set.of("HYG-09")),
            Map.entry("qinghe", Set.of()),
            Map.entry("baihe", Set.of()),
            Map.entry("atlas", Set.of()));

    private static final Map<String, String> MENDED = Map.of("xinghai", "LGN-03", "lvye", "EML-09", "mingde", "HYG-09");
    private static final Map<String, String> ARISEN =
            Map.of("xinghai", "LGN-07", "hengtong", "HYG-05", "baihe", "SHR-02");

    private final TestClock clock = new TestClock(Instant.parse("2026-11-24T08:00:00Z"));
    private final MemoryEventLog log = new MemoryEventLog();
    private final MemoryCursors cursors = new MemoryCursors();

    @TempDir
    Path directory;

    private TenantExaminer examiner(Google google) {
        Transactions direct = new Transactions() {
            @Override
            public <T> T in(Supplier<T> work) {
                return work.get();
            }
        };
        Collector collector = new Collector(
                google.reports(),
                log,
                cursors,
                cursors,
                direct,
                ReadingPlan.STANDARD,
                t -> Holidays.NONE,
                () -> google.clientId().orElse(""),
                (t, now) -> false);
        return new TenantExaminer(
                collector,
                List.of(new DirectoryReader(google.directory())),
                StandardChecks.all(),
                Facts.CATALOGUE,
                day -> Calibration.NONE,
                TenantExaminer.RuleJudge.NONE,
                clock);
    }

    private static Set<String> failed(Examination examination) {
        Set<String> failed = new TreeSet<>();
        for (Sighting sighting : examination.checks()) {
            if (sighting.outcome() == Outcome.FAIL) {
                failed.add(sighting.checkId());
            }
        }
        return failed;
    }

    private static List<Outcome> outcomes(TenantExaminer examiner, Portfolio portfolio, String id, String check) {
        Tenant tenant = portfolio.tenant(id).orElseThrow();
        return examiner.examine(tenant, Scope.QUARTERLY, Deadline.NONE).checks().stream()
                .filter(s -> s.checkId().equals(check))
                .map(Sighting::outcome)
                .toList();
    }

    @Test
    void everyPlantedTroubleIsSeenAndGoodHealthStaysQuiet() throws Exception {
        try (DemoWorld world = DemoWorld.start(directory, clock)) {
            Configuration configuration = new ConfigurationLoader(name -> null, clock).load(world.config());
            try (Google google = Google.open(
                    configuration.settings().google(), clock, QuotaLeases.alone(System::nanoTime), QuotaMeter.NONE)) {
                TenantExaminer examiner = examiner(google);
                Map<String, Set<String>> seen = new TreeMap<>();
                Map<String, Set<String>> loud = new TreeMap<>();
                // Lost access counts from the second run on.
                for (int run = 0; run < 2; run++) {
                    for (Tenant tenant : configuration.portfolio().tenants()) {
                        Examination examination = examiner.examine(tenant, Scope.QUARTERLY, Deadline.NONE);
                        seen.put(tenant.id(), failed(examination));
                        loud.put(
                                tenant.id(),
                                new TreeSet<>(examination.checks().stream()
                                        .filter(s -> s.outcome() == Outcome.FAIL)
                                        .filter(s -> s.severity() == Severity.HIGH || s.severity() == Severity.CRITICAL)
                                        .map(Sighting::checkId)
                                        .toList()));
                    }
                    clock.forward(Duration.ofMinutes(10));
                }
                PLANTED.forEach((tenant, checks) ->
                        assertThat(seen.get(tenant)).as(tenant).containsAll(checks));
                assertThat(loud.get("qinghe")).isEmpty();
                assertThat(loud.get("atlas")).isEmpty();
                assertThat(loud.get("baihe")).isEmpty();

                clock.forward(Duration.ofDays(1));
                world.nextDay();
                MENDED.forEach((id, check) -> assertThat(outcomes(examiner, configuration.portfolio(), id, check))
                        .as("%s %s", id, check)
                        .containsOnly(Outcome.PASS));
                ARISEN.forEach((id, check) -> assertThat(outcomes(examiner, configuration.portfolio(), id, check))
                        .as("%s %s", id, check)
                        .contains(Outcome.FAIL));
            }
        }
    }
}
