package dev.watchkeeper.holidays;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.property.DateEnd;
import biweekly.property.DateStart;
import biweekly.property.Summary;
import biweekly.util.ICalDate;
import biweekly.util.com.google.ical.compat.javautil.DateIterator;
import dev.watchkeeper.calendar.InvalidCalendar;
import dev.watchkeeper.calendar.ListedHolidays;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Whole-day entries of an iCalendar text as days off. Check a public feed before use: many hold days that are no
 * holidays. An entry whose title says 班 (Chinese feeds) or "make-up day" is a day worked.
 */
public final class CalendarFeed {
    private static final Pattern WORKED = Pattern.compile("班|make-?up (work|day)", Pattern.CASE_INSENSITIVE);
    /** A yearly rule without end is followed this far. */
    private static final int REPEATS = 40;

    private CalendarFeed() {}

    /**
     * The set of a feed; a year counts as covered if an entry of its own, not a repetition, lies in it.
     *
     * @throws InvalidCalendar if the text holds no whole-day entry
     */
    public static ListedHolidays read(String name, String ics) {
        Map<LocalDate, String> off = new TreeMap<>();
        Map<LocalDate, String> worked = new TreeMap<>();
        Set<Integer> years = new TreeSet<>();
        List<ICalendar> calendars = Biweekly.parse(ics).all();
        for (ICalendar calendar : calendars) {
            for (VEvent event : calendar.getEvents()) {
                add(event, off, worked, years);
            }
        }
        if (off.isEmpty()) {
            throw new InvalidCalendar(
                    name,
                    "the feed holds no whole-day entry; wanted is an iCalendar text with VEVENTs of DTSTART;VALUE=DATE");
        }
        worked.keySet().removeIf(off::containsKey);
        return new ListedHolidays(name, years, off, worked);
    }

    private static void add(
            VEvent event, Map<LocalDate, String> off, Map<LocalDate, String> worked, Set<Integer> years) {
        DateStart start = event.getDateStart();
        if (start == null || start.getValue() == null || start.getValue().hasTime()) {
            return;
        }
        boolean cancelled = event.getStatus() != null && event.getStatus().isCancelled();
        if (cancelled) {
            return;
        }
        Summary summary = event.getSummary();
        String title = summary == null || summary.getValue() == null ? "" : summary.getValue();
        LocalDate first = date(start.getValue());
        long days = days(event, first);
        years.add(first.getYear());
        Map<LocalDate, String> target =
                WORKED.matcher(title.toLowerCase(Locale.ROOT)).find() ? worked : off;
        DateIterator repeats = event.getDateIterator(TimeZone.getDefault());
        for (int i = 0; i < REPEATS && repeats.hasNext(); i++) {
            LocalDate from = date(repeats.next());
            for (long d = 0; d < days; d++) {
                target.putIfAbsent(from.plusDays(d), title);
            }
        }
    }

    /** DTEND is the first day that no longer belongs to the entry. */
    private static long days(VEvent event, LocalDate first) {
        DateEnd end = event.getDateEnd();
        if (end == null || end.getValue() == null) {
            return 1;
        }
        return Math.min(366, Math.max(1, ChronoUnit.DAYS.between(first, date(end.getValue()))));
    }

    private static LocalDate date(Date value) {
        // biweekly puts dates at midnight of the default zone.
        return value.toInstant().atZone(TimeZone.getDefault().toZoneId()).toLocalDate();
    }

    private static LocalDate date(ICalDate value) {
        var raw = value.getRawComponents();
        return raw == null ? date((Date) value) : LocalDate.of(raw.getYear(), raw.getMonth(), raw.getDate());
    }
}
