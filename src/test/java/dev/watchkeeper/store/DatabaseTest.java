package dev.watchkeeper.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.fixture.DatabaseExtension;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest implements DatabaseContract {
    @RegisterExtension
    static final DatabaseExtension DATABASE = DatabaseExtension.h2();

    @Override
    public Database database() {
        return DATABASE.database();
    }

    /** Steps are numbered by subject: those of a later version may stand between those that are there. */
    @Test
    void aDatabaseOfAnEarlierVersionGetsTheStepsItLacks(@TempDir Path directory) {
        DatabaseSettings settings = DatabaseSettings.h2(directory);
        try (Database database = Database.open(settings, Clock.systemUTC())) {
            database.jdbi().useHandle(handle -> {
                handle.execute("drop table mail_bounce");
                handle.execute("drop index outbox_to");
                assertThat(handle.execute("delete from \"flyway_schema_history\" where \"version\" = '055'"))
                        .isOne();
            });
        }

        try (Database database = Database.open(settings, Clock.systemUTC())) {
            int rows = database.jdbi()
                    .withHandle(handle -> handle.createQuery("select count(*) from mail_bounce")
                            .mapTo(Integer.class)
                            .one());
            assertThat(rows).isZero();
        }
    }
}
