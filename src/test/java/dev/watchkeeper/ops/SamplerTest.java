package dev.watchkeeper.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SamplerTest {
    private final AtomicLong nanos = new AtomicLong();
    private Optional<String> away = Optional.empty();
    private Optional<String> late = Optional.empty();
    private final List<Optional<String>> told = new ArrayList<>();
    private final Sampler sampler = new Sampler(nanos::get, new Probe("database", () -> away), told::add);
    private final Probe jobs = sampler.probe("jobs", () -> late);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void nothingIsKnownBeforeTheFirstLookAndEverythingAfterIt() {
        assertThat(jobs.problem().get())
                .hasValueSatisfying(why -> assertThat(why).startsWith("not known"));

        sampler.round();

        assertThat(jobs.problem().get()).isEmpty();
        assertThat(sampler.gate().problem().get()).isEmpty();
        late = Optional.of("audit is late");
        assertThat(jobs.problem().get()).as("the last snapshot").isEmpty();
        sampler.round();
        assertThat(jobs.problem().get()).contains("audit is late");
    }

    @Test
    void whileTheDatabaseIsAwayTheRestIsUnknownAndNotAsked() {
        List<String> asked = new ArrayList<>();
        Probe third = sampler.probe("deadlines", () -> {
            asked.add("deadlines");
            return Optional.empty();
        });
        Supplier<Number> depth = sampler.figure(() -> 7);
        sampler.round();
        assertThat(depth.get()).isEqualTo(7.0);
        asked.clear();

        away = Optional.of("no answer");
        sampler.round();
        sampler.round();
        sampler.round();

        assertThat(asked).isEmpty();
        assertThat(third.problem().get()).contains("not known while the database is away: no answer");
        assertThat(depth.get().doubleValue()).as("no old figure for a new one").isNaN();
        assertThat(told).startsWith(Optional.empty(), Optional.of("no answer"));
    }

    @Test
    void aLookThatHangsIsSaidToHangByAllWhoWaitForItAndTheyDoNotWait() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        sampler.round();
        sampler.probe("stuck", () -> {
            begun.countDown();
            try {
                hangs.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return Optional.empty();
        });
        Thread thread = new Thread(sampler::round);
        thread.start();
        begun.await();

        assertThat(jobs.problem().get()).as("fresh enough").isEmpty();
        pass(Duration.ofSeconds(21));
        assertThat(jobs.problem().get())
                .contains("not known: the last look at the database began 21 s ago and has not come back");
        assertThat(sampler.ageSeconds()).isEqualTo(21);
        hangs.countDown();
        thread.join();
        assertThat(jobs.problem().get()).isEmpty();
    }
}
