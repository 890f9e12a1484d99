package dev.watchkeeper.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.fixture.InMemoryJobHistory;
import dev.watchkeeper.fixture.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class JobRunnerTest implements JobHistoryContract {
    private static final Instant T0 = JobHistoryContract.T0;

    private final InMemoryJobHistory history = new InMemoryJobHistory();
    private final TestClock clock = new TestClock(T0);
    private final JobRunner runner = new JobRunner(history, clock);

    @Override
    public JobHistory history() {
        return history;
    }

    @Test
    void aJobThatThrowsIsRememberedAndHarmsNobody() {
        boolean ok = runner.run("digest", () -> {
            clock.forward(Duration.ofMillis(250));
            throw new IllegalStateException("template broken");
        });

        assertThat(ok).isFalse();
        assertThat(history.all()).first().satisfies(run -> {
            assertThat(run.lastError()).contains("template broken");
            assertThat(run.lastDuration()).isEqualTo(Duration.ofMillis(250));
            assertThat(run.failuresInARow()).isEqualTo(1);
        });
    }

    @Test
    void evenAnErrorOfTheProgramDoesNotEndTheLoop() {
        assertThat(runner.run("digest", () -> {
                    throw new StackOverflowTest();
                }))
                .isFalse();
    }

    private static final class StackOverflowTest extends Error {}

    @Test
    void theJobIsNamedInTheLogWhileItRuns() {
        runner.run("audit", () -> {
            assertThat(MDC.get("job")).isEqualTo("audit");
            return 1;
        });

        assertThat(MDC.get("job")).isNull();
        assertThat(history.all()).extracting(JobRun::lastItems).containsExactly(1L);
    }

    @Test
    void aJobIsLateAfterTwiceItsPeriodCountedFromTheStartAtTheEarliest() {
        runner.run("audit", () -> 1);
        Map<String, Duration> periods = Map.of("audit", Duration.ofMinutes(1), "digest", Duration.ofMinutes(5));

        assertThat(Lateness.judge(history.all(), periods, T0, T0.plusSeconds(120)))
                .isEmpty();
        assertThat(Lateness.judge(history.all(), periods, T0, T0.plusSeconds(121)))
                .extracting(Lateness.Late::job)
                .containsExactly("audit");
        assertThat(Lateness.judge(history.all(), periods, T0, T0.plusSeconds(601)))
                .extracting(Lateness.Late::job)
                .containsExactly("audit", "digest");
        assertThat(Lateness.judge(history.all(), periods, T0.plusSeconds(600), T0.plusSeconds(601)))
                .isEmpty();
        assertThat(Lateness.judge(List.of(), Map.of(), T0, T0.plusSeconds(999))).isEmpty();
    }
}
