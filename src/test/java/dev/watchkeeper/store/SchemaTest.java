package dev.watchkeeper.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An older program on newer tables, and a newer one on older tables. */
class SchemaTest {
    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    Path directory;

    private Database open() {
        return Database.open(DatabaseSettings.h2(directory), CLOCK);
    }

    private List<String> backups() throws IOException {
        Path backups = directory.resolve("backups");
        if (!Files.exists(backups)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(backups)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void aDatabaseThatIsNewerIsRefusedInWordsAndNotTouched() {
        try (Database database = open()) {
            new Installation(database, directory).isOurs(Instant.now());
        }
        try (Database database = open()) {
            database.jdbi().useHandle(handle -> {
                handle.execute(
                        "insert into \"flyway_schema_history\" select max(\"installed_rank\") + 1, '987', 'later',"
                                + " 'SQL', 'V987__later.sql', 1, 'sa', current_timestamp, 1, true from \"flyway_schema_history\"");
                handle.execute("update installation set written_by = '9.1.0 (abcdef1)'");
            });
        }

        assertThatThrownBy(this::open)
                .isInstanceOf(NewerDatabaseException.class)
                .hasMessageContaining("step 987")
                .hasMessageContaining("watchkeeper 9.1.0 (abcdef1)")
                .hasMessageContaining("knows steps up to " + Database.newestStep())
                .hasMessageContaining("Nothing was changed")
                .hasMessageContaining(directory.resolve("backups").toString());
        assertThatThrownBy(this::open).as("the file was let go of").isInstanceOf(NewerDatabaseException.class);
    }

    @Test
    void aStepOfANewerProgramAmongOlderOnesIsNoticedToo() {
        try (Database database = open()) {
            database.jdbi()
                    .useHandle(handle -> handle.execute(
                            "insert into \"flyway_schema_history\" select max(\"installed_rank\") + 1, '056', 'later',"
                                    + " 'SQL', 'V056__later.sql', 1, 'sa', current_timestamp, 1, true"
                                    + " from \"flyway_schema_history\""));
        }

        assertThatThrownBy(this::open)
                .isInstanceOf(NewerDatabaseException.class)
                .hasMessageContaining("step 056");
    }

    @Test
    void tablesThatHoldDataAreBackedUpBeforeTheyAreChanged() throws IOException {
        try (Database database = open()) {
            assertThat(backups()).as("nothing to lose yet").isEmpty();
            database.jdbi().useHandle(handle -> {
                handle.execute("alter table installation drop column written_by");
                handle.execute("alter table installation drop column written_at");
                handle.execute("delete from \"flyway_schema_history\" where \"version\" = '110'");
            });
        }

        open().close();

        assertThat(backups())
                .singleElement()
                .satisfies(name -> assertThat(name).startsWith("upgrade-").endsWith(".zip"));
        open().close();
        assertThat(backups()).hasSize(1);
    }
}
