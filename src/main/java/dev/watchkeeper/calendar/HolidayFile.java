package dev.watchkeeper.calendar;

import java.time.LocalDate;
import java.util.Map;
import java.util.Set;

/**
 * Days of a holiday set as an operator adds them, for example the new year's notice: {@code set: cn}, the years whose
 * days are complete, and under {@code off} and {@code worked} each date with what it is called.
 */
public record HolidayFile(String set, Set<Integer> years, Map<LocalDate, String> off, Map<LocalDate, String> worked) {
    public ListedHolidays holidays() {
        return new ListedHolidays(set, years, off, worked);
    }
}
