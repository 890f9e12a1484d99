package dev.watchkeeper.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.calendar.WorkDays;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DueDatesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final WorkDays MON_FRI = date -> date.getDayOfWeek().getValue() <= DayOfWeek.FRIDAY.getValue();

    private final DueDates dates = new DueDates(AuditSettings.DEFAULT);

    @ParameterizedTest
    @CsvSource({
        // plain, gap (first valid instant), overlap (earlier offset), midnight gap, a date that does not exist
        "Europe/Berlin,       2026-03-28, 02:30, 2026-03-28T01:30:00Z",
        "Europe/Berlin,       2026-03-29, 02:30, 2026-03-29T01:00:00Z",
        "Europe/Berlin,       2026-03-29, 03:00, 2026-03-29T01:00:00Z",
        "Europe/Berlin,       2026-10-25, 02:30, 2026-10-25T00:30:00Z",
        "Africa/Cairo,        2026-04-24, 00:30, 2026-04-23T22:00:00Z",
        "Pacific/Apia,        2011-12-30, 12:00, 2011-12-30T10:00:00Z",
        "Australia/Lord_Howe, 2026-10-04, 02:15, 2026-10-03T15:30:00Z",
        "Asia/Shanghai,       2026-03-29, 02:30, 2026-03-28T18:30:00Z"
    })
    void aLocalTimeBecomesTheFirstInstantThatShowsIt(ZoneId zone, LocalDate date, LocalTime time, Instant expected) {
        assertThat(DueDates.at(date, time, zone)).isEqualTo(expected);
    }

    @Test
    void continuousAuditsTickOnAGridOfTheirOwn() {
        Set<Instant> phases = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            String tenant = "tenant-" + i;
            Instant now = Instant.parse("2026-03-01T00:00:00Z");
            Instant due = dates.continuous(tenant, now);
            assertThat(due).isAfter(now).isBeforeOrEqualTo(now.plus(Duration.ofMinutes(10)));
            assertThat(dates.continuous(tenant, due)).isEqualTo(due.plus(Duration.ofMinutes(10)));
            // However long nobody looked, one audit is due and the next one falls on the same grid.
            assertThat(Duration.between(due, dates.continuous(tenant, now.plus(Duration.ofDays(30))))
                                    .toMillis()
                            % Duration.ofMinutes(10).toMillis())
                    .isZero();
            phases.add(due);
        }
        assertThat(phases).hasSizeGreaterThan(480);
    }

    @Test
    void dailyAuditsFallIntoTheMorningSpanOfTheTenantsZoneEveryDayOfTheYear() {
        for (ZoneId zone : List.of(BERLIN, SHANGHAI, ZoneId.of("America/New_York"), ZoneId.of("Australia/Lord_Howe"))) {
            Instant now = Instant.parse("2026-01-01T12:00:00Z");
            LocalDate last = LocalDate.MIN;
            for (int i = 0; i < 365; i++) {
                now = dates.daily("acme", zone, now);
                LocalDate date = now.atZone(zone).toLocalDate();
                assertThat(now.atZone(zone).toLocalTime()).isBetween(LocalTime.of(5, 0), LocalTime.of(6, 30));
                assertThat(last.equals(LocalDate.MIN) || date.equals(last.plusDays(1)))
                        .as("every date once, %s after %s", date, last)
                        .isTrue();
                last = date;
            }
        }
    }

    @Test
    void theMonthsEndStaysTheMonthsEnd() {
        List<String> months = new ArrayList<>();
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        DueDates oneWeek = new DueDates(new AuditSettings(
                Duration.ofMinutes(10),
                LocalTime.of(5, 0),
                Duration.ZERO,
                LocalTime.of(9, 0),
                LocalTime.of(9, 1),
                7,
                1,
                Duration.ofMinutes(1),
                Duration.ofMinutes(1)));
        WorkDays always = date -> true;
        for (int i = 0; i < 9; i++) {
            now = oneWeek.quarterly("x", SHANGHAI, LocalDate.of(2023, 8, 31), always, now);
            LocalDate date = now.atZone(SHANGHAI).toLocalDate();
            long offset = Slot.of("x", "quarterly-day", 7);
            months.add(date.minusDays(offset).toString());
        }

        // Twice a leap-year question, four times a year, never drifting to the 28th for ever.
        assertThat(months)
                .containsExactly(
                        "2026-02-28",
                        "2026-05-31",
                        "2026-08-31",
                        "2026-11-30",
                        "2027-02-28",
                        "2027-05-31",
                        "2027-08-31",
                        "2027-11-30",
                        "2028-02-29");
    }

    @Test
    void quarterlyAuditsFallIntoWorkingNightsOfTheFortnight() {
        SplittableRandom random = new SplittableRandom(7);
        Set<LocalDate> nights = new HashSet<>();
        for (int i = 0; i < 2_000; i++) {
            String tenant = "tenant-" + random.nextInt(100_000);
            Instant due = dates.quarterly(
                    tenant, BERLIN, LocalDate.of(2026, 1, 1), MON_FRI, Instant.parse("2026-09-20T00:00:00Z"));
            // A night belongs to the day on which it begins.
            LocalDate night = due.atZone(BERLIN).minusHours(12).toLocalDate();
            LocalTime time = due.atZone(BERLIN).toLocalTime();
            assertThat(MON_FRI.isWorkDay(night)).as("%s at %s", tenant, due).isTrue();
            assertThat(night).isBetween(LocalDate.of(2026, 10, 1), LocalDate.of(2026, 10, 14));
            assertThat(time.isAfter(LocalTime.of(19, 59)) || time.isBefore(LocalTime.of(4, 0)))
                    .isTrue();
            nights.add(night);
        }
        assertThat(nights).hasSize(10);
    }

    @Test
    void aWindowThatIsStillOpenIsUsedAndOneThatHasPassedIsNot() {
        LocalDate anchor = LocalDate.of(2026, 1, 1);
        Instant inFirst = dates.quarterly("acme", SHANGHAI, anchor, MON_FRI, Instant.parse("2025-12-31T00:00:00Z"));

        assertThat(dates.quarterly("acme", SHANGHAI, anchor, MON_FRI, inFirst.minusSeconds(1)))
                .isEqualTo(inFirst);
        assertThat(dates.quarterly("acme", SHANGHAI, anchor, MON_FRI, inFirst)
                        .atZone(SHANGHAI)
                        .toLocalDate())
                .isBetween(LocalDate.of(2026, 4, 1), LocalDate.of(2026, 4, 15));
    }

    @Test
    void aFortnightWithoutAWorkingDayStillHasItsAudit() {
        Instant due = dates.quarterly(
                "acme", SHANGHAI, LocalDate.of(2026, 1, 1), date -> false, Instant.parse("2026-03-20T00:00:00Z"));

        assertThat(due.atZone(SHANGHAI).toLocalDate()).isBetween(LocalDate.of(2026, 4, 1), LocalDate.of(2026, 4, 2));
    }
}
