package dev.watchkeeper.health;

import java.time.LocalDate;

/** The public holidays of a tenant; days like these say nothing about what is normal. */
@FunctionalInterface
public interface Holidays {
    Holidays NONE = date -> false;

    boolean isHoliday(LocalDate date);
}
