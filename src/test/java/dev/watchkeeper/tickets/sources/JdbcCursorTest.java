package dev.watchkeeper.tickets.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class JdbcCursorTest {
    private static final Instant NOW = Instant.parse("2026-09-07T02:00:00Z");

    @Test
    void manyQueriesShareTheRoomThereIs() {
        JdbcCursor cursor = new JdbcCursor();
        for (int query = 0; query < 30; query++) {
            JdbcCursor.Stream stream = cursor.stream("query " + query);
            for (int i = 1; i <= 120; i++) {
                Instant at = NOW.minusSeconds(15L * (120 - i));
                stream.advance(1_000_000_000L + i * 100L, at, at);
            }
        }

        String text = cursor.text();
        JdbcCursor.Stream again = JdbcCursor.parse(text).stream("query 29");

        assertThat(text).hasSizeLessThanOrEqualTo(20_000);
        assertThat(again.seq()).isEqualTo(1_000_012_000L);
        JdbcCursor.Mark restart = again.restart(NOW, Duration.ofMinutes(10), 1000);
        assertThat(restart.seenAt()).isBeforeOrEqualTo(NOW.minus(Duration.ofMinutes(10)));
        assertThat(restart.seq()).as("not from the very start").isPositive();
    }

    /** Rows commit out of order: the place to go on from leaves a span of time and a number of ids to read again. */
    @Test
    void aRestartGoesBackBehindTheSpanAndTheNumberOfIds() {
        JdbcCursor.Stream stream = new JdbcCursor().stream("tickets");
        for (int minute = 60; minute >= 0; minute--) {
            stream.advance(10_000L + (60 - minute) * 10L, NOW.minusSeconds(60L * minute), null);
        }
        assertThat(stream.restart(NOW, Duration.ofMinutes(10), 5).seq())
                .as("ten minutes ago")
                .isEqualTo(10_500L);
        assertThat(stream.restart(NOW, Duration.ofMinutes(1), 300).seq())
                .as("300 ids back")
                .isEqualTo(10_300L);
        assertThat(stream.restart(NOW, Duration.ofHours(2), 5).seq())
                .as("the very start")
                .isZero();

        stream.prune(NOW, Duration.ofMinutes(10), 300);
        assertThat(stream.restart(NOW, Duration.ofMinutes(10), 300).seq()).isEqualTo(10_300L);
    }
}
