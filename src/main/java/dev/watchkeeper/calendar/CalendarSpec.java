package dev.watchkeeper.calendar;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One version of a service calendar. Windows of a local date, first rule that applies: date-specific hours, holiday,
 * make-up day, weekday; breaks are taken out last.
 *
 * @param effectiveFrom from when this version rules; null for the only version
 * @param holidaySets names of the sets observed; empty for none
 * @param makeupDays null if make-up days are not worked
 * @param dates hours of single dates; an empty list closes the date
 * @param breaks taken out of whatever is open at that time of that date
 */
public record CalendarSpec(
        String id,
        int version,
        @Nullable Instant effectiveFrom,
        ZoneId zone,
        Map<DayOfWeek, List<Window>> week,
        List<String> holidaySets,
        @Nullable MakeupDays makeupDays,
        Map<LocalDate, List<Window>> dates,
        Map<LocalDate, List<Window>> breaks) {
    /** Which set's make-up days are worked, and when. */
    public record MakeupDays(String set, List<Window> hours) {
        public MakeupDays {
            hours = Window.day(hours);
        }
    }

    /**
     * Copies and checks.
     *
     * @throws InvalidCalendar if windows of one day overlap or a date does not exist in the zone
     */
    public CalendarSpec {
        Map<DayOfWeek, List<Window>> days = new EnumMap<>(DayOfWeek.class);
        week.forEach((day, windows) -> days.put(day, checked("week." + day, windows)));
        week = days;
        holidaySets = List.copyOf(holidaySets);
        dates = existing("dates", dates, zone);
        breaks = existing("breaks", breaks, zone);
    }

    /**
     * Names the JVM knows that are no region: offsets, abbreviations, and rules of old systems. {@code Etc/GMT+8} lies
     * eight hours behind Greenwich, which nobody who writes it means.
     */
    private static final Pattern NO_REGION =
            Pattern.compile("Etc/(?!UTC$).*|SystemV/.*|[A-Z]{3}|[A-Z]{3}\\d[A-Z]{3}|GMT.*|Zulu|Universal|Greenwich");

    /** A calendar that is always open. */
    public static CalendarSpec always(String id) {
        Map<DayOfWeek, List<Window>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            week.put(day, List.of(Window.ALL_DAY));
        }
        return new CalendarSpec(id, 1, null, ZoneId.of("UTC"), week, List.of(), null, Map.of(), Map.of());
    }

    /**
     * A zone by its region id.
     *
     * @throws InvalidCalendar for fixed offsets, unknown names and abbreviations other than UTC
     */
    public static ZoneId zone(String text) {
        boolean fixed = NO_REGION.matcher(text).matches() && !text.equals("UTC");
        if (fixed || !ZoneId.getAvailableZoneIds().contains(text)) {
            throw new InvalidCalendar(
                    "zone", "'" + text + "' is no region id; accepted: names such as Asia/Shanghai, or UTC");
        }
        return ZoneId.of(text);
    }

    /** Some dates were skipped by their zone, for example 2011-12-30 in Pacific/Apia. */
    static boolean exists(LocalDate date, ZoneId zone) {
        return date.atStartOfDay(zone).toLocalDate().equals(date);
    }

    private static Map<LocalDate, List<Window>> existing(String key, Map<LocalDate, List<Window>> given, ZoneId zone) {
        Map<LocalDate, List<Window>> copy = new TreeMap<>();
        given.forEach((date, windows) -> {
            if (!exists(date, zone)) {
                throw new InvalidCalendar(key + "." + date, "this date does not exist in " + zone + "; remove it");
            }
            copy.put(date, checked(key + "." + date, windows));
        });
        return copy;
    }

    private static List<Window> checked(String path, List<Window> windows) {
        try {
            return Window.day(windows);
        } catch (InvalidCalendar e) {
            throw e.inside(path);
        }
    }
}
