package dev.watchkeeper.digest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.calendar.WorkDays;
import dev.watchkeeper.fixture.People;
import dev.watchkeeper.tenant.Person;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigestScheduleTest {
    /** Monday to Friday, 1 January off, Saturday 10 October 2026 made up. */
    private static final WorkDays WORK = day -> !day.equals(LocalDate.of(2027, 1, 1))
            && (day.equals(LocalDate.of(2026, 10, 10)) || day.getDayOfWeek().getValue() < 6);

    private static Person reader(String zone, String at) {
        return People.person("am17", ZoneId.of(zone), LocalTime.parse(at), DayOfWeek.MONDAY, LocalTime.of(9, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "Asia/Shanghai, 08:45, 2026-11-24T00:00:00Z, 2026-11-24T00:45:00Z",
        "Asia/Shanghai, 08:45, 2026-11-24T00:50:00Z, 2026-11-25T00:45:00Z",
        "Asia/Shanghai, 08:45, 2026-11-27T01:00:00Z, 2026-11-30T00:45:00Z",
        "Asia/Shanghai, 08:45, 2026-10-09T01:00:00Z, 2026-10-10T00:45:00Z",
        "Asia/Shanghai, 08:45, 2026-12-31T01:00:00Z, 2027-01-04T00:45:00Z",
        "America/New_York, 02:30, 2027-03-12T12:00:00Z, 2027-03-15T06:30:00Z",
        "Europe/Berlin, 08:45, 2026-11-24T00:00:00Z, 2026-11-24T07:45:00Z",
        "Pacific/Kiritimati, 08:45, 2026-11-23T18:00:00Z, 2026-11-23T18:45:00Z"
    })
    void theDailyIsDueAtTheReadersTimeOnTheReadersDays(String zone, String at, Instant after, Instant due) {
        Instant next = DigestSchedule.next(DigestKind.DAILY, reader(zone, at), WORK, after);
        assertThat(next).isEqualTo(due.plusSeconds(DigestSchedule.spread("am17")));
    }

    @Test
    void inTheGapOfAClockChangeItIsTheFirstValidTimeAfterIt() {
        WorkDays always = day -> true;
        Instant next = DigestSchedule.next(
                DigestKind.DAILY, reader("Europe/Berlin", "02:30"), always, Instant.parse("2027-03-27T12:00:00Z"));
        assertThat(next).isEqualTo(Instant.parse("2027-03-28T01:00:00Z").plusSeconds(DigestSchedule.spread("am17")));
    }

    @Test
    void inTheOverlapItIsTheFirstOfTheTwo() {
        WorkDays always = day -> true;
        Instant next = DigestSchedule.next(
                DigestKind.DAILY, reader("Europe/Berlin", "02:30"), always, Instant.parse("2026-10-24T12:00:00Z"));
        assertThat(next).isEqualTo(Instant.parse("2026-10-25T00:30:00Z").plusSeconds(DigestSchedule.spread("am17")));
        Instant then = DigestSchedule.next(DigestKind.DAILY, reader("Europe/Berlin", "02:30"), always, next);
        assertThat(then).isEqualTo(Instant.parse("2026-10-26T01:30:00Z").plusSeconds(DigestSchedule.spread("am17")));
    }

    @Test
    void theWeeklyComesOnItsDayWhateverTheHolidays() {
        Person reader = reader("Asia/Shanghai", "08:45");
        Instant monday = Instant.parse("2026-11-23T01:00:00Z").plusSeconds(DigestSchedule.spread("am17"));
        assertThat(DigestSchedule.next(DigestKind.WEEKLY, reader, d -> false, monday.minusSeconds(1)))
                .isEqualTo(monday);
        assertThat(DigestSchedule.next(DigestKind.WEEKLY, reader, d -> false, monday))
                .isEqualTo(monday.plusSeconds(7 * 86_400));
    }

    @Test
    void readersAreSpreadOverFiveMinutesAndAlwaysTheSame() {
        Map<Integer, Integer> minutes = new HashMap<>();
        for (int i = 0; i < 1000; i++) {
            int spread = DigestSchedule.spread("am" + i);
            assertThat(spread).isBetween(0, 299).isEqualTo(DigestSchedule.spread("am" + i));
            minutes.merge(spread / 60, 1, Integer::sum);
        }
        assertThat(minutes.keySet()).isEqualTo(Set.of(0, 1, 2, 3, 4));
        assertThat(minutes.values()).allMatch(n -> n > 100);
    }

    @Test
    void aCalendarWithoutWorkDaysDoesNotSilenceTheDigest() {
        Instant after = Instant.parse("2026-11-24T00:50:00Z");
        assertThat(DigestSchedule.next(DigestKind.DAILY, reader("Asia/Shanghai", "08:45"), d -> false, after))
                .isAfter(after);
    }
}
