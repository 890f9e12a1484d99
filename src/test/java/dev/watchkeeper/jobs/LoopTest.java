package dev.watchkeeper.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LoopTest {
    private static void awaited(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    }

    /** Lets a step happen a few times, each of them woken, so that no pause is waited for. */
    private static void run(int times, Runnable step, java.util.function.Supplier<Duration> pause)
            throws InterruptedException {
        CountDownLatch done = new CountDownLatch(times);
        AtomicReference<Loop> self = new AtomicReference<>();
        try (Loop loop = new Loop("test", pause, Duration.ofSeconds(5), () -> {
            done.countDown();
            Objects.requireNonNull(self.get()).wake();
            step.run();
        })) {
            self.set(loop);
            loop.start();
            awaited(done);
        }
    }

    @Test
    void neitherAStepNorTheQuestionForThePauseEndsIt() throws InterruptedException {
        run(
                3,
                () -> {
                    throw new StackOverflowError("step");
                },
                () -> Duration.ZERO);
        run(3, () -> {}, () -> {
            throw new IllegalStateException("pause");
        });
        run(3, () -> Thread.currentThread().interrupt(), () -> Duration.ofHours(1));
    }

    @Test
    void pausesGrowWhileItFails() {
        assertThat(List.of(1, 2, 3, 6, 7, 1000))
                .extracting(Loop::afterFailures)
                .containsExactly(
                        Duration.ofMillis(250),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(8),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10));
    }

    @Test
    void anOutageIsOneLineAtItsBeginningAndOneAtItsEnd() {
        long[] now = {0};
        Logger logger = (Logger) LoggerFactory.getLogger("test.outage");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        logger.setAdditive(false);
        logger.setLevel(ch.qos.logback.classic.Level.INFO);
        OutageLog outage = new OutageLog("loop test", logger, () -> now[0]);

        outage.worked();
        for (int i = 0; i < 100; i++) {
            assertThat(outage.failed(new IllegalStateException("gone"))).isEqualTo(i + 1);
            now[0] += Duration.ofMillis(250).toNanos();
        }
        outage.worked();
        outage.worked();
        List<String> told = new ArrayList<>();
        lines.list.forEach(line -> told.add(line.getLevel() + " " + line.getFormattedMessage()
                + (line.getThrowableProxy() == null
                        ? ""
                        : ": " + line.getThrowableProxy().getMessage())));
        assertThat(told)
                .containsExactly(
                        "ERROR loop test fails; it is tried again, and its end is logged: gone",
                        "INFO loop test works again after 25 s and 100 failures");

        for (int i = 0; i < 10; i++) { // comes and goes
            outage.failed(new IllegalStateException("again"));
            outage.worked();
        }
        assertThat(lines.list).hasSize(2);
        now[0] += Duration.ofMinutes(1).toNanos();
        outage.failed(new IllegalStateException("again"));
        assertThat(lines.list).hasSize(3);
    }

    @Test
    void onePartOfARoundThatFailsDoesNotKeepTheOthersBack() {
        AtomicInteger done = new AtomicInteger();
        Steps steps = new Steps()
                .then(() -> 2)
                .run(() -> {
                    throw new IllegalStateException("first");
                })
                .run(() -> {
                    throw new IllegalArgumentException("second");
                })
                .run(done::incrementAndGet)
                .then(() -> 3);

        assertThat(done).hasValue(1);
        org.assertj.core.api.Assertions.assertThatThrownBy(steps::end)
                .hasMessage("first")
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
        assertThat(new Steps().then(() -> 2).then(() -> 3).end()).isEqualTo(5);
    }
}
