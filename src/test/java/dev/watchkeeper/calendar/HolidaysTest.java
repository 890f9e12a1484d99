package dev.watchkeeper.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HolidaysTest {
    @ParameterizedTest
    @CsvSource({"2024, 28, 8", "2025, 28, 5", "2026, 33, 6"})
    void chinaIsShipped(int year, int off, int worked) {
        HolidaySet china = HolidaySets.shipped().get("cn");
        List<LocalDate> days = LocalDate.of(year, 1, 1)
                .datesUntil(LocalDate.of(year + 1, 1, 1))
                .toList();

        assertThat(china.covers(year)).isTrue();
        assertThat(days.stream().filter(china::isOff)).hasSize(off);
        assertThat(days.stream().filter(china::isWorked)).hasSize(worked);
    }

    @Test
    void aNewYearOfTheOperatorIsLaidOver() {
        HolidayFile next = new HolidayFile(
                "cn",
                Set.of(2027),
                Map.of(LocalDate.parse("2027-01-01"), "New Year's Day", LocalDate.parse("2026-12-31"), "moved"),
                Map.of());

        HolidaySet china = HolidaySets.shipped().with(List.of(next.holidays())).get("cn");

        assertThat(china.covers(2026)).isTrue();
        assertThat(china.covers(2027)).isTrue();
        assertThat(china.isOff(LocalDate.parse("2027-01-01"))).isTrue();
        assertThat(china.isOff(LocalDate.parse("2026-12-31"))).isTrue();
        assertThat(china.isOff(LocalDate.parse("2026-10-01"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "cn-workdays, 2026-05-01, false",
        "cn-workdays, 2026-05-09, true",
        "cn-workdays, 2026-05-10, false",
        "cn-workdays, 2026-05-11, true",
        "cn-workdays, 2027-10-01, true", // no data: the weekday decides
        "mon-fri, 2026-05-01, true",
        "mon-fri, 2026-05-09, false",
        "sat-mon, 2026-05-10, true",
        "'mon,wed', 2026-05-12, false"
    })
    void workDays(String text, LocalDate date, boolean work) {
        assertThat(WorkWeek.of(text, HolidaySets.shipped()).isWorkDay(date)).isEqualTo(work);
    }

    @Test
    void workDaysWarnOfTheComingYear() {
        WorkWeek week = WorkWeek.of("cn-workdays", HolidaySets.shipped());

        assertThat(week.yearWarnings(LocalDate.parse("2026-11-24")))
                .singleElement()
                .satisfies(w -> assertThat(w.year()).isEqualTo(2027));
        assertThat(week.yearWarnings(LocalDate.parse("2026-09-24"))).isEmpty();
    }

    @Test
    void nonsenseIsExplained() {
        assertThatThrownBy(() -> WorkWeek.of("weekdays", HolidaySets.shipped())).hasMessageContaining("mon, tue");
        assertThatThrownBy(() -> WorkWeek.of("xx-workdays", HolidaySets.shipped()))
                .hasMessageContaining("'xx' is not known");
    }
}
