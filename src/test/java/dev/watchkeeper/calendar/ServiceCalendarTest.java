package dev.watchkeeper.calendar;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The worked examples of the reference that are pure calendar arithmetic, and the cases of 3.6. */
class ServiceCalendarTest {
    static final ServiceCalendar CN = china("09:00-12:00", "13:30-18:00");
    static final ServiceCalendar CN9 = china("09:00-18:00");
    static final ServiceCalendar ALL = ServiceCalendar.of(CalendarSpec.always("24x7"), HolidaySets.shipped());

    static ServiceCalendar china(String... hours) {
        return calendar("Asia/Shanghai", Map.of("mon-fri", windows(hours)), "cn", Map.of(), Map.of());
    }

    static List<Window> windows(String... hours) {
        return List.of(hours).stream().map(Window::of).toList();
    }

    private static ServiceCalendar calendar(String zone, Map<String, List<Window>> week) {
        return calendar(zone, week, null, Map.of(), Map.of());
    }

    private static ServiceCalendar calendar(
            String zone,
            Map<String, List<Window>> week,
            @Nullable String set,
            Map<LocalDate, List<Window>> dates,
            Map<LocalDate, List<Window>> breaks) {
        CalendarFile file = new CalendarFile(
                "test",
                1,
                null,
                zone,
                week,
                "start_date",
                set == null ? null : new CalendarFile.Holidays(List.of(set), true),
                set == null ? null : new CalendarFile.Makeup(set, List.of("copy:mon")),
                dates,
                breaks);
        return ServiceCalendar.of(file.spec(), HolidaySets.shipped());
    }

