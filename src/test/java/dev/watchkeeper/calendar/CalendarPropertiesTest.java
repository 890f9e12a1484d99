package dev.watchkeeper.calendar;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.fixture.Seeds;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The properties of the reference, over random calendars and instants; the seed stands in every message. */
@Tag("seeds")
class CalendarPropertiesTest {
    private static final int CALENDARS = Seeds.times(120);
    private static final int INSTANTS = 12;

    @FunctionalInterface
    private interface Property {
        void check(RandomCalendars.Case one, long a, long b, long n);
    }

    private static void forAll(Property property) {
        for (int seed = 0; seed < CALENDARS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            RandomCalendars calendars = new RandomCalendars(random);
            RandomCalendars.Case one = calendars.next();
            for (int i = 0; i < INSTANTS; i++) {
                long x = calendars.instant(one);
                long y = calendars.instant(one);
                long n = random.nextBoolean() ? random.nextLong(1, 40) * 900 : random.nextLong(1, 200_000);
                try {
                    property.check(one, Math.min(x, y), Math.max(x, y), n);
                } catch (AssertionError e) {
                    throw new AssertionError(
                            "seed " + seed + ", instants " + Instant.ofEpochSecond(Math.min(x, y)) + " and "
                                    + Instant.ofEpochSecond(Math.max(x, y)) + ", n " + n + ", " + one.versions(),
                            e);
                }
            }
        }
    }

    @Test
    void betweenNeverExceedsRealTime() {
        forAll((one, a, b, n) -> {
            assertThat(one.calendar().between(a, a)).isZero();
            assertThat(one.calendar().between(a, b)).isBetween(0L, b - a);
        });
    }

    @Test
    void betweenIsAdditive() {
        forAll((one, a, b, n) -> {
            long middle = a + (b - a) / 3;
            assertThat(one.calendar().between(a, middle) + one.calendar().between(middle, b))
                    .isEqualTo(one.calendar().between(a, b));
        });
    }

    @Test
    void addIsTheInverseOfBetween() {
        forAll((one, a, b, n) -> {
            ServiceCalendar calendar = one.calendar();
            long due = calendar.dueAt(a, n);
            long breach = calendar.breachAt(a, n);
            assertThat(due).isLessThanOrEqualTo(breach);
            assertThat(calendar.between(a, due)).isEqualTo(n);
            assertThat(calendar.between(a, breach)).isEqualTo(n);
            assertThat(calendar.between(due, breach)).isZero();
        });
    }

    @Test
    void oneSecondBeforeDueIsTooLittleAndOneAfterBreachTooMuch() {
        forAll((one, a, b, n) -> {
            ServiceCalendar calendar = one.calendar();
            long due = calendar.dueAt(a, n);
            long breach = calendar.breachAt(a, n);
            assertThat(calendar.between(a, due - 1)).isEqualTo(n - 1);
            assertThat(calendar.between(a, breach + 1)).isEqualTo(n + 1);
            assertThat(calendar.isOpen(Instant.ofEpochSecond(due - 1))).isTrue();
        });
    }

    @Test
    void addIsMonotone() {
        forAll((one, a, b, n) -> {
            ServiceCalendar calendar = one.calendar();
            assertThat(calendar.dueAt(a, n)).isLessThanOrEqualTo(calendar.dueAt(b, n));
            assertThat(calendar.breachAt(a, n)).isLessThanOrEqualTo(calendar.breachAt(b, n));
            assertThat(calendar.dueAt(a, n)).isLessThanOrEqualTo(calendar.dueAt(a, n + 7));
        });
    }

    @Test
    void addsCompose() {
        forAll((one, a, b, n) -> {
            ServiceCalendar calendar = one.calendar();
            assertThat(calendar.dueAt(calendar.dueAt(a, n), 1234)).isEqualTo(calendar.dueAt(a, n + 1234));
        });
    }

    @Test
    void subtractLeadsBack() {
        forAll((one, a, b, n) -> {
            ServiceCalendar calendar = one.calendar();
            ServiceCalendar.Origin origin = calendar.subtract(Instant.ofEpochSecond(b), n);
            long at = requireNonNull(origin.at()).getEpochSecond();
            long earliest = requireNonNull(origin.earliest()).getEpochSecond();
            assertThat(calendar.between(at, b)).isEqualTo(n);
            assertThat(calendar.between(at + 1, b)).isEqualTo(n - 1);
            assertThat(calendar.between(earliest, b)).isEqualTo(n);
            assertThat(calendar.between(earliest - 1, b)).isEqualTo(n + 1);
        });
    }

    @Test
    void theIndexAgreesWithThePlainWalk() {
        forAll((one, a, b, n) -> {
            assertThat(one.calendar().between(a, b)).isEqualTo(one.walk().between(a, b));
            assertThat(one.calendar().dueAt(a, n)).isEqualTo(one.walk().due(a, n));
        });
    }

