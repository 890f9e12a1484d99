package dev.watchkeeper.calendar;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Odd but valid calendars around odd dates: overnight, breaks, holidays, make-up days, date hours, versions. */
final class RandomCalendars {
    /** A zone and a day near which something happens to its clock. */
    record Place(String zone, String near) {}

    static final List<Place> PLACES = List.of(
            new Place("Asia/Shanghai", "2026-05-01"),
            new Place("Europe/Berlin", "2027-03-28"),
            new Place("Europe/Berlin", "2026-10-25"),
            new Place("America/New_York", "2026-11-01"),
            new Place("America/New_York", "2027-03-14"),
            new Place("Australia/Lord_Howe", "2026-10-04"),
            new Place("Australia/Lord_Howe", "2027-04-04"),
            new Place("Pacific/Apia", "2011-12-30"),
            new Place("America/Sao_Paulo", "2018-11-04"),
            new Place("America/Sao_Paulo", "2018-02-18"),
            new Place("Asia/Kathmandu", "2026-12-31"),
            new Place("UTC", "2027-01-01"));

    /** What a test needs of one random world. */
    record Case(List<CalendarSpec> versions, HolidaySets sets, ServiceCalendar calendar, PlainWalk walk, long around) {}

    private final SplittableRandom random;

    RandomCalendars(SplittableRandom random) {
        this.random = random;
    }

    Case next() {
        Place place = PLACES.get(random.nextInt(PLACES.size()));
        LocalDate near = LocalDate.parse(place.near());
        ZoneId zone = ZoneId.of(place.zone());
        HolidaySets sets = HolidaySets.shipped().with(List.of(holidays(near)));
        List<CalendarSpec> versions = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            Instant from = near.plusDays(20L * i - 20 + random.nextInt(10))
                    .atStartOfDay(zone)
                    .toInstant()
                    .plusSeconds(random.nextInt(86_400));
            versions.add(spec(i + 1, i == 0 && random.nextBoolean() ? null : from, zone, near));
        }
        return new Case(
                versions,
                sets,
                ServiceCalendar.of(versions, sets),
                new PlainWalk(versions, sets),
                near.atStartOfDay(zone).toEpochSecond());
    }

    /** An instant within some weeks of the interesting day, often right at a whole hour. */
    long instant(Case one) {
        long t = one.around() + random.nextLong(-30 * 86_400L, 30 * 86_400L);
        return random.nextBoolean() ? t : t - Math.floorMod(t, 3600L);
    }

    private ListedHolidays holidays(LocalDate near) {
        Map<LocalDate, String> off = new HashMap<>();
        Map<LocalDate, String> worked = new HashMap<>();
        for (int i = 0; i < 8; i++) {
            LocalDate date = near.plusDays(random.nextInt(-25, 25));
            if (random.nextBoolean()) {
                off.put(date, "off");
                worked.remove(date);
            } else if (!off.containsKey(date)) {
                worked.put(date, "worked");
            }
        }
        return new ListedHolidays("random", java.util.Set.of(near.getYear()), off, worked);
    }

    private CalendarSpec spec(int version, @Nullable Instant from, ZoneId zone, LocalDate near) {
        Map<DayOfWeek, List<Window>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            if (random.nextInt(4) > 0) {
                week.put(day, windows());
            }
        }
        week.put(DayOfWeek.of(1 + random.nextInt(7)), List.of(new Window(3600, 18_000)));
        CalendarSpec.MakeupDays makeup = random.nextBoolean() ? new CalendarSpec.MakeupDays("random", windows()) : null;
        return new CalendarSpec(
                "random",
                version,
                from,
                zone,
                week,
                random.nextBoolean() ? List.of("random") : List.of(),
                makeup,
                dates(near, zone),
                dates(near, zone));
    }

    private Map<LocalDate, List<Window>> dates(LocalDate near, ZoneId zone) {
        Map<LocalDate, List<Window>> dates = new TreeMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            LocalDate date = near.plusDays(random.nextInt(-10, 10));
            if (CalendarSpec.exists(date, zone)) {
                dates.put(date, random.nextInt(3) == 0 ? List.of() : windows());
            }
        }
        return dates;
    }

    private List<Window> windows() {
        if (random.nextInt(12) == 0) {
            return List.of(Window.ALL_DAY);
        }
        List<Window> windows = new ArrayList<>();
        int at = random.nextInt(6) * 1800;
        for (int i = random.nextInt(1, 4); i > 0 && at < 80_000; i--) {
            int step = random.nextInt(5) == 0 ? random.nextInt(1, 9000) : 1800 * random.nextInt(1, 10);
            int end = Math.min(at + step, 86_400);
            windows.add(new Window(at, end));
            at = end + (random.nextInt(4) == 0 ? 0 : 900 * random.nextInt(1, 12));
        }
        if (at < 86_000 && random.nextInt(4) == 0) {
            windows.add(new Window(Math.max(at, 79_200), 86_400 + 900 * random.nextInt(1, 24)));
        }
        return windows;
    }
}
