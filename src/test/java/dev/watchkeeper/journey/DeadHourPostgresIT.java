package dev.watchkeeper.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.fixture.PostgresServer;
import dev.watchkeeper.store.Database;
import java.io.IOException;
import java.time.Clock;
import org.junit.jupiter.api.Test;

/** On PostgreSQL: what a killed sender did not commit is gone. */
class DeadHourPostgresIT extends DeadHour {
    @Override
    Database reopen(int life) {
        if (life == 0) {
            PostgresServer.create("dead_hour");
        }
        return Database.open(PostgresServer.settings("dead_hour"), Clock.systemUTC());
    }

    @Test
    void everyMailArrivesOnceAndWhatPerhapsArrivedIsHeld() throws IOException {
        assertThat(live(11)).isNotEmpty();
    }
}
