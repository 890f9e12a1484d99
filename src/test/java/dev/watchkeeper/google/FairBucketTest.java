package dev.watchkeeper.google;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FairBucketTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void tenantsTakeTurnsHoweverManyRequestsOneHasWaiting() {
        FairBucket bucket = new FairBucket(60, 0);
        bucket.grant(0);
        drainAll(bucket);
        for (int i = 0; i < 100; i++) {
            bucket.join("big");
        }
        bucket.join("small");
        bucket.join("other");
        List<String> order = new ArrayList<>();
        for (int s = 1; s <= 6; s++) {
            bucket.grant(2L * s * SECOND).forEach(t -> order.add(t.tenant));
        }
        assertThat(order.subList(0, 3)).containsExactly("big", "small", "other");
        assertThat(order.subList(3, order.size())).containsOnly("big");
    }

    @Test
    void noMinuteSeesMoreThanTheQuotaWhateverThePattern() {
        for (int quota : new int[] {1, 2, 7, 50, 220, 2000}) {
            SplittableRandom random = new SplittableRandom(quota);
            FairBucket bucket = new FairBucket(quota, 0);
            Deque<Long> granted = new ArrayDeque<>();
            long now = 0;
            for (int step = 0; step < 3_000; step++) {
                now += random.nextLong(SECOND * (random.nextInt(50) == 0 ? 90 : 1));
                for (int i = random.nextInt(8 + quota / 10); i > 0; i--) {
                    bucket.join("t" + random.nextInt(5));
                }
                for (FairBucket.Ticket ignored : bucket.grant(now)) {
                    granted.add(now);
                }
                while (!granted.isEmpty() && granted.peek() <= now - 60 * SECOND) {
                    granted.remove();
                }
                // Half a quota is the least rate for tiny quotas; from 2 on the promise is exact.
                assertThat(granted.size()).as("quota %s", quota).isLessThanOrEqualTo(quota == 1 ? 2 : quota);
            }
        }
    }

    @Test
    void aBusyMinuteUsesNearlyAllOfIt() {
        FairBucket bucket = new FairBucket(2000, 0);
        int used = 0;
        for (int i = 0; i < 3000; i++) {
            bucket.join("t");
        }
        for (long now = 0; now < 60 * SECOND; now += SECOND / 20) {
            used += bucket.grant(now).size();
        }
        assertThat(used).isBetween(1950, 2000);
    }

    @Test
    void nodesShareTheQuotaAndARefusalEmptiesTheBucket() {
        FairBucket bucket = new FairBucket(2000, 0);
        bucket.share(4);
        Map<String, Integer> used = new HashMap<>();
        for (int i = 0; i < 3000; i++) {
            bucket.join("t" + i % 3);
        }
        for (long now = 0; now <= 60 * SECOND; now += SECOND / 20) {
            bucket.grant(now).forEach(t -> used.merge(t.tenant, 1, Integer::sum));
        }
        assertThat(used.values()).allMatch(n -> n >= 160 && n <= 167);
        bucket.drain(60 * SECOND);
        assertThat(bucket.grant(60 * SECOND)).isEmpty();
        assertThat(bucket.nanosToNext(60 * SECOND)).isBetween(SECOND / 10, SECOND / 5);
    }

    @Test
    void whoLeavesTheLineCostsNothing() {
        FairBucket bucket = new FairBucket(60, 0);
        drainAll(bucket);
        FairBucket.Ticket gone = bucket.join("a");
        FairBucket.Ticket stays = bucket.join("b");
        bucket.leave(gone);
        assertThat(bucket.grant(2 * SECOND)).containsExactly(stays);
        assertThat(bucket.waiting()).isZero();
    }

    private static void drainAll(FairBucket bucket) {
        bucket.drain(0);
    }
}