    @Test
    void segmentsAreWhatIsOpen() {
        forAll((one, a, b, n) -> {
            long sum = 0;
            for (ServiceCalendar.Segment segment :
                    one.calendar().segments(Instant.ofEpochSecond(a), Instant.ofEpochSecond(b), 10_000)) {
                assertThat(one.calendar().isOpen(segment.start())).isTrue();
                Instant end = requireNonNull(segment.end());
                sum += end.getEpochSecond() - segment.start().getEpochSecond();
                assertThat(end.getEpochSecond() == b || !one.calendar().isOpen(end))
                        .isTrue();
            }
            assertThat(sum).isEqualTo(one.calendar().between(a, b));
        });
    }

    @Test
    void nextOpeningAndLastClosingBoundTheClosedTime() {
        forAll((one, a, b, n) -> {
            Instant at = Instant.ofEpochSecond(a);
            long next = one.calendar().nextOpen(at).orElseThrow().getEpochSecond();
            assertThat(one.calendar().between(a, next)).isZero();
            assertThat(one.calendar().isOpen(Instant.ofEpochSecond(next))).isTrue();
            one.calendar().prevClose(at).ifPresent(closing -> {
                assertThat(one.calendar().isOpen(closing)).isFalse();
                assertThat(one.calendar().isOpen(closing.minusSeconds(1))).isTrue();
                assertThat(closing).isBeforeOrEqualTo(at);
            });
        });
    }

    @Test
    void splittingAWindowInTwoChangesNothing() {
        forAll((one, a, b, n) -> {
            List<CalendarSpec> split = new ArrayList<>();
            for (CalendarSpec spec : one.versions()) {
                Map<DayOfWeek, List<Window>> week = new EnumMap<>(DayOfWeek.class);
                spec.week().forEach((day, windows) -> week.put(day, halves(windows)));
                split.add(with(spec, week, spec.dates()));
            }
            assertThat(ServiceCalendar.of(split, one.sets()).between(a, b))
                    .isEqualTo(one.calendar().between(a, b));
        });
    }

    @Test
    void closingADateNeverLowersADeadline() {
        forAll((one, a, b, n) -> {
            List<CalendarSpec> closed = new ArrayList<>();
            for (CalendarSpec spec : one.versions()) {
                LocalDate date = Instant.ofEpochSecond(b).atZone(spec.zone()).toLocalDate();
                Map<LocalDate, List<Window>> dates = new TreeMap<>(spec.dates());
                dates.put(date, List.of());
                closed.add(with(spec, spec.week(), dates));
            }
            assertThat(ServiceCalendar.of(closed, one.sets()).dueAt(a, n))
                    .isGreaterThanOrEqualTo(one.calendar().dueAt(a, n));
        });
    }

    @Test
    void roundTheClockIsRealTimeInEveryZone() {
        SplittableRandom random = new SplittableRandom(7);
        for (RandomCalendars.Place place : RandomCalendars.PLACES) {
            CalendarSpec always = CalendarSpec.always("24x7");
            ZoneId zone = ZoneId.of(place.zone());
            CalendarSpec local =
                    new CalendarSpec("24x7", 1, null, zone, always.week(), List.of(), null, Map.of(), Map.of());
            ServiceCalendar calendar = ServiceCalendar.of(local, HolidaySets.shipped());
            long near = LocalDate.parse(place.near()).atStartOfDay(zone).toEpochSecond();
            for (int i = 0; i < 50; i++) {
                long a = near + random.nextLong(-400_000, 400_000);
                long n = random.nextLong(1, 90_000_000);
                assertThat(calendar.between(a, a + n)).as(place.zone()).isEqualTo(n);
                assertThat(calendar.dueAt(a, n)).isEqualTo(a + n).isEqualTo(calendar.breachAt(a, n));
            }
        }
    }

    private static List<Window> halves(List<Window> windows) {
        List<Window> halves = new ArrayList<>();
        for (Window window : windows) {
            int middle = (window.start() + window.end()) / 2;
            // Not at night: a local time inside a gap is no instant, so nothing can be split there.
            if (middle > window.start() && middle >= 14_400 && middle < 86_400) {
                halves.add(new Window(window.start(), middle));
                halves.add(new Window(middle, window.end()));
            } else {
                halves.add(window);
            }
        }
        return halves;
    }

    private static CalendarSpec with(
            CalendarSpec spec, Map<DayOfWeek, List<Window>> week, Map<LocalDate, List<Window>> dates) {
        return new CalendarSpec(
                spec.id(),
                spec.version(),
                spec.effectiveFrom(),
                spec.zone(),
                week,
                spec.holidaySets(),
                spec.makeupDays(),
                dates,
                spec.breaks());
    }
}
