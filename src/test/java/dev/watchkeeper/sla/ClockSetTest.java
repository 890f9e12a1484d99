package dev.watchkeeper.sla;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A ticket may have thousands of cycles behind it; what an event has to look at is the latest of each metric. */
class ClockSetTest {
    @Test
    void anEventLooksAtNoMoreThanTheCyclesThatMayGoOn() {
        Script script = Script.on("ALL").target(Metric.NEXT_RESPONSE, "1h").opened("2026-09-07T01:00Z");
        Prepared prepared = Prepared.of(script.history(script.events()), Instant.parse("2026-09-08T00:00:00Z"));
        Grading grading = new Grading(script.fold(), prepared);
        grading.open(prepared.openedAt());
        ClockSet clocks = new ClockSet(grading, RunningClock.UNSET, new FoldTimeline(false));
        for (int i = 0; i < 3000; i++) {
            RunningClock clock = clocks.start(Metric.NEXT_RESPONSE, prepared.openedAt() + i, null, null);
            clocks.start(Metric.PERIODIC_UPDATE, prepared.openedAt() + i, null, null);
            clocks.fulfil(clock, prepared.openedAt() + i, null, null);
            clocks.fulfil(clocks.running(Metric.PERIODIC_UPDATE), prepared.openedAt() + i, null, null);
        }

        assertThat(clocks.all()).hasSize(6000);
        assertThat(clocks.current()).hasSize(2);
    }
}