    private static Instant at(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    private static void due(ServiceCalendar calendar, String from, long seconds, String due, String breach) {
        assertThat(calendar.add(at(from), seconds)).isEqualTo(new ServiceCalendar.Deadline(at(due), at(breach)));
    }

    private static void due(ServiceCalendar calendar, String from, long seconds, String due) {
        due(calendar, from, seconds, due, due);
    }

    @Test
    void example1SkipsTheLabourDayHolidays() {
        due(CN, "2026-04-30T16:40+08:00", 14_400, "2026-05-06T11:40+08:00");
    }

    @Test
    void example2CountsTheMakeupSaturday() {
        due(CN, "2026-05-08T17:30+08:00", 14_400, "2026-05-09T14:00+08:00");
    }

    @Test
    void example3PartsDueAndBreachOnExactFill() {
        due(CN9, "2026-06-18T10:00+08:00", 28_800, "2026-06-18T18:00+08:00", "2026-06-22T09:00+08:00");
        assertThat(CN9.between(at("2026-06-18T10:00+08:00"), at("2026-06-20T11:00+08:00")))
                .isEqualTo(28_800);
    }

    @Test
    void example6ShortensTheWindowOnTheSpringNight() {
        ServiceCalendar nights = calendar("America/New_York", Map.of("mon-sun", windows("01:00-05:00")));

        due(nights, "2027-03-14T00:20-05:00", 9_000, "2027-03-14T04:30-04:00");
        due(nights, "2027-03-14T00:20-05:00", 14_400, "2027-03-15T02:00-04:00");
    }

    @Test
    void example7RunsOvernightFromTheStartDate() {
        ServiceCalendar nights = calendar("Asia/Shanghai", Map.of("mon-fri", windows("22:00-06:00")));

        due(nights, "2026-07-10T23:15+08:00", 25_200, "2026-07-13T22:15+08:00");
    }

    @Test
    void example11LeavesOutTheDayThatNeverWas() {
        ServiceCalendar apia = calendar("Pacific/Apia", Map.of("mon-fri", windows("09:00-17:00")));

        due(apia, "2011-12-29T15:00-10:00", 14_400, "2012-01-02T11:00+14:00");
    }

    @Test
    void windowsThatTouchAreOneAlsoAcrossMidnight() {
        due(ALL, "2026-02-02T00:00Z", 86_400, "2026-02-03T00:00Z");
        ServiceCalendar halves = calendar("UTC", Map.of("mon-sun", windows("00:00-12:00", "12:00-24:00")));
        due(halves, "2026-02-02T01:00Z", 11 * 3600, "2026-02-02T12:00Z");
        assertThat(halves.segments(at("2026-02-02T01:00Z"), null, 3)).hasSize(1);
    }

    @Test
    void aHolidayTakesAllOfAnOvernightWindowThatStartsOnIt() {
        ServiceCalendar nights =
                calendar("Asia/Shanghai", Map.of("mon-sun", windows("22:00-06:00")), "cn", Map.of(), Map.of());

        // 2026-05-05 is the last day off, the 6th is none.
        assertThat(nights.isOpen(at("2026-05-01T03:00+08:00"))).isTrue();
        assertThat(nights.isOpen(at("2026-05-01T22:30+08:00"))).isFalse();
        assertThat(nights.isOpen(at("2026-05-06T03:00+08:00"))).isFalse();
        assertThat(nights.isOpen(at("2026-05-06T22:30+08:00"))).isTrue();
    }

    @Test
    void dateHoursBeatHolidaysAndBreaksComeLast() {
        LocalDate holiday = LocalDate.parse("2026-05-01");
        LocalDate plain = LocalDate.parse("2026-05-06");
        ServiceCalendar calendar = calendar(
                "Asia/Shanghai",
                Map.of("mon-fri", windows("09:00-18:00")),
                "cn",
                Map.of(holiday, windows("10:00-11:00")),
                Map.of(holiday, windows("10:30-12:00"), plain, windows("17:00-18:00")));

        assertThat(calendar.segments(at("2026-05-01T00:00+08:00"), at("2026-05-07T00:00+08:00"), 9))
                .containsExactly(
                        new ServiceCalendar.Segment(at("2026-05-01T10:00+08:00"), at("2026-05-01T10:30+08:00")),
                        new ServiceCalendar.Segment(at("2026-05-06T09:00+08:00"), at("2026-05-06T17:00+08:00")));
    }

    @Test
    void aBreakLongerThanTheWindowLeavesNothing() {
        LocalDate date = LocalDate.parse("2026-05-06");
        ServiceCalendar calendar = calendar(
                "Asia/Shanghai",
                Map.of("mon-fri", windows("09:00-12:00")),
                null,
                Map.of(),
                Map.of(date, windows("08:00-13:00")));

        assertThat(calendar.between(at("2026-05-06T00:00+08:00"), at("2026-05-07T00:00+08:00")))
                .isZero();
    }

    @Test
    void windowsInAndAcrossAGapAreShiftedOrDropped() {
        // Lord Howe, 2026-10-04: 02:00 becomes 02:30.
        ServiceCalendar inside = calendar("Australia/Lord_Howe", Map.of("sun", windows("02:05-02:25")));
        ServiceCalendar across = calendar("Australia/Lord_Howe", Map.of("sun", windows("02:15-03:00")));
        Instant midnight = at("2026-10-04T00:00+10:30");
        Instant evening = at("2026-10-04T23:00+11:00");

        assertThat(inside.segments(midnight, evening, 9))
                .containsExactly(
                        new ServiceCalendar.Segment(at("2026-10-04T02:35+11:00"), at("2026-10-04T02:55+11:00")));
        assertThat(across.segments(midnight, evening, 9))
                .containsExactly(
                        new ServiceCalendar.Segment(at("2026-10-04T02:45+11:00"), at("2026-10-04T03:00+11:00")));
    }

    @Test
    void anOverlapTakesTheEarlierOffset() {
        ServiceCalendar nights = calendar("America/New_York", Map.of("sun", windows("01:30-05:00")));

        assertThat(nights.nextOpen(at("2026-11-01T00:00-04:00"))).contains(at("2026-11-01T01:30-04:00"));
        assertThat(nights.between(at("2026-11-01T00:00-04:00"), at("2026-11-01T12:00-05:00")))
                .isEqualTo(4 * 3600 + 1800);
    }

    @Test
    void aStartAtOpeningOrClosingLosesNoSecond() {
        due(CN9, "2026-06-17T09:00+08:00", 3600, "2026-06-17T10:00+08:00");
        due(CN9, "2026-06-17T18:00+08:00", 3600, "2026-06-18T10:00+08:00");
        due(CN9, "2026-06-17T17:59:59+08:00", 1, "2026-06-17T18:00+08:00", "2026-06-18T09:00+08:00");
    }

    @Test
    void aStartInsideAnOverlapIsOneInstantOfTwo() {
        ServiceCalendar nights = calendar("America/New_York", Map.of("sun", windows("01:00-03:00")));

        due(nights, "2026-11-01T01:30-04:00", 3600, "2026-11-01T01:30-05:00");
        due(nights, "2026-11-01T01:30-05:00", 3600, "2026-11-01T02:30-05:00");
    }

    @Test
    void whereTheCalendarIsHardlyOpenTheIndexGrowsFar() {
        ServiceCalendar rare = calendar("UTC", Map.of("mon", windows("09:00-10:00")), null, Map.of(), Map.of());
        Instant due =
                requireNonNull(rare.add(at("2026-01-05T09:00Z"), 36_000_00).dueAt());

        assertThat(rare.between(at("2026-01-05T09:00Z"), due)).isEqualTo(36_000_00);
    }

    @Test
    void aCalendarThatNeverOpensAnswersNever() {
        ServiceCalendar shut = calendar("Asia/Shanghai", Map.of());

        assertThat(shut.add(at("2026-01-01T00:00Z"), 60)).isEqualTo(new ServiceCalendar.Deadline(null, null));
        assertThat(shut.subtract(at("2026-01-01T00:00Z"), 60)).isEqualTo(new ServiceCalendar.Origin(null, null));
        assertThat(shut.nextOpen(at("2026-01-01T00:00Z"))).isEmpty();
        assertThat(shut.prevClose(at("2026-01-01T00:00Z"))).isEmpty();
        assertThat(shut.between(at("2026-01-01T00:00Z"), at("2026-02-01T00:00Z")))
                .isZero();
        assertThat(shut.segments(at("2026-01-01T00:00Z"), null, 5)).isEmpty();
    }

    @Test
    void aLastOpeningCanBeFilledButNotExceeded() {
        ServiceCalendar once = calendar(
                "UTC", Map.of(), null, Map.of(LocalDate.parse("2026-05-06"), windows("09:00-10:00")), Map.of());

        assertThat(once.add(at("2026-01-01T00:00Z"), 3600))
                .isEqualTo(new ServiceCalendar.Deadline(at("2026-05-06T10:00Z"), null));
        assertThat(once.add(at("2026-01-01T00:00Z"), 3601)).isEqualTo(new ServiceCalendar.Deadline(null, null));
    }

    @Test
    void tenThousandHoursAreFound() {
        ServiceCalendar.Deadline deadline = CN9.add(at("2026-01-05T09:00+08:00"), 36_000_000);

        assertThat(CN9.between(at("2026-01-05T09:00+08:00"), requireNonNull(deadline.dueAt())))
                .isEqualTo(36_000_000);
    }

    @Test
    void negativeAndReversedAreRefused() {
        Instant now = at("2026-01-05T09:00+08:00");

        assertThatThrownBy(() -> CN.add(now, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CN.subtract(now, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CN.between(now, now.minusSeconds(1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothingToAddIsDueAtOnce() {
        due(CN9, "2026-06-20T10:00+08:00", 0, "2026-06-20T10:00+08:00", "2026-06-22T09:00+08:00");
        due(CN9, "2026-06-18T10:00+08:00", 0, "2026-06-18T10:00+08:00");
    }

    @Test
    void eachStretchCountsUnderItsVersion() {
        Instant change = at("2026-07-01T12:00+08:00");
        CalendarSpec old = spec(1, null, "09:00-18:00");
        CalendarSpec now = spec(2, change, "12:00-20:00");
        ServiceCalendar joined = ServiceCalendar.of(List.of(now, old), HolidaySets.shipped());

        assertThat(joined.segments(at("2026-07-01T00:00+08:00"), null, 1))
                .containsExactly(
                        new ServiceCalendar.Segment(at("2026-07-01T09:00+08:00"), at("2026-07-01T20:00+08:00")));
        assertThat(joined.versionAt(change)).isEqualTo(2);
        assertThat(joined.versionAt(change.minusSeconds(1))).isEqualTo(1);
        assertThat(joined.latestForAll().isOpen(at("2026-06-30T10:00+08:00"))).isFalse();
    }

    @Test
    void beforeTheFirstVersionTheFirstRules() {
        ServiceCalendar calendar =
                ServiceCalendar.of(spec(1, at("2026-07-01T00:00+08:00"), "09:00-18:00"), HolidaySets.shipped());

        assertThat(calendar.isOpen(at("2026-06-30T10:00+08:00"))).isTrue();
        assertThat(calendar.isBeforeFirstVersion(at("2026-06-30T10:00+08:00"))).isTrue();
        assertThat(calendar.isBeforeFirstVersion(at("2026-07-01T10:00+08:00"))).isFalse();
    }

    @Test
    void yearsWithoutDataAreNamed() {
        assertThat(CN.incompleteYears(at("2026-12-30T00:00Z"), at("2026-12-31T15:59:59Z")))
                .isEmpty();
        assertThat(CN.incompleteYears(at("2026-12-30T00:00Z"), at("2026-12-31T16:00:00Z")))
                .containsExactly(2027);
        assertThat(CN.incompleteYears(at("2023-06-01T00:00Z"), at("2028-01-01T00:00Z")))
                .containsExactly(2023, 2027, 2028);
        assertThat(ALL.incompleteYears(at("2023-06-01T00:00Z"), at("2028-01-01T00:00Z")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-09-30T00:00:00Z, 0, false",
        "2026-10-01T00:00:00Z, 1, false",
        "2026-12-14T15:59:59Z, 1, false",
        "2026-12-14T16:00:00Z, 1, true",
        "2027-01-02T00:00:00Z, 1, true"
    })
    void warnsOfTheComingYearFromOctober(String now, int warnings, boolean urgent) {
        ServiceCalendars calendars =
                ServiceCalendars.of(List.of(CN.rulesAt(Instant.EPOCH).spec()), HolidaySets.shipped());

        List<YearWarning> found = calendars.yearWarnings(Instant.parse(now));

        assertThat(found).hasSize(warnings);
        assertThat(found).allSatisfy(w -> {
            assertThat(w.urgent()).isEqualTo(urgent);
            assertThat(w.calendars()).containsExactly("test");
            assertThat(w.message()).contains("2027").contains("'cn'");
        });
    }

    @Test
    void aMakeupDayOfOneSetOnAHolidayOfAnotherIsSaid() {
        HolidaySets sets = HolidaySets.shipped()
                .with(List.of(new ListedHolidays(
                        "own", Set.of(2026), Map.of(LocalDate.parse("2026-05-09"), "Founder's day"), Map.of())));
        CalendarSpec spec = new CalendarSpec(
                "both",
                1,
                null,
                CalendarSpec.zone("Asia/Shanghai"),
                Map.of(DayOfWeek.MONDAY, windows("09:00-18:00")),
                List.of("cn", "own"),
                new CalendarSpec.MakeupDays("cn", windows("09:00-18:00")),
                Map.of(),
                Map.of());
        ServiceCalendars calendars = ServiceCalendars.of(List.of(spec), sets);

        assertThat(calendars.conflicts(at("2026-03-01T00:00Z")))
                .singleElement()
                .asString()
                .contains("2026-05-09")
                .contains("'own'");
        assertThat(calendars.all().iterator().next().isOpen(at("2026-05-09T10:00+08:00")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Asia/Peking | 09:00-18:00 | no region id",
                "+08:00 | 09:00-18:00 | no region id",
                "UTC+8 | 09:00-18:00 | no region id",
                "EST | 09:00-18:00 | no region id",
                "UTC | 09:00-09:00 | starts when it ends",
                "UTC | 24:00-06:00 | starts at 24:00",
                "UTC | 9:00-18:00 | time '9:00' is not possible",
                "UTC | 09:00-24:30 | time '24:30' is not possible",
                "UTC | 09:60-12:00 | time '09:60' is not possible",
                "UTC | 0900 | no range",
            })
    void badZonesAndWindowsAreExplained(String zone, String window, String message) {
        assertThatThrownBy(() -> calendar(zone, Map.of("mon", windows(window))))
                .isInstanceOf(InvalidCalendar.class)
                .hasMessageContaining(message);
    }

    @Test
    void overlappingWindowsAreAnErrorWithTheirPath() {
        assertThatThrownBy(() -> calendar("UTC", Map.of("mon-fri", windows("09:00-12:00", "11:00-18:00"))))
                .hasMessageContaining("week.mon-fri")
                .hasMessageContaining("09:00-12:00 and 11:00-18:00");
    }

    @Test
    void hoursOnADateThatDoesNotExistAreAnError() {
        assertThatThrownBy(() -> calendar(
                        "Pacific/Apia",
                        Map.of(),
                        null,
                        Map.of(LocalDate.parse("2011-12-30"), windows("09:00-12:00")),
                        Map.of()))
                .hasMessageContaining("dates.2011-12-30");
    }

    @Test
    void aDateBothOffAndWorkedIsAnError() {
        LocalDate date = LocalDate.parse("2026-05-09");
        assertThatThrownBy(() -> new ListedHolidays("own", Set.of(2026), Map.of(date, "x"), Map.of(date, "y")))
                .hasMessageContaining("both a day off and a make-up working day");
    }

    @Test
    void anUnknownSetIsAnErrorThatNamesTheKnown() {
        assertThatThrownBy(() -> calendar("UTC", Map.of("mon", windows("09:00-12:00")), "zz", Map.of(), Map.of()))
                .hasMessageContaining("holidays.sets")
                .hasMessageContaining("cn");
    }

    private static CalendarSpec spec(int version, @Nullable Instant from, String hours) {
        return new CalendarFile(
                        "versions",
                        version,
                        from,
                        "Asia/Shanghai",
                        Map.of("mon-fri", windows(hours)),
                        null,
                        null,
                        null,
                        Map.of(),
                        Map.of())
                .spec();
    }
}
