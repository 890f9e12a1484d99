package dev.watchkeeper.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class QuotaRateTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void noMinuteSeesMoreThanTheQuotaHoweverManyShareItAndWhateverThePattern() {
        for (int quota : new int[] {1, 2, 7, 40, 41, 50, 220, 2000}) {
            SplittableRandom random = new SplittableRandom(quota);
            AtomicLong now = new AtomicLong();
            QuotaLeases leases = QuotaLeases.alone(now::get);
            Deque<Long> sent = new ArrayDeque<>();
            for (int step = 0; step < 5_000; step++) {
                now.addAndGet(random.nextLong(SECOND * (random.nextInt(50) == 0 ? 90 : 1)));
                QuotaLeases.Ask ask =
                        new QuotaLeases.Ask("all", new QuotaRate(quota), 1 + random.nextInt(quota), 1, false);
                int given = leases.lease(ask);
                // The worst: the first of a block at once, the last at the end of its validity.
                for (int i = 0; i < given; i++) {
                    sent.add(now.get() + (random.nextBoolean() ? 0 : QuotaRate.VALID.toNanos()));
                }
                assertThat(inAnyMinute(sent)).as("quota %s", quota).isLessThanOrEqualTo(quota);
                sent.removeIf(at -> at < now.get() - 120 * SECOND);
            }
        }
    }

    private static int inAnyMinute(Deque<Long> sent) {
        long[] sorted = sent.stream().mapToLong(Long::longValue).sorted().toArray();
        int most = 0;
        for (int first = 0, last = 0; last < sorted.length; last++) {
            while (sorted[last] - sorted[first] >= 60 * SECOND) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    @Test
    void whoeverAsksOftenUsesNearlyAllOfIt() {
        AtomicLong now = new AtomicLong();
        QuotaLeases leases = QuotaLeases.alone(now::get);
        int used = 0;
        for (int i = 0; i < 10 * 60 * 3; i++) {
            now.addAndGet(SECOND / 3);
            used += leases.lease(new QuotaLeases.Ask("all", new QuotaRate(2000), 500, 8, false));
        }
        assertThat(used).isBetween(10 * 1900, 10 * 2000);
    }

    @Test
    void aRefusalDropsWhatWasSavedAndAClockThatGoesBackAddsNothing() {
        QuotaRate rate = new QuotaRate(600);
        AtomicLong now = new AtomicLong();
        QuotaLeases leases = QuotaLeases.alone(now::get);
        assertThat(leases.lease(new QuotaLeases.Ask("all", rate, 3, 1, false))).isEqualTo(3);
        assertThat(leases.lease(new QuotaLeases.Ask("all", rate, 100, 1, true))).isZero();
        assertThat(rate.refilled(2, Duration.ofSeconds(-90))).isEqualTo(2);
    }

    @Test
    void whenThereIsNotEnoughEachGetsItsPartAndNobodyNothing() {
        QuotaLeases.Ask ask = new QuotaLeases.Ask("all", new QuotaRate(600), 50, 3, false);

        assertThat(QuotaLeases.share(20, ask, 0)).isEqualTo(20);
        assertThat(QuotaLeases.share(20, ask, 9)).isEqualTo(5);
        assertThat(QuotaLeases.share(1.5, ask, 90)).isEqualTo(1);
        assertThat(QuotaLeases.share(0.9, ask, 90)).isZero();
    }

    @Test
    void workersAreAsManyAsTheQuotaNeedsAtTheMeasuredLatency() {
        assertThat(Sizing.workers(0, 2000, Duration.ofMillis(500))).isEqualTo(20);
        assertThat(Sizing.workers(0, 2000, Duration.ofMillis(50))).isEqualTo(Sizing.LEAST);
        assertThat(Sizing.workers(0, 2400, Duration.ofSeconds(9))).isEqualTo(Sizing.MOST);
        assertThat(Sizing.workers(3, 2400, Duration.ofSeconds(9))).isEqualTo(3);
    }
}
