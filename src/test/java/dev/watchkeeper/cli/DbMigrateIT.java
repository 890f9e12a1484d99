package dev.watchkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.fixture.DatabaseExtension;
import dev.watchkeeper.store.Database;
import dev.watchkeeper.store.DatabaseSettings;
import dev.watchkeeper.store.JdbiJobHistory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
}
