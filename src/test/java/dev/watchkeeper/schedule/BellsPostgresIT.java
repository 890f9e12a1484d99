package dev.watchkeeper.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.fixture.DatabaseExtension;
import dev.watchkeeper.fixture.InMemoryJobHistory;
import dev.watchkeeper.jobs.JobRunner;
import dev.watchkeeper.store.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BellsPostgresIT implements BellsContract {
    @RegisterExtension
    static final DatabaseExtension DATABASE = DatabaseExtension.postgres();

    @Override
    public Database database() {
        return DATABASE.database();
    }

    @Test
    void twoNodesHearEachRingOnceAndShardsCanRingOnBoth() throws InterruptedException {
        CountDownLatch bothInside = new CountDownLatch(2);
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (Database second = Database.open(DATABASE.settings(), Clock.systemUTC());
                Bells a = node(DATABASE.database(), bothInside, atOnce, most);
                Bells b = node(second, bothInside, atOnce, most)) {
            a.start();
            b.start();
            assertThat(bothInside.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(a.nextRings()).hasSize(2);
        }

        assertThat(most.get()).isLessThanOrEqualTo(2);
    }

    private static Bells node(Database database, CountDownLatch inside, AtomicInteger atOnce, AtomicInteger most) {
        return new Bells(
                database.bells(),
                true,
                4,
                List.of(Ring.every("audit", Duration.ofSeconds(1)).inShards(2)),
                new JobRunner(new InMemoryJobHistory(), Clock.systemUTC()),
                Map.of("audit", () -> {
                    most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                    inside.countDown();
                    inside.await();
                    atOnce.decrementAndGet();
                    return 1;
                }));
    }
}
