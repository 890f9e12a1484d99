package dev.watchkeeper.holidays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchkeeper.calendar.HolidaySet;
import dev.watchkeeper.calendar.HolidaySets;
import dev.watchkeeper.calendar.InvalidCalendar;
import dev.watchkeeper.calendar.ListedHolidays;
import dev.watchkeeper.calendar.WorkWeek;
import dev.watchkeeper.calendar.YearWarning;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtherHolidaysTest {
    @ParameterizedTest
    @CsvSource({
        "hk, 2026-07-01, true",
        "hk, 2026-07-02, false",
        "sg, 2026-08-10, true", // National Day falls on a Sunday
        "de, 2026-10-03, true",
        "de, 2026-01-06, false",
        "de-by, 2026-01-06, true",
    })
    void countriesAreKnownByRule(String set, LocalDate date, boolean off) {
        HolidaySet holidays = CountryHolidays.find(set).orElseThrow();

        assertThat(holidays.isOff(date)).isEqualTo(off);
        assertThat(holidays.label(date).isPresent()).isEqualTo(off);
    }

    @ParameterizedTest
    @CsvSource({
        "de, 2031, true",
        "jp, 2031, true",
        "us, 2020, true",
        "hk, 2024, true",
        "hk, 2026, false",
        "sg, 2026, false"
    })
    void aListThatEndsIsNoticed(String set, int year, boolean covered) {
        assertThat(CountryHolidays.find(set).orElseThrow().covers(year)).isEqualTo(covered);
    }

    /** "No days" would be wrong: National Day is known, Lunar New Year is not. */
    @ParameterizedTest
    @CsvSource({"hk", "sg"})
    void aYearKnownInPartIsToldAsSuchWithTheWayOut(String set) {
        HolidaySets sets = HolidaySets.shipped().orElse(CountryHolidays::find);
        WorkWeek week = WorkWeek.of(set + "-workdays", sets);

        YearWarning warning = week.yearWarnings(LocalDate.parse("2026-02-01")).get(0);

        assertThat(warning.problem())
                .contains("'" + set + "' knows 2026 in part only", "follow the moon", "as if these were worked")
                .doesNotContain("no days");
        assertThat(warning.remedy()).contains("holidays/" + set + ".ics", "holidays/" + set + "-2026.yaml");
    }

    @ParameterizedTest
    @CsvSource({"zz", "de-zz", "cn-8x5"})
    void unknownOnesAreNotInvented(String set) {
        assertThat(CountryHolidays.find(set)).isEmpty();
    }

    @Test
    void aFeedGivesItsWholeDays() {
        ListedHolidays holidays = CalendarFeed.read("company", """
                BEGIN:VCALENDAR
                VERSION:2.0
                BEGIN:VEVENT
                UID:1
                DTSTART;VALUE=DATE:20261224
                DTEND;VALUE=DATE:20261227
                SUMMARY:Closed
                END:VEVENT
                BEGIN:VEVENT
                UID:2
                DTSTART;VALUE=DATE:20260504
                RRULE:FREQ=YEARLY
                SUMMARY:Founder's day
                END:VEVENT
                BEGIN:VEVENT
                UID:3
                DTSTART;VALUE=DATE:20261010
                SUMMARY:国庆节补班
                END:VEVENT
                BEGIN:VEVENT
                UID:4
                DTSTART:20261111T090000Z
                SUMMARY:A meeting
                END:VEVENT
                BEGIN:VEVENT
                UID:5
                DTSTART;VALUE=DATE:20261112
                STATUS:CANCELLED
                SUMMARY:Not after all
                END:VEVENT
                END:VCALENDAR
                """);

        assertThat(holidays.isOff(LocalDate.parse("2026-12-24"))).isTrue();
        assertThat(holidays.isOff(LocalDate.parse("2026-12-26"))).isTrue();
        assertThat(holidays.isOff(LocalDate.parse("2026-12-27"))).isFalse();
        assertThat(holidays.isOff(LocalDate.parse("2029-05-04"))).isTrue();
        assertThat(holidays.isWorked(LocalDate.parse("2026-10-10"))).isTrue();
        assertThat(holidays.isOff(LocalDate.parse("2026-11-11"))).isFalse();
        assertThat(holidays.isOff(LocalDate.parse("2026-11-12"))).isFalse();
        assertThat(holidays.years()).containsExactly(2026);
    }

    @Test
    void nonsenseIsExplained() {
        assertThatThrownBy(() -> CalendarFeed.read("company", "hello"))
                .isInstanceOf(InvalidCalendar.class)
                .hasMessageContaining("no whole-day entry");
    }
}
