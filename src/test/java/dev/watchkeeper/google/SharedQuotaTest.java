package dev.watchkeeper.google;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.audit.Deadline;
import dev.watchkeeper.audit.QuotaRate;
import dev.watchkeeper.audit.SourceException;
import dev.watchkeeper.fixture.DatabaseExtension;
import dev.watchkeeper.store.JdbiQuotaLeases;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Two nodes and a command that start at once on one database. {@code -Dwatchkeeper.seconds=150} runs it for that long
 * and then also holds the use of the quota against 95 %.
 */
class SharedQuotaTest {
    @RegisterExtension
    static final DatabaseExtension DATABASE = DatabaseExtension.h2();

    private static final int QUOTA = 1800;
    private static final int SECONDS = Integer.getInteger("watchkeeper.seconds", 3);

    private final ConcurrentLinkedQueue<Long> sent = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();

    @Test
    void twoNodesAndACommandStayTogetherBelowTheQuotaFromTheFirstSecond() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        process("one", 8, end);
        process("two", 8, end);
        process("command", 2, end);
        long[] times = await();

        holdsInEveryWindow(times);
        if (SECONDS >= 120) {
            assertThat(usedOf(times)).isGreaterThan(0.95);
        }
    }

    @Test
    void oneBusyNodeUsesNearlyAllOfIt() throws InterruptedException {
        process("only", 16, System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS));
        long[] times = await();

        holdsInEveryWindow(times);
        if (SECONDS >= 120) {
            assertThat(usedOf(times)).isGreaterThan(0.95);
        }
    }

    private void process(String name, int workers, long end) {
        QuotaBudget budget = new QuotaBudget(
                QUOTA, 220, new JdbiQuotaLeases(DATABASE.database(), name), System::nanoTime, QuotaMeter.NONE);
        Deadline deadline = () -> System.nanoTime() > end;
        for (int i = 0; i < workers; i++) {
            String tenant = name + i;
            Thread thread = new Thread(() -> {
                try {
                    while (true) {
                        budget.draw(tenant, false, deadline, "reports:login");
                        sent.add(System.nanoTime());
                    }
                } catch (SourceException ended) {
                    assertThat(ended.kind()).isEqualTo(SourceException.Kind.CANCELLED);
                }
            });
            threads.add(thread);
            thread.start();
        }
    }

    private long[] await() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
        return sent.stream().mapToLong(Long::longValue).sorted().toArray();
    }

    /** In any stretch of time: what was saved, what it gained, and no more; a minute of it is below the quota. */
    private static void holdsInEveryWindow(long[] times) {
        QuotaRate rate = new QuotaRate(QUOTA);
        assertThat(times.length).isPositive();
        for (int seconds : new int[] {1, 2, 3, 60}) {
            long window = TimeUnit.SECONDS.toNanos(seconds);
            double most = rate.saved() + (seconds + QuotaRate.VALID.toSeconds()) * rate.perSecond();
            for (int first = 0, last = 0; last < times.length; last++) {
                while (times[last] - times[first] >= window) {
                    first++;
                }
                assertThat((double) (last - first + 1)).as("in %s s", seconds).isLessThanOrEqualTo(most);
            }
        }
    }

    private static double usedOf(long[] times) {
        double minutes = (times[times.length - 1] - times[0]) / 60e9;
        double used = times.length / minutes / QUOTA;
        System.out.printf("%d requests in %.2f minutes: %.1f %% of the quota%n", times.length, minutes, used * 100);
        return used;
    }
}
