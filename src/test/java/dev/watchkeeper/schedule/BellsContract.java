package dev.watchkeeper.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchkeeper.fixture.InMemoryJobHistory;
import dev.watchkeeper.jobs.JobRunner;
import dev.watchkeeper.jobs.Work;
import dev.watchkeeper.store.Database;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What bells do over either engine. */
interface BellsContract {
    Database database();

    default Bells bells(List<Ring> rings, Map<String, Work> works) {
        return new Bells(
                database().bells(),
                database().engine() == Database.Engine.POSTGRESQL,
                4,
                rings,
                new JobRunner(new InMemoryJobHistory(), Clock.systemUTC()),
                works);
    }

    private static Map<String, Work> silent(String... jobs) {
        Map<String, Work> works = new HashMap<>();
        for (String job : jobs) {
            works.put(job, () -> 0);
        }
        return works;
    }

    @Test
    default void aNewBellRingsAtOnceAndAThrowingJobHarmsNoOther() throws InterruptedException {
        CountDownLatch rung = new CountDownLatch(3);
        Map<String, Work> works = Map.of(
                "audit",
                () -> {
                    rung.countDown();
                    throw new IllegalStateException("boom");
                },
                "digest",
                () -> {
                    rung.countDown();
                    return 1;
                });
        try (Bells bells = bells(
                List.of(Ring.every("audit", Duration.ofSeconds(1)), Ring.every("digest", Duration.ofHours(1))),
                works)) {
            bells.start();
            assertThat(rung.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    default void aRestartKeepsBellsThatDidNotChange() throws SQLException {
        Ring hourly = Ring.cron("housekeeping", "0 15 3 * * ?");
        Map<String, Instant> before;
        try (Bells bells = bells(
                List.of(
                        hourly,
                        Ring.every("audit", Duration.ofHours(2)).inShards(2),
                        Ring.every("old", Duration.ofHours(1))),
                silent("housekeeping", "audit", "old"))) {
            bells.start();
            before = byName(bells);
            assertThat(before).containsOnlyKeys("housekeeping", "audit", "audit#2", "old");
            assertThat(StoredBells.next(database().bells()))
                    .as("what a command sees")
                    .extracting(NextRing::bell)
                    .containsExactly("audit", "audit#2", "housekeeping", "old");
        }

        try (Bells bells = bells(
                List.of(
                        Ring.cron("housekeeping", "0 30 4 * * ?"),
                        Ring.every("audit", Duration.ofHours(2)).inShards(2)),
                silent("housekeeping", "audit"))) {
            bells.start();
            Map<String, Instant> after = byName(bells);
            assertThat(after).containsOnlyKeys("housekeeping", "audit", "audit#2");
            // It may have rung in between; a bell that was hung up anew would have lost its beat.
            Duration moved = Duration.between(before.get("audit#2"), after.get("audit#2"));
            assertThat(moved.toMillis() % Duration.ofHours(2).toMillis()).isZero();
            assertThat(after.get("housekeeping")).isNotEqualTo(before.get("housekeeping"));
        }
    }

    @Test
    default void aStuckBellIsHungUpAgain() {
        try (Bells bells = bells(List.of(Ring.cron("audit", "0 15 3 * * ?")), silent("audit"))) {
            bells.start();
            Instant now = Instant.now();
            assertThat(bells.repair(now)).isZero();
            database()
                    .jdbi()
                    .useHandle(handle -> handle.execute(
                            "update QRTZ_TRIGGERS set TRIGGER_STATE = 'ACQUIRED', NEXT_FIRE_TIME = ?",
                            now.minus(Duration.ofHours(1)).toEpochMilli()));

            assertThat(bells.repair(now)).isEqualTo(1);
            assertThat(bells.repair(now)).isZero();
            assertThat(bells.nextRings()).first().satisfies(ring -> {
                assertThat(ring.next()).isAfter(now);
                assertThat(ring.state()).isEqualTo("NORMAL");
            });

            // Locked in Quartz's own order: what was missed may be firing just now.
            database().jdbi().useTransaction(handle -> {
                handle.createQuery("select LOCK_NAME from QRTZ_LOCKS for update")
                        .mapTo(String.class)
                        .list();
                handle.createQuery("select TRIGGER_NAME from QRTZ_TRIGGERS for update")
                        .mapTo(String.class)
                        .list();
                handle.execute("delete from QRTZ_SIMPLE_TRIGGERS");
                handle.execute("delete from QRTZ_CRON_TRIGGERS");
                handle.execute("delete from QRTZ_TRIGGERS");
            });
            assertThat(bells.repair(now)).isEqualTo(1);
            assertThat(bells.nextRings()).hasSize(1);
        }
    }

    /** A downtime of three hours: what should have rung meanwhile rings once. */
    @Test
    default void whatWasMissedRingsOnceWhenTheDaemonIsBack() throws InterruptedException {
        List<Ring> rings = List.of(Ring.cron("housekeeping", "0 15 3 * * ?"), Ring.every("audit", Duration.ofHours(2)));
        CountDownLatch first = new CountDownLatch(1);
        Work begun = () -> {
            first.countDown();
            return 0;
        };
        try (Bells bells = bells(rings, Map.of("housekeeping", () -> 0L, "audit", begun))) {
            bells.start();
            assertThat(first.await(30, TimeUnit.SECONDS)).as("a new interval").isTrue();
        }
        database()
                .jdbi()
                .useHandle(handle -> handle.execute(
                        "update QRTZ_TRIGGERS set NEXT_FIRE_TIME = ?, TRIGGER_STATE = 'WAITING'",
                        Instant.now().minus(Duration.ofHours(3)).toEpochMilli()));

        CountDownLatch rung = new CountDownLatch(2);
        Map<String, Integer> times = new ConcurrentHashMap<>();
        Work counted = () -> {
            times.merge("housekeeping", 1, Integer::sum);
            rung.countDown();
            return 0;
        };
        Work countedToo = () -> {
            times.merge("audit", 1, Integer::sum);
            rung.countDown();
            return 0;
        };
        try (Bells bells = bells(rings, Map.of("housekeeping", counted, "audit", countedToo))) {
            bells.start();
            assertThat(rung.await(30, TimeUnit.SECONDS))
                    .as("what rang: %s", times)
                    .isTrue();
        }
        assertThat(times).containsOnly(Map.entry("housekeeping", 1), Map.entry("audit", 1));
    }

    /** The fault that left it stuck was at its time: nobody has done yet what it calls for. */
    @Test
    default void aStuckBellThatIsHungUpAgainRingsForWhatItMissed() throws InterruptedException {
        CountDownLatch rung = new CountDownLatch(1);
        Work work = () -> {
            rung.countDown();
            return 0;
        };
        try (Bells bells = bells(List.of(Ring.cron("audit", "0 15 3 * * ?")), Map.of("audit", work))) {
            bells.start();
            Instant now = Instant.now();
            database()
                    .jdbi()
                    .useHandle(handle -> handle.execute(
                            "update QRTZ_TRIGGERS set TRIGGER_STATE = 'ACQUIRED', NEXT_FIRE_TIME = ?",
                            now.minus(Duration.ofHours(1)).toEpochMilli()));

            assertThat(bells.repair(now)).isEqualTo(1);
            assertThat(rung.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    default void workThatTakesLongIsNotTakenForStuckAndAnErrorIs() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Work slow = () -> {
            inside.countDown();
            done.await();
            return 0;
        };
        try (Bells bells = bells(List.of(Ring.every("audit", Duration.ofHours(1))), Map.of("audit", slow))) {
            bells.start();
            assertThat(inside.await(30, TimeUnit.SECONDS)).isTrue();
            Instant now = Instant.now();
            database()
                    .jdbi()
                    .useHandle(handle -> handle.execute(
                            "update QRTZ_TRIGGERS set NEXT_FIRE_TIME = ?",
                            now.minus(Duration.ofHours(1)).toEpochMilli()));
            assertThat(bells.repair(now)).isZero();
            done.countDown();
        }
        try (Bells bells = bells(List.of(Ring.cron("digest", "0 15 3 * * ?")), silent("digest"))) {
            bells.start();
            database().jdbi().useHandle(handle -> handle.execute("update QRTZ_TRIGGERS set TRIGGER_STATE = 'ERROR'"));
            assertThat(bells.repair(Instant.now())).isEqualTo(1);
            assertThat(bells.nextRings()).first().extracting(NextRing::state).isEqualTo("NORMAL");
        }
    }

    @Test
    default void closingWaitsForRunningWorkAndNeverInterruptsIt() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        Map<String, Boolean> seen = new ConcurrentHashMap<>();
        Work slow = () -> {
            inside.countDown();
            Thread.sleep(300);
            seen.put("interrupted", Thread.currentThread().isInterrupted());
            return 1;
        };
        Bells bells = bells(List.of(Ring.every("audit", Duration.ofHours(1))), Map.of("audit", slow));
        bells.start();
        assertThat(inside.await(30, TimeUnit.SECONDS)).isTrue();
        bells.close();

        assertThat(seen).containsEntry("interrupted", false);
        assertThat(database().problem()).isEmpty();
    }

    @Test
    default void aWrongRingIsRefusedWithItsRemedy() {
        assertThatThrownBy(() -> Ring.cron("audit", "every day")).hasMessageContaining("0 15 3 * * ?");
        assertThatThrownBy(() -> Ring.every("audit", Duration.ZERO)).hasMessageContaining("1s");
        assertThatThrownBy(() -> bells(List.of(Ring.every("adit", Duration.ofHours(1))), silent("audit")))
                .hasMessageContaining("adit");
    }

    private static Map<String, Instant> byName(Bells bells) {
        Map<String, Instant> next = new HashMap<>();
        bells.nextRings().forEach(ring -> next.put(ring.bell(), Objects.requireNonNull(ring.next())));
        return next;
    }
}
