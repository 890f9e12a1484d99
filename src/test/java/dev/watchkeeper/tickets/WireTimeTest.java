package dev.watchkeeper.tickets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WireTimeTest {
    @Test
    void readsWhatInstantsWrite() {
        SplittableRandom random = new SplittableRandom(20261124);
        for (int i = 0; i < 20_000; i++) {
            Instant at = Instant.ofEpochSecond(random.nextLong(-2_000_000_000L, 8_000_000_000L), i % 3 * 1000L);
            assertThat(WireTime.parse(at.toString())).isEqualTo(at);
        }
    }

    @Test
    void otherFormsAreReadAsBefore() {
        for (String text : List.of(
                "2026-02-28T23:59:59+08:00", "2026-02-28T23:59:59.5Z", "2026-02-28T23:59Z", "2024-02-29T00:00:00z")) {
            assertThat(WireTime.parse(text))
                    .isEqualTo(OffsetDateTime.parse(text).toInstant());
        }
    }

    @Test
    void whatIsNoTimeIsRefused() {
        for (String text : List.of(
                "2026-02-29T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-01-01T24:00:00Z",
                "2026-01-01T00:60:00Z",
                "2026-01-01T00:00:60Z",
                "2026-01-01 00:00:00Z",
                "2026-01-01T00:00:0\u0660Z",
                "soon")) {
            assertThatThrownBy(() -> WireTime.parse(text)).as(text).isInstanceOf(DateTimeException.class);
        }
    }
}
