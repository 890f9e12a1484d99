package dev.watchkeeper.calendar;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A calendar as {@code config/calendars/*.yaml} writes it; one file holds one version of one calendar.
 *
 * @param calendar the id that plans name
 * @param version 1 if not given
 * @param week keys {@code mon}, {@code mon-fri} or {@code mon,wed}
 * @param overnight only {@code start_date}: a window that runs into the next day belongs to the day it starts
 */
public record CalendarFile(
        String calendar,
        @Nullable Integer version,
        @Nullable Instant effectiveFrom,
        String zone,
        Map<String, List<Window>> week,
        @Nullable String overnight,
        @Nullable Holidays holidays,
        @Nullable Makeup makeupDays,
        Map<LocalDate, List<Window>> dates,
        Map<LocalDate, List<Window>> breaks) {
    /** Which sets are off; {@code observe: false} keeps the names for people but closes nothing. */
    public record Holidays(List<String> sets, @Nullable Boolean observe) {}

    /** The hours of make-up days: {@code copy:mon}, or windows. */
    public record Makeup(String set, List<String> hours) {}

    /**
     * The calendar it describes.
     *
     * @throws InvalidCalendar with the key's path
     */
    public CalendarSpec spec() {
        if (calendar.isBlank()) {
            throw new InvalidCalendar("calendar", "the id is empty; give the name that plans use, for example cn-8x5");
        }
        if (overnight != null && !overnight.equals("start_date")) {
            throw new InvalidCalendar("overnight", "'" + overnight + "' is not known; accepted: start_date");
        }
        Map<DayOfWeek, List<Window>> days = new EnumMap<>(DayOfWeek.class);
        week.forEach((key, windows) -> {
            try {
                List<Window> hours = Window.day(windows);
                for (DayOfWeek day : days(key)) {
                    if (days.put(day, hours) != null) {
                        throw new InvalidCalendar("", "the hours of " + day + " are given twice; keep one");
                    }
                }
            } catch (InvalidCalendar e) {
                throw e.inside("week." + key);
            }
        });
        boolean observed = holidays != null && !Boolean.FALSE.equals(holidays.observe());
        return new CalendarSpec(
                calendar,
                version == null ? 1 : version,
                effectiveFrom,
                CalendarSpec.zone(zone),
                days,
                observed && holidays != null ? holidays.sets() : List.of(),
                makeupDays == null ? null : makeup(makeupDays, days),
                dates,
                breaks);
    }

    private static CalendarSpec.MakeupDays makeup(Makeup given, Map<DayOfWeek, List<Window>> week) {
        List<Window> hours = new ArrayList<>();
        for (String text : given.hours()) {
            try {
                if (text.startsWith("copy:")) {
                    hours.addAll(week.getOrDefault(day(text.substring("copy:".length())), List.of()));
                } else {
                    hours.add(Window.of(text));
                }
            } catch (InvalidCalendar e) {
                throw e.inside("makeup_days.hours");
            }
        }
        if (hours.isEmpty()) {
            throw new InvalidCalendar(
                    "makeup_days.hours",
                    "give the hours of a make-up day: copy:mon, or a list such as [\"09:00-18:00\"]");
        }
        return new CalendarSpec.MakeupDays(given.set(), hours);
    }

    /**
     * The weekdays of {@code mon-fri}, {@code sat} or {@code mon,wed,fri}; a range may run over Sunday.
     *
     * @throws InvalidCalendar for anything else
     */
    public static Set<DayOfWeek> days(String text) {
        Set<DayOfWeek> days = new LinkedHashSet<>();
        for (String part : text.split(",", -1)) {
            int dash = part.indexOf('-');
            DayOfWeek first = day(dash < 0 ? part : part.substring(0, dash));
            DayOfWeek last = dash < 0 ? first : day(part.substring(dash + 1));
            days.add(first);
            for (DayOfWeek day = first; day != last; ) {
                day = day.plus(1);
                days.add(day);
            }
        }
        return days;
    }

    private static DayOfWeek day(String text) {
        String word = text.strip().toUpperCase(Locale.ROOT);
        for (DayOfWeek day : DayOfWeek.values()) {
            if (word.equals(day.name()) || word.equals(day.name().substring(0, 3))) {
                return day;
            }
        }
        throw new InvalidCalendar(
                "",
                "'" + text
                        + "' is no weekday; accepted: mon, tue, wed, thu, fri, sat, sun, and ranges such as mon-fri");
    }
}
