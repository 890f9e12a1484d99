package dev.watchkeeper.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Databases that earlier versions left, each a backup named by the newest step it had seen, opened by this one. */
class UpgradeTest {
    @TempDir
    Path directory;

    private Path fixture(String name) throws Exception {
        URL there = Objects.requireNonNull(getClass().getResource("/dev/watchkeeper/store/databases/" + name));
        return Path.of(there.toURI());
    }

    @ParameterizedTest
    @ValueSource(strings = "step-084.zip")
    void whatAnEarlierVersionKnewIsThereAndTheTablesAreThoseOfToday(String name) throws Exception {
        DatabaseSettings settings = DatabaseSettings.h2(directory.resolve("old"));

        Map<String, TableSum> restored = Database.restore(fixture(name), settings, Clock.systemUTC());

        assertThat(restored.get("audit_run")).extracting(TableSum::rows).isEqualTo(300L);
        try (Database upgraded = Database.openAsDaemon(settings, Clock.systemUTC());
                Database fresh = Database.open(DatabaseSettings.h2(directory.resolve("new")), Clock.systemUTC())) {
            assertThat(upgraded.sums().keySet()).isEqualTo(fresh.sums().keySet());
            assertThat(columns(upgraded)).isEqualTo(columns(fresh));
            assertThat(new JdbiJobHistory(upgraded).all())
                    .singleElement()
                    .satisfies(
                            run -> assertThat(run.lastOkAt()).isEqualTo(Instant.parse("2026-11-24T00:00:00.123456Z")));
            assertThat(new Installation(upgraded, settings.directory()).stored())
                    .contains("fixture");
        }
    }

    private static Set<String> columns(Database database) {
        List<String> columns = database.jdbi()
                .withHandle(handle -> handle.createQuery("select table_name || '.' || column_name || ' ' || data_type"
                                + " || coalesce(' ' || character_maximum_length, '') || ' ' || is_nullable"
                                + " from information_schema.columns where table_schema = 'PUBLIC'")
                        .mapTo(String.class)
                        .list());
        return new TreeSet<>(columns);
    }

    @Test
    void theWayThereIsKeptOpen() throws Exception {
        Path old = Files.createDirectories(directory.resolve("old"));
        try (var zip = new java.util.zip.ZipFile(fixture("step-084.zip").toFile())) {
            var entry = zip.entries().nextElement();
            try (var in = zip.getInputStream(entry)) {
                Files.copy(in, old.resolve(entry.getName()));
            }
        }
        Database.open(DatabaseSettings.h2(old), Clock.systemUTC()).close();

        try (var backups = Files.list(old.resolve("backups"))) {
            assertThat(backups.map(file -> file.getFileName().toString()))
                    .singleElement()
                    .satisfies(name -> assertThat(name).startsWith("upgrade-"));
        }
    }
}
