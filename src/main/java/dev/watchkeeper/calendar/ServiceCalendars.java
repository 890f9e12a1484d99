package dev.watchkeeper.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Every service calendar by id. Immutable but for the growing indexes inside; safe to share. */
public final class ServiceCalendars {
    private final Map<String, ServiceCalendar> byId;
    private final List<CalendarSpec> specs;

    private ServiceCalendars(Map<String, ServiceCalendar> byId, List<CalendarSpec> specs) {
        this.byId = byId;
        this.specs = specs;
    }

    /**
     * Groups versions by id and joins them.
     *
     * @throws InvalidCalendar for unknown sets and clashing versions
     */
    public static ServiceCalendars of(Collection<CalendarSpec> versions, HolidaySets sets) {
        Map<String, List<CalendarSpec>> grouped = new TreeMap<>();
        versions.forEach(
                v -> grouped.computeIfAbsent(v.id(), id -> new ArrayList<>()).add(v));
        Map<String, ServiceCalendar> calendars = new LinkedHashMap<>();
        grouped.forEach((id, list) -> calendars.put(id, ServiceCalendar.of(list, sets)));
        return new ServiceCalendars(calendars, List.copyOf(versions));
    }

    public Optional<ServiceCalendar> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    public Collection<ServiceCalendar> all() {
        return List.copyOf(byId.values());
    }

    public List<String> ids() {
        return List.copyOf(byId.keySet());
    }

    /** Every version as it was given, for storing. */
    public List<CalendarSpec> specs() {
        return specs;
    }

    /** Each with only its newest version, taken for all time. */
    public ServiceCalendars latestForAll() {
        Map<String, ServiceCalendar> latest = new LinkedHashMap<>();
        byId.forEach((id, calendar) -> latest.put(id, calendar.latestForAll()));
        return new ServiceCalendars(latest, specs);
    }

    /** Holiday data missing for calendars in use: next year from 1 October, worse from 15 December, this year always. */
    public List<YearWarning> yearWarnings(Instant now) {
        Map<String, TreeSet<String>> users = new TreeMap<>();
        Map<String, YearWarning> warnings = new TreeMap<>();
        for (ServiceCalendar calendar : byId.values()) {
            DayRules rules = calendar.rulesAt(now);
            LocalDate today = now.atZone(rules.zone()).toLocalDate();
            for (int year : new int[] {today.getYear(), today.getYear() + 1}) {
                for (HolidaySet set : rules.setsWithout(year)) {
                    YearWarning.of(set, year, today).ifPresent(warning -> {
                        String key = set.name() + year;
                        users.computeIfAbsent(key, k -> new TreeSet<>()).add(calendar.id());
                        warnings.put(key, warning);
                    });
                }
            }
        }
        List<YearWarning> all = new ArrayList<>();
        warnings.forEach((key, warning) -> all.add(warning.usedBy(users.getOrDefault(key, new TreeSet<>()))));
        return all;
    }

    /** Dates from last year to next on which a make-up day of one set meets a holiday of another. */
    public List<String> conflicts(Instant now) {
        List<String> found = new ArrayList<>();
        int year = now.atZone(ZoneOffset.UTC).getYear();
        for (ServiceCalendar calendar : byId.values()) {
            DayRules rules = calendar.rulesAt(now);
            for (LocalDate date = LocalDate.of(year - 1, 1, 1); date.getYear() <= year + 1; date = date.plusDays(1)) {
                rules.conflict(date).ifPresent(text -> found.add("calendar '" + calendar.id() + "': " + text));
            }
        }
        return found;
    }
}
