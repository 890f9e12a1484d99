package dev.watchkeeper.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.fixture.PostgresServer;
import dev.watchkeeper.store.Database;
import dev.watchkeeper.store.DatabaseSettings;
import dev.watchkeeper.store.JdbiTicketEvents;
import dev.watchkeeper.tickets.Actor;
import dev.watchkeeper.tickets.Channel;
import dev.watchkeeper.tickets.EventType;
import dev.watchkeeper.tickets.TicketEvent;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two daemons in processes of their own on one PostgreSQL, of which one is killed while deadlines pass: the other raises
 * every alarm that is left, and none comes twice, also when the dead one is back.
 */
@Tag("kill")
class KilledNodeIT {
    private static final int TICKETS = 60;
    /** What the demo's harbour is promised for S1. */
    private static final Duration PROMISE = Duration.ofMinutes(15);

    @TempDir
    Path directory;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void theOtherNodeRaisesWhatIsLeftAndNothingComesTwice() throws Exception {
        PostgresServer.create("killed_node");
        DatabaseSettings settings = PostgresServer.settings("killed_node");
        try (Stage stage = Stage.now(directory, "harbour")) {
            stage.put("sources.yaml", Desk.SOURCE);
            stage.put("desk.secret", Desk.SECRET);
            stage.put("pg.secret", "postgres");
            stage.tune(
                    "database",
                    "url: " + settings.url() + "\n  user: postgres\n  password: '${file:pg.secret}'\n  connections: 8");
            stage.tune("schedules", "delivery: 1s\n  slaSweep: 1s");
            stage.replace("watchkeeper.yaml", "console: off", "console: text");
            try (RunProcess one = RunProcess.start(stage.world.config());
                    RunProcess two = RunProcess.start(stage.world.config());
                    Database database = Database.open(settings, Clock.systemUTC())) {
                one.untilLinesWith("ready after", 1);
                two.untilLinesWith("ready after", 1);
                open(database);
                untilBreached(database, TICKETS / 4);
                one.kill();
                untilBreached(database, TICKETS);
                try (RunProcess back = RunProcess.start(stage.world.config())) {
                    back.untilLinesWith("ready after", 1);
                    assertThat(back.stop()).as(back.said()).isZero();
                }
                assertThat(two.stop()).as(two.said()).isZero();

                assertThat(strings(
                                database,
                                "select clock_id from sla_clock_event where field = 'verdict' and new_value = 'breached'"
                                        + " and clock_id like '%/first_response/1'"))
                        .hasSize(TICKETS)
                        .doesNotHaveDuplicates();
                assertThat(strings(
                                database,
                                "select clock_id || mark from sla_mark where outcome = 'fired'"
                                        + " and clock_id like '%/first_response/1' and mark <> 'breach'"))
                        .as("the highest warning mark, once each")
                        .hasSize(TICKETS)
                        .doesNotHaveDuplicates();
                assertThat(strings(database, "select dedupe_key from outbox where kind = 'alert'"))
                        .isNotEmpty()
                        .doesNotHaveDuplicates();
                assertThat(stage.letters()).extracting(Letter::id).doesNotHaveDuplicates();
            }
        }
    }

    /** Deadlines of the next seconds, several in each. */
    private static void open(Database database) {
        Instant first = Instant.now().plusSeconds(4).minus(PROMISE);
        List<TicketEvent> events = new ArrayList<>();
        for (int i = 0; i < TICKETS; i++) {
            events.add(
                    TicketEvent.builder("/desk", "o" + i, EventType.TICKET_OPENED, "k" + i, first.plusMillis(200L * i))
                            .customer("harbour.example")
                            .actor(Actor.customer("c1"))
                            .channel(Channel.EMAIL)
                            .isPublic(true)
                            .attr("severity", "S1")
                            .attr("title", "Mail is down")
                            .receivedAt(Instant.now())
                            .build());
        }
        new JdbiTicketEvents(database).append(events);
    }

    private static void untilBreached(Database database, int wanted) throws InterruptedException {
        while (strings(
                                database,
                                "select clock_id from sla_mark where mark = 'breach' and clock_id like '%/first_response/1'")
                        .size()
                < wanted) {
            Thread.sleep(100); // processes of their own: there is no clock to move
        }
    }

    private static List<String> strings(Database database, String sql) {
        return database.jdbi()
                .withHandle(
                        handle -> handle.createQuery(sql).mapTo(String.class).list());
    }
}
