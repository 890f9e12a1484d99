package dev.watchkeeper.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchkeeper.config.Secret;
import dev.watchkeeper.finding.Circumstances;
import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.FindingKeeper;
import dev.watchkeeper.finding.FindingQuery;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.fixture.DatabaseExtension;
import dev.watchkeeper.fixture.Sightings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What is special about a server: it can be away, and it is where an H2 database grows to. */
class PostgresServerIT {
    @RegisterExtension
    static final DatabaseExtension DATABASE = DatabaseExtension.postgres();

    private static final Instant T0 = Instant.parse("2026-03-01T00:00:00Z");

    @Test
    void connectionsThatTheServerCutAreReplaced() {
        Database database = DATABASE.database();
        database.jdbi()
                .useHandle(handle -> handle.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                        + " where datname = current_database() and pid <> pg_backend_pid()"));
        database.jdbi().useHandle(handle -> {
            try {
                handle.execute("select pg_terminate_backend(pg_backend_pid())");
            } catch (RuntimeException cut) {
                assertThat(DatabaseException.explain(cut)).contains("does not answer");
            }
        });

        assertThat(database.problem()).isEmpty();
    }

    @Test
    void aServerThatIsAwayOrRefusesUsIsSaidPlainly() {
        DatabaseSettings there = DATABASE.settings();
        assertThatThrownBy(() -> Database.open(
                        new DatabaseSettings(
                                "jdbc:postgresql://127.0.0.1:1/none", Path.of("x"), "u", new Secret("geheim"), 4, 7),
                        Clock.systemUTC()))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("jdbc:postgresql://127.0.0.1:1/none")
                .hasMessageContaining("does not answer")
                .hasMessageNotContaining("geheim");
        assertThatThrownBy(() -> Database.open(
                        new DatabaseSettings(there.url() + "x", Path.of("x"), there.user(), there.password(), 4, 7),
                        Clock.systemUTC()))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("createdb");
    }

    @Test
    void anH2DatabaseIsCopiedWholeAndOnlyIntoAnEmptyOne(@TempDir Path directory) {
        try (Database h2 = Database.open(DatabaseSettings.h2(directory), Clock.systemUTC())) {
            FindingKeeper keeper = new FindingKeeper(new JdbiFindings(h2), Circumstances.NONE);
            keeper.reconcile("acme", List.of(Sightings.fail("LGN-01", "user:行", Severity.HIGH)), T0, "run");
            keeper.reconcile("acme", List.of(Sightings.fail("LGN-02", "tenant", Severity.LOW)), T0, "run");

            assertThat(DATABASE.database().copyFrom(h2).get("finding"))
                    .isEqualTo(h2.sums().get("finding"))
                    .extracting(TableSum::rows)
                    .isEqualTo(2L);

            JdbiFindings copied = new JdbiFindings(DATABASE.database());
            List<Finding> findings = copied.search(FindingQuery.unresolved(T0));
            assertThat(findings).isEqualTo(new JdbiFindings(h2).search(FindingQuery.unresolved(T0)));
            // The identity goes on behind what was copied.
            new FindingKeeper(copied, Circumstances.NONE)
                    .reconcile("acme", List.of(Sightings.fail("LGN-03", "tenant", Severity.LOW)), T0, "run");
            assertThat(copied.eventsOfRun("run")).hasSize(3);

            assertThatThrownBy(() -> DATABASE.database().copyFrom(h2)).hasMessageContaining("already holds data");
        }
    }

    @Test
    void backingUpAServerIsLeftToItsOwnTools() {
        assertThatThrownBy(() -> DATABASE.database().backup(Path.of("x.dump"))).hasMessageContaining("pg_dump");
    }
}
