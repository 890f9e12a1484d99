package dev.watchkeeper.tickets.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** Berlin, 2026-10-25: the hour from 02:00 to 03:00 comes twice, first at +02:00. */
class LocalTimesTest {
    private final LocalTimes times = new LocalTimes(ZoneId.of("Europe/Berlin"), null);

    private Instant at(String local) {
        return times.instant(LocalDateTime.parse(local));
    }

    @Test
    void theRepeatedHourIsItsFirstPassage() {
        assertThat(at("2026-10-25T02:10")).isEqualTo("2026-10-25T00:10:00Z");
        assertThat(times.wasAmbiguous()).isTrue();
    }

    @Test
    void butItsSecondIfItWouldLieHalfAnHourBeforeALowerRow() {
        assertThat(at("2026-10-25T02:50")).isEqualTo("2026-10-25T00:50:00Z");
        assertThat(at("2026-10-25T02:30"))
                .as("20 minutes back: rows out of order")
                .isEqualTo("2026-10-25T00:30:00Z");
        assertThat(at("2026-10-25T02:20")).as("30 minutes back").isEqualTo("2026-10-25T01:20:00Z");
        assertThat(at("2026-10-25T02:25")).isEqualTo("2026-10-25T01:25:00Z");
        assertThat(at("2026-10-25T03:05")).isEqualTo("2026-10-25T02:05:00Z");
        assertThat(times.wasAmbiguous()).isFalse();
    }

    @Test
    void theGapOfSpringMovesForward() {
        assertThat(at("2026-03-29T02:15")).isEqualTo("2026-03-29T01:15:00Z");
    }
}
