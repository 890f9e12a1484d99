package dev.watchkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.store.Database;
import dev.watchkeeper.store.DatabaseSettings;
import dev.watchkeeper.store.Installation;
import dev.watchkeeper.store.JdbiJobHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
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
    void aRestoredBackupIsReadWholeKeepsWhatWasThereAndSendsNoMailUntilItIsAdopted() throws IOException {
        Path zip = directory.resolve("backup.zip");
        DatabaseSettings h2 = DatabaseSettings.h2(config.data());
        try (Database daemon = Database.openAsDaemon(h2, Clock.systemUTC())) {
            assertThat(new Installation(daemon, config.data()).isOurs(Instant.now()))
                    .isTrue();
            remember(daemon, "before");
            assertThat(config.run("db", "backup", zip.toString())).isZero();
            remember(daemon, "after");
            assertThat(config.run("db", "restore", zip.toString())).isEqualTo(ExitCode.FAILED);
            assertThat(config.err()).contains("in use", "stop the daemon");
        }

        assertThat(config.run("db", "restore", zip.toString())).as(config.err()).isZero();

        assertThat(config.out()).containsPattern("job_history +1 +[0-9a-f]{16}").contains("db adopt");
        assertThat(config.data().resolve("restore")).doesNotExist();
        try (Stream<Path> kept = Files.list(config.data().resolve("backups"))) {
            assertThat(kept.map(file -> file.getFileName().toString())).anyMatch(name -> name.startsWith("replaced-"));
        }
        try (Database restored = Database.openAsDaemon(h2, Clock.systemUTC())) {
            assertThat(new JdbiJobHistory(restored).all())
                    .extracting(run -> run.job())
                    .containsExactly("before");
            assertThat(new Installation(restored, config.data()).isOurs(Instant.now()))
                    .as("it does not know what was sent since")
                    .isFalse();
        }
    }

    @Test
    void whatIsNoWholeBackupChangesNothing() throws IOException {
        assertThat(config.run("db", "adopt")).isZero();
        Path broken = Files.writeString(directory.resolve("broken.zip"), "PK no more");

        assertThat(config.run("db", "restore", broken.toString())).isEqualTo(ExitCode.FAILED);
        assertThat(config.err()).contains("is no whole zip file");
        assertThat(config.run("db", "restore", directory.resolve("none.zip").toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(config.data().resolve("installation-id")).isNotEmptyFile();
        assertThat(config.data().resolve("watchkeeper.mv.db")).isNotEmptyFile();
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
