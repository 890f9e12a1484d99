package dev.watchkeeper.calendar;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A holiday set given day by day. */
public final class ListedHolidays implements HolidaySet {
    private final String name;
    private final Set<Integer> years;
    private final Map<LocalDate, String> off;
    private final Map<LocalDate, String> worked;

    /**
     * Takes the days with their labels.
     *
     * @param years the years whose days are complete
     * @throws InvalidCalendar if a date is both off and worked
     */
    public ListedHolidays(String name, Set<Integer> years, Map<LocalDate, String> off, Map<LocalDate, String> worked) {
        this.name = name;
        this.years = Set.copyOf(years);
        this.off = Map.copyOf(off);
        this.worked = Map.copyOf(worked);
        for (LocalDate date : worked.keySet()) {
            if (off.containsKey(date)) {
                throw new InvalidCalendar(
                        name, date + " is both a day off and a make-up working day; a date is one or the other");
            }
        }
    }

    /** This set with other days laid over it: for the years the other covers, only the other counts. */
    public ListedHolidays updatedBy(ListedHolidays newer) {
        Set<Integer> allYears = new TreeSet<>(years);
        allYears.addAll(newer.years);
        return new ListedHolidays(name, allYears, laid(off, newer.off, newer), laid(worked, newer.worked, newer));
    }

    private static Map<LocalDate, String> laid(
            Map<LocalDate, String> old, Map<LocalDate, String> over, ListedHolidays newer) {
        Map<LocalDate, String> days = new TreeMap<>(old);
        days.keySet()
                .removeIf(date ->
                        newer.covers(date.getYear()) || newer.off.containsKey(date) || newer.worked.containsKey(date));
        days.putAll(over);
        return days;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean covers(int year) {
        return years.contains(year);
    }

    @Override
    public boolean isOff(LocalDate date) {
        return off.containsKey(date);
    }

    @Override
    public boolean isWorked(LocalDate date) {
        return worked.containsKey(date);
    }

    @Override
    public Optional<String> label(LocalDate date) {
        return Optional.ofNullable(off.getOrDefault(date, worked.get(date)));
    }

    public Set<Integer> years() {
        return years;
    }

    /** Its days as a document. */
    public HolidayFile document() {
        return new HolidayFile(name, years, off, worked);
    }
}
