package dev.watchkeeper.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchkeeper.audit.Deadline;
import dev.watchkeeper.audit.QuotaLeases;
import dev.watchkeeper.audit.SourceException;
import dev.watchkeeper.audit.SourceException.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class QuotaBudgetTest {
    /** A minute passes with every 600 looks at the clock. */
    private final AtomicLong nanos = new AtomicLong();

    private final List<String> order = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger drawn = new AtomicInteger();
    private final AtomicInteger filtered = new AtomicInteger();
    private final QuotaMeter meter = new QuotaMeter() {
        @Override
        public void drawn(String bucket, long waitedNanos) {
            (bucket.equals("all") ? drawn : filtered).incrementAndGet();
        }

        @Override
        public void answered(long took) {}

        @Override
        public void failed(String source, String kind) {}
    };

    private QuotaBudget budget(int perMinute, int filteredPerMinute) {
        return new QuotaBudget(
                perMinute,
                filteredPerMinute,
                QuotaLeases.alone(nanos::get),
                () -> nanos.addAndGet(100_000_000L),
                meter);
    }

    @Test
    void threadsOfManyTenantsAllGetTheirTurn() throws Exception {
        QuotaBudget budget = budget(300, 100);
        ExecutorService pool = Executors.newFixedThreadPool(8);
        CountDownLatch done = new CountDownLatch(8);
        for (int i = 0; i < 8; i++) {
            String tenant = i < 6 ? "big" : "small" + i;
            int draws = i < 6 ? 20 : 5;
            pool.execute(() -> {
                try {
                    for (int n = 0; n < draws; n++) {
                        budget.draw(tenant, false, Deadline.NONE, "reports:login");
                        order.add(tenant);
                    }
                } catch (SourceException e) {
                    order.add("failed");
                } finally {
                    done.countDown();
                }
            });
        }
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        pool.shutdown();
        assertThat(order).hasSize(130).doesNotContain("failed");
        assertThat(drawn).hasValue(130);
    }

    @Test
    void aFilteredRequestDrawsOnBoth() throws Exception {
        QuotaBudget budget = budget(600, 60);
        budget.draw("t", true, Deadline.NONE, "reports:login");
        assertThat(drawn).hasValue(1);
        assertThat(filtered).hasValue(1);
    }

    @Test
    void whoeverWaitsLooksAtTheDeadline() {
        QuotaBudget budget = budget(1, 1);
        AtomicInteger looks = new AtomicInteger();
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 100; i++) {
                        budget.draw("t", false, () -> looks.incrementAndGet() > 3, "reports:login");
                    }
                })
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CANCELLED));
    }
}
