package dev.watchkeeper.sla;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SelfTestClockTest {
    private static final Instant BEGIN = Instant.parse("2026-11-24T02:00:00.400Z");

    @Test
    void itIsBrokenInTheFirstRoundAfterItsMinuteAndBegunAnew() {
        SelfTestClock clock = new SelfTestClock();
        clock.tick(BEGIN);
        clock.tick(BEGIN.plusSeconds(60));
        assertThat(clock.lastBroken()).as("the last good second").isEmpty();

        Instant late = BEGIN.plusSeconds(61);
        clock.tick(late);
        assertThat(clock.lastBroken()).contains(late);

        clock.tick(late.plusSeconds(60));
        assertThat(clock.lastBroken()).contains(late);
        clock.tick(late.plusSeconds(300));
        assertThat(clock.lastBroken()).as("after a long stop").contains(late.plusSeconds(300));
    }

    @Test
    void aWallClockSetBackBeginsItAgain() {
        SelfTestClock clock = new SelfTestClock();
        clock.tick(BEGIN);
        clock.tick(BEGIN.minusSeconds(3600));
        clock.tick(BEGIN.minusSeconds(3539));

        assertThat(clock.lastBroken()).contains(BEGIN.minusSeconds(3539));
    }
}
