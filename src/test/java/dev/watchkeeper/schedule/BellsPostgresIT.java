package dev.watchkeeper.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.fixture.DatabaseExtension;
import dev.watchkeeper.fixture.InMemoryJobHistory;
import dev.watchkeeper.jobs.JobRunner;
import dev.watchkeeper.jobs.Work;
import dev.watchkeeper.store.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

    @Test
    void nodesThatStartAtTheSameMomentHangEachBellOnce() throws Exception {
        for (int round = 0; round < 4; round++) {
            List<Ring> rings = new ArrayList<>();
            Map<String, Work> works = new HashMap<>();
            for (int i = 0; i < 12; i++) {
                rings.add(Ring.every("job-" + round + "-" + i, Duration.ofHours(1)));
                works.put("job-" + round + "-" + i, () -> 0);
            }
            CyclicBarrier together = new CyclicBarrier(3);
            ExecutorService nodes = Executors.newFixedThreadPool(3);
            List<Future<Integer>> heard = new ArrayList<>();
            for (int node = 0; node < 3; node++) {
                heard.add(nodes.submit(() -> {
                    try (Database own = Database.open(DATABASE.settings(), Clock.systemUTC());
                            Bells bells = new Bells(
                                    own.bells(),
                                    true,
                                    2,
                                    rings,
                                    new JobRunner(new InMemoryJobHistory(), Clock.systemUTC()),
                                    works)) {
                        together.await();
                        bells.start();
                        together.await();
                        return bells.nextRings().size();
                    }
                }));
            }
            for (Future<Integer> one : heard) {
                assertThat(one.get(60, TimeUnit.SECONDS)).isEqualTo(12);
            }
            nodes.shutdown();
        }
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
