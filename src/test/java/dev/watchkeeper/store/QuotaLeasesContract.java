package dev.watchkeeper.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.audit.QuotaLeases;
import dev.watchkeeper.audit.QuotaLeases.Ask;
import dev.watchkeeper.audit.QuotaRate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every implementation of a quota in a database keeps; {@code R} a minute are as many as an idle bucket saves. */
abstract class QuotaLeasesContract {
    private static final QuotaRate RATE = new QuotaRate(2000);

    abstract Database database();

    @Test
    void processesThatStartAtOnceGetTogetherWhatOneWouldHaveGot() throws InterruptedException {
        AtomicInteger given = new AtomicInteger();
        CountDownLatch ready = new CountDownLatch(1);
        List<Thread> processes = new ArrayList<>();
        long begun = System.nanoTime();
        for (int i = 0; i < 3; i++) {
            QuotaLeases mine = new JdbiQuotaLeases(database(), "node" + i);
            Thread process = new Thread(() -> {
                try {
                    ready.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                for (int n = 0; n < 10; n++) {
                    given.addAndGet(mine.lease(new Ask("all", RATE, 1000, 4, false)));
                }
            });
            process.start();
            processes.add(process);
        }
        ready.countDown();
        for (Thread process : processes) {
            process.join();
        }
        double passed = (System.nanoTime() - begun) / 1e9;
        assertThat((double) given.get())
                .isGreaterThan(0)
                .isLessThanOrEqualTo(RATE.saved() + passed * RATE.perSecond() + 1);
    }

    @Test
    void oneThatAsksAfterAnotherGetsItsPart() {
        QuotaLeases one = new JdbiQuotaLeases(database(), "one");
        QuotaLeases two = new JdbiQuotaLeases(database(), "two");
        // Both have said that they wait, then the bucket fills up again while nobody asks.
        one.lease(new Ask("all", RATE, 1000, 4, true));
        two.lease(new Ask("all", RATE, 1000, 4, true));
        database().jdbi().useHandle(handle -> handle.execute("update google_quota set tokens = 40 where node = ''"));

        assertThat(one.lease(new Ask("all", RATE, 1000, 4, false))).isBetween(19, 25);
    }

    @Test
    void bucketsAreCountedApartAndWhoGotEnoughTakesNoPart() {
        QuotaLeases one = new JdbiQuotaLeases(database(), "one");
        QuotaLeases two = new JdbiQuotaLeases(database(), "two");
        one.lease(new Ask("filtered", RATE, 1000, 4, true));

        assertThat(two.lease(new Ask("other", RATE, 5, 1, false))).isEqualTo(5);
        assertThat(one.lease(new Ask("other", RATE, 20, 1, false))).isEqualTo(20);
    }
}
