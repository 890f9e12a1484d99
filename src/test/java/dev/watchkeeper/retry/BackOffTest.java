package dev.watchkeeper.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackOffTest {
    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private final SplittableRandom random = new SplittableRandom(4);

    @Test
    void waitsDoubleUpToTheLongestAndHalfIsChance() {
        BackOff backOff = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(10), 7);
        long[] ceilings = {1000, 2000, 4000, 8000, 10_000, 10_000};
        for (int round = 0; round < 200; round++) {
            for (int failures = 1; failures <= 6; failures++) {
                long millis =
                        backOff.delay(failures, null, random).orElseThrow().toMillis();
                assertThat(millis).isBetween(ceilings[failures - 1] / 2, ceilings[failures - 1]);
            }
        }
        assertThat(backOff.delay(7, null, random)).isEmpty();
    }

    @Test
    void theServersWishIsNeverUndercutAndTooLongAWishEndsIt() {
        BackOff backOff = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(10), 7);
        assertThat(backOff.delay(1, Duration.ofSeconds(9), random)).contains(Duration.ofSeconds(9));
        assertThat(backOff.delay(1, Duration.ofSeconds(11), random)).isEmpty();
        assertThat(backOff.delay(1, Duration.ZERO, random).orElseThrow()).isPositive();
    }

    @Test
    void senselessSettingsAreRefused() {
        assertThatThrownBy(() -> new BackOff(Duration.ofSeconds(2), Duration.ofSeconds(1), 3))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BackOff(Duration.ZERO, Duration.ZERO, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void retryAfterIsSecondsOrADate() {
        assertThat(RetryAfter.parse(" 120 ", NOW)).contains(Duration.ofMinutes(2));
        assertThat(RetryAfter.parse("Tue, 24 Nov 2026 08:01:00 GMT", NOW)).contains(Duration.ofMinutes(1));
        assertThat(RetryAfter.parse("Tue, 24 Nov 2026 07:01:00 GMT", NOW)).contains(Duration.ZERO);
        assertThat(RetryAfter.parse("soon", NOW)).isEmpty();
        assertThat(RetryAfter.parse("-1", NOW)).isEmpty();
        assertThat(RetryAfter.parse("99999999999999999999", NOW)).isEmpty();
        assertThat(RetryAfter.parse(null, NOW)).isEmpty();
    }
}
