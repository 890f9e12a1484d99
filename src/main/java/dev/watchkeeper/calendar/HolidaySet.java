package dev.watchkeeper.calendar;

import java.time.LocalDate;
import java.util.Optional;

/** Public holidays of one place, and the weekend days worked in their stead. Safe to share between threads. */
public interface HolidaySet {
    String name();

    /** True if the days of this year are known; a year not covered is computed as if it had no holidays. */
    boolean covers(int year);

    /** True if some days of a year not covered are known all the same, as fixed dates are where others follow the moon. */
    default boolean coversInPart(int year) {
        return false;
    }

    boolean isOff(LocalDate date);

    /** True for a make-up day: a weekend day that is worked. */
    boolean isWorked(LocalDate date);

    /** What the day is called, for people. */
    Optional<String> label(LocalDate date);
}
