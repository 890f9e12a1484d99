package dev.watchkeeper.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A calendar version with its holiday sets at hand: the hours of any local date, and the rule that gave them. */
public final class DayRules {
    /** The rule that decided. */
    public enum Rule {
        DATE_HOURS,
        HOLIDAY,
        MAKEUP_DAY,
        WEEKDAY
    }

    /** Hours of one local date before breaks; the label names a holiday or make-up day. */
    public record DayPlan(
            Rule rule,
            List<Window> windows,
            List<Window> breaks,
            @Nullable String label) {}

    private final CalendarSpec spec;
    private final List<HolidaySet> off = new ArrayList<>();
    private final @Nullable HolidaySet makeup;
    private final List<Window> makeupHours;

    /**
     * Finds the sets the version names.
     *
     * @throws InvalidCalendar if one is not known
     */
    DayRules(CalendarSpec spec, HolidaySets sets) {
        this.spec = spec;
        try {
            spec.holidaySets().forEach(name -> off.add(sets.get(name)));
        } catch (InvalidCalendar e) {
            throw e.inside("holidays.sets");
        }
        CalendarSpec.MakeupDays days = spec.makeupDays();
        try {
            makeup = days == null ? null : sets.get(days.set());
        } catch (InvalidCalendar e) {
            throw e.inside("makeup_days.set");
        }
        makeupHours = days == null ? List.of() : days.hours();
    }

    public CalendarSpec spec() {
        return spec;
    }

    public ZoneId zone() {
        return spec.zone();
    }

    public DayPlan plan(LocalDate date) {
        List<Window> breaks = spec.breaks().getOrDefault(date, List.of());
        List<Window> hours = spec.dates().get(date);
        if (hours != null) {
            return new DayPlan(Rule.DATE_HOURS, hours, breaks, null);
        }
        for (HolidaySet set : off) {
            if (set.isOff(date)) {
                return new DayPlan(
                        Rule.HOLIDAY, List.of(), breaks, set.label(date).orElse(null));
            }
        }
        if (makeup != null && makeup.isWorked(date)) {
            return new DayPlan(
                    Rule.MAKEUP_DAY, makeupHours, breaks, makeup.label(date).orElse(null));
        }
        return new DayPlan(Rule.WEEKDAY, weekday(date.getDayOfWeek()), breaks, null);
    }

    private List<Window> weekday(DayOfWeek day) {
        return spec.week().getOrDefault(day, List.of());
    }

    /** Names of the sets in use that do not cover a year. */
    public List<HolidaySet> setsWithout(int year) {
        Map<String, HolidaySet> lacking = new TreeMap<>();
        for (HolidaySet set : off) {
            if (!set.covers(year)) {
                lacking.put(set.name(), set);
            }
        }
        if (makeup != null && !makeup.covers(year)) {
            lacking.put(makeup.name(), makeup);
        }
        return List.copyOf(lacking.values());
    }

    /** True if every set in use covers the year; the quick form of {@link #setsWithout}. */
    boolean covers(int year) {
        for (HolidaySet set : off) {
            if (!set.covers(year)) {
                return false;
            }
        }
        return makeup == null || makeup.covers(year);
    }

    /** A make-up day of one set that another set has as a holiday: the holiday wins, and people should know. */
    public Optional<String> conflict(LocalDate date) {
        if (makeup == null || !makeup.isWorked(date)) {
            return Optional.empty();
        }
        HolidaySet worked = makeup;
        return off.stream()
                .filter(set -> set.isOff(date))
                .findFirst()
                .map(set -> date + " is a make-up day of '" + worked.name() + "' and a holiday of '" + set.name()
                        + "'; the holiday wins, write date-specific hours to open");
    }
}
