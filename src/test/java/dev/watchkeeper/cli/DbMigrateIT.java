package dev.watchkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.finding.Circumstances;
import dev.watchkeeper.finding.FindingKeeper;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.fixture.DatabaseExtension;
import dev.watchkeeper.fixture.Sightings;
import dev.watchkeeper.store.Database;
import dev.watchkeeper.store.DatabaseSettings;
import dev.watchkeeper.store.JdbiFindings;
import dev.watchkeeper.store.JdbiJobHistory;
import dev.watchkeeper.store.TableSum;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The way from an H2 file to a PostgreSQL server, as an operator goes it. */
class DbMigrateIT {
    @RegisterExtension
    static final DatabaseExtension SERVER = DatabaseExtension.postgres();

    @TempDir
    Path directory;

    @Test
    void anInstallationMovesFromItsFileToAServer() throws IOException {
        ConfigDirectory config = new ConfigDirectory(directory);
        try (Database old = Database.open(DatabaseSettings.h2(config.data()), Clock.systemUTC())) {
            new JdbiJobHistory(old).succeeded("audit", Instant.EPOCH, Duration.ofSeconds(3), 7);
        }
        DatabaseSettings server = SERVER.settings();
        config.put("watchkeeper.yaml", "database: {url: '" + server.url() + "', user: " + server.user() + "}\n");

        assertThat(config.run("db", "migrate", "--from", config.data().toString()))
                .as(config.err())
                .isZero();
        assertThat(config.out()).contains("is up to date").containsPattern("job_history +1");
        assertThat(new JdbiJobHistory(SERVER.database()).all())
                .extracting(run -> run.job() + " " + run.lastItems())
                .containsExactly("audit 7");

        assertThat(config.run("db", "migrate", "--from", config.data().toString()))
                .isEqualTo(ExitCode.FAILED);
        assertThat(config.err()).contains("already holds data");
    }

    @Test
    void anInstallationMovesToAServerAndBackAndArrivesAsItWas() throws IOException {
        ConfigDirectory config = new ConfigDirectory(directory);
        Map<String, TableSum> before;
        try (Database old = Database.open(DatabaseSettings.h2(config.data()), Clock.systemUTC())) {
            new JdbiJobHistory(old).succeeded("audit", Instant.EPOCH.plusNanos(123_456_000), Duration.ofSeconds(3), 7);
            FindingKeeper keeper = new FindingKeeper(new JdbiFindings(old), Circumstances.NONE);
            keeper.reconcile("acme", List.of(Sightings.fail("LGN-01", "user:行", Severity.HIGH)), Instant.now(), "r");
            before = old.sums();
        }
        DatabaseSettings server = SERVER.settings();

        assertThat(config.run("db", "move", "--to", server.url(), "--user", server.user()))
                .as(config.err())
                .isZero();
        assertThat(config.out()).contains("rows and checksums agree").containsPattern("finding +1 +[0-9a-f]{16}");
        assertThat(config.run("db", "move", "--to", config.data().toString())).isEqualTo(ExitCode.USAGE);

        config.put("watchkeeper.yaml", "database: {url: '" + server.url() + "', user: " + server.user() + "}\n");
        Path back = directory.resolve("back");
        assertThat(config.run("db", "move", "--to", back.toString()))
                .as(config.err())
                .isZero();
        try (Database returned = Database.open(DatabaseSettings.h2(back), Clock.systemUTC())) {
            assertThat(returned.sums()).isEqualTo(before);
            new FindingKeeper(new JdbiFindings(returned), Circumstances.NONE)
                    .reconcile("acme", List.of(Sightings.fail("LGN-02", "tenant", Severity.LOW)), Instant.now(), "r");
        }
    }
}
