package dev.watchkeeper.calendar;

import java.time.LocalDate;

/** Which local dates are worked, by a person or by a desk. */
@FunctionalInterface
public interface WorkDays {
    boolean isWorkDay(LocalDate date);
}
