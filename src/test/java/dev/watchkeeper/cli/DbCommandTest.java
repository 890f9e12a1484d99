package dev.watchkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.store.Database;
import dev.watchkeeper.store.DatabaseSettings;
import dev.watchkeeper.store.JdbiJobHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DbCommandTest {
    @TempDir
    Path directory;

    private ConfigDirectory config;

    @BeforeEach
    void write() throws IOException {
        config = new ConfigDirectory(directory);
    }

    @Test
    void migratesBacksUpExportsAndAdopts() {
        assertThat(config.run("db", "migrate")).isZero();
        assertThat(config.out()).contains("watchkeeper.mv.db is up to date");

        Path zip = directory.resolve("backup.zip");
        assertThat(config.run("db", "backup", zip.toString())).isZero();
        assertThat(zip).isNotEmptyFile();
        assertThat(config.run("db", "backup", zip.toString())).isEqualTo(ExitCode.FAILED);
        assertThat(config.err()).contains("already there");

        assertThat(config.run("db", "export", directory.resolve("csv").toString()))
                .isZero();
        assertThat(directory.resolve("csv/finding.csv")).isNotEmptyFile();

        assertThat(config.run("db", "adopt")).isZero();
        assertThat(config.data().resolve("installation-id")).isNotEmptyFile();
    }

    @Test
    void aBackupByCommandWhileTheDaemonHoldsTheFileIsRestoredAsOfThatMoment() throws IOException {
        Path zip = directory.resolve("backup.zip");
        try (Database daemon = Database.openAsDaemon(DatabaseSettings.h2(config.data()), Clock.systemUTC())) {
            remember(daemon, "before");
            assertThat(config.run("db", "backup", zip.toString())).isZero();
            remember(daemon, "after");
            assertThat(daemon.problem()).isEmpty();
        }
        Path elsewhere = directory.resolve("restored");
        unzip(zip, elsewhere);
        config.put("watchkeeper.yaml", "database: {directory: '" + elsewhere + "'}\n");

        assertThat(config.run("db", "export", directory.resolve("csv").toString()))
                .isZero();
        assertThat(directory.resolve("csv/job_history.csv"))
                .content()
                .contains("before")
                .doesNotContain("after");
    }

    private static void remember(Database database, String job) {
        new JdbiJobHistory(database).succeeded(job, Instant.EPOCH, Duration.ZERO, 1);
    }

    /** As an operator would: no tool of H2. */
    private static void unzip(Path zip, Path into) throws IOException {
        Files.createDirectories(into);
        try (ZipInputStream files = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry file = files.getNextEntry(); file != null; file = files.getNextEntry()) {
                Files.copy(files, into.resolve(file.getName()));
            }
        }
    }

    @Test
    void aWrongSourceOfACopyIsNamed() {
        assertThat(config.run("db", "migrate", "--from", directory.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(config.err()).contains("no watchkeeper.mv.db there");
    }

    @Test
    void anH2DatabaseIsNotCopiedIntoOneThatHoldsIt() {
        assertThat(config.run("db", "migrate")).isZero();
        assertThat(config.run("db", "migrate", "--from", config.data().toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(config.err()).contains("set database.url first");
    }
}
