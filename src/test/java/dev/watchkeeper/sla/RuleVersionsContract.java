package dev.watchkeeper.sla;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Versions are kept, and one that changes in place is named. */
public interface RuleVersionsContract {
    Instant NOW = Instant.parse("2026-09-07T01:00:00Z");

    RuleVersions versions();

    @Test
    default void aVersionIsStoredOnceAndItsChangeInPlaceIsNamed() {
        Policy one = Script.on("ALL")
                .target(Metric.FIRST_RESPONSE, "1h")
                .fold()
                .policies()
                .versions()
                .get(0);
        Policy same = Script.on("ALL")
                .target(Metric.FIRST_RESPONSE, "1h")
                .fold()
                .policies()
                .versions()
                .get(0);
        Policy other = Script.on("ALL")
                .target(Metric.FIRST_RESPONSE, "2h")
                .fold()
                .policies()
                .versions()
                .get(0);

        assertThat(versions().record(List.of(one), Script.CALENDARS.specs(), NOW))
                .isEmpty();
        assertThat(versions().record(List.of(same), Script.CALENDARS.specs(), NOW.plusSeconds(1)))
                .isEmpty();
        assertThat(versions().record(List.of(other), Script.CALENDARS.specs(), NOW.plusSeconds(2)))
                .containsExactly("policy test version 1");
        assertThat(versions().record(List.of(other), Script.CALENDARS.specs(), NOW.plusSeconds(3)))
                .isEmpty();
    }
}
