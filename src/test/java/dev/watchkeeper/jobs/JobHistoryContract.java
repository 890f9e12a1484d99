package dev.watchkeeper.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What every job history does. */
public interface JobHistoryContract {
    Instant T0 = Instant.parse("2026-03-01T00:00:00Z");

    JobHistory history();

    @Test
    default void remembersTheLastSuccessAndTheLastFailure() {
        JobHistory history = history();
        history.failed("audit", T0, Duration.ofMillis(3), "boom");
        history.failed("audit", T0.plusSeconds(1), Duration.ofMillis(3), "bang");
        assertThat(history.all()).extracting(JobRun::failuresInARow).containsExactly(2);

        history.succeeded("audit", T0.plusSeconds(2), Duration.ofMillis(4), 7);
        history.succeeded("digest", T0.plusSeconds(3), Duration.ofMillis(5), 0);

        assertThat(history.all())
                .containsExactly(
                        new JobRun("audit", T0.plusSeconds(2), T0.plusSeconds(1), "bang", Duration.ofMillis(4), 7, 0),
                        new JobRun("digest", T0.plusSeconds(3), null, null, Duration.ofMillis(5), 0, 0));
    }
}
