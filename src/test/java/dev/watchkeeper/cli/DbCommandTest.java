package dev.watchkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
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
