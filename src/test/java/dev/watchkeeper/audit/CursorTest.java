package dev.watchkeeper.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.audit.SourceException.Kind;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CursorTest {
    private static final Instant T0 = Instant.parse("2026-03-02T01:00:00Z");

    @Test
    void refusalsWithinTwoMinutesAreOneAndLaterOnesCount() {
        Cursor once = refused(Cursor.fresh("reports:login", T0), Duration.ZERO);
        Cursor soon = refused(once, Duration.ofSeconds(119));
        Cursor later = refused(soon, Duration.ofMinutes(10));

        assertThat(once.deniedRuns()).isEqualTo(1);
        assertThat(soon.deniedRuns())
                .as("a new tenant is looked at twice at once")
                .isEqualTo(1);
        assertThat(later.deniedRuns()).isEqualTo(2);
        assertThat(later.deniedSince()).isEqualTo(T0);
    }

    @Test
    void onlyAnAnswerEndsARefusal() {
        Cursor denied = refused(Cursor.fresh("reports:login", T0), Duration.ZERO);

        Cursor timedOut =
                denied.failed(new SourceException(Kind.UNAVAILABLE, "reports:login", "503"), T0.plusSeconds(600));
        assertThat(timedOut.deniedSince()).isEqualTo(T0);
        assertThat(timedOut.deniedRuns()).isEqualTo(1);
        assertThat(timedOut.readTo(T0, T0.plusSeconds(900), null, T0.plusSeconds(900))
                        .deniedRuns())
                .isZero();
    }

    private static Cursor refused(Cursor cursor, Duration after) {
        return cursor.failed(new SourceException(Kind.PERMISSION, "reports:login", "refused"), T0.plus(after));
    }
}
