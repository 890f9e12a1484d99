package dev.watchkeeper.cli;

import static dev.watchkeeper.fixture.Sightings.fail;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.audit.Entitlement;
import dev.watchkeeper.finding.Circumstances;
import dev.watchkeeper.finding.FindingKeeper;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.sla.EntitlementKind;
import dev.watchkeeper.store.Database;
import dev.watchkeeper.store.DatabaseSettings;
import dev.watchkeeper.store.JdbiEntitlements;
import dev.watchkeeper.store.JdbiFindings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromiseCommandsTest {
    @TempDir
    Path directory;

    private ConfigDirectory config;

    @BeforeEach
    void store() throws IOException {
        config = new ConfigDirectory(directory);
        try (Database database = Database.open(DatabaseSettings.h2(config.data()), Clock.systemUTC())) {
            new JdbiEntitlements(database)
                    .schedule(List.of(new Entitlement(
                            "xinghai",
                            EntitlementKind.TRAINING,
                            "basic",
                            LocalDate.parse("2020-01-01"),
                            LocalDate.parse("2021-01-01"),
                            null,
                            "",
                            "")));
            new FindingKeeper(new JdbiFindings(database), Circumstances.NONE)
                    .reconcile(
                            "dune",
                            List.of(fail("EML-09", "tenant", Severity.CRITICAL)),
                            Clock.systemUTC().instant(),
                            "r");
        }
    }

    @Test
    void aMissedPromiseIsListedAndRecordedAsDoneWithItsEvidence() throws IOException {
        assertThat(config.run("entitlement", "list", "--json", "--state", "missed"))
                .isZero();
        assertThat(config.json().at("/entitlements/0/key").asText()).isEqualTo("xinghai/training/2020-01-01");

        assertThat(config.run("entitlement", "done", "xinghai/training/2020-01-01", "--evidence", "minutes of 12 May"))
                .isZero();
        assertThat(config.run("entitlement", "list", "--state", "lost")).isEqualTo(ExitCode.USAGE);
        assertThat(config.err()).contains("accepted: scheduled, due, done, missed");
        assertThat(config.run("entitlement", "list")).isZero();
        assertThat(config.out()).contains("done").contains("minutes of 12 May");
        assertThat(config.run("entitlement", "done", "xinghai/training/1999-01-01", "--evidence", "x"))
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void theForecastSaysWhichCallsToExpectAndHowGoodEarlierOnesWere() throws IOException {
        assertThat(config.run("forecast", "--json")).isZero();
        assertThat(config.json().at("/forecast/0/tenant").asText()).isEqualTo("dune");
        assertThat(config.json().at("/forecast/0/check").asText()).isEqualTo("EML-09");
        assertThat(config.run("forecast", "--tenant", "xinghai")).isZero();
        assertThat(config.out()).contains("no call is expected");
        assertThat(config.run("forecast", "--measure", "30", "--json")).isZero();
        assertThat(config.json().path("days").asLong()).isEqualTo(60);
        assertThat(config.json().path("precision").isNull()).isTrue();
    }
}
