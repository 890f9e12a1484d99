package dev.watchkeeper.health;

import java.time.LocalDate;

/** The public holidays of a tenant; days like these say nothing about what is normal. */
@FunctionalInterface
public interface Holidays {
    Holidays NONE = date -> false;

    boolean isHoliday(LocalDate date);

    /** Whether a day of the weekend is worked in the stead of another. */
    default boolean isMadeUp(LocalDate date) {
        return false;
    }

    /** A day on which little is done: a holiday, or a weekend that is not worked in the stead of another day. */
    default boolean isFree(LocalDate date) {
        return isHoliday(date) || (date.getDayOfWeek().getValue() > 5 && !isMadeUp(date));
    }
}
