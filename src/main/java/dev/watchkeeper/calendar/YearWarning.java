package dev.watchkeeper.calendar;

import java.time.LocalDate;
import java.time.Month;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A year for which a holiday set in use has no data.
 *
 * @param urgent true from 15 December for the next year, and always for the current one
 * @param calendars ids of the calendars that use the set
 */
public record YearWarning(String set, int year, boolean urgent, List<String> calendars) {
    public YearWarning {
        calendars = List.copyOf(calendars);
    }

    /** What is to be said on a date; empty while it is too early to expect the data. */
    static Optional<YearWarning> of(String set, int year, LocalDate today) {
        if (year <= today.getYear()) {
            return Optional.of(new YearWarning(set, year, true, List.of()));
        }
        if (today.getMonthValue() < Month.OCTOBER.getValue()) {
            return Optional.empty();
        }
        boolean urgent = today.getMonth() == Month.DECEMBER && today.getDayOfMonth() >= 15;
        return Optional.of(new YearWarning(set, year, urgent, List.of()));
    }

    YearWarning usedBy(Collection<String> ids) {
        return new YearWarning(set, year, urgent, List.copyOf(ids));
    }

    /** What is missing and what it means. */
    public String problem() {
        return "holiday set '" + set + "' has no days for " + year
                + (calendars.isEmpty() ? "" : " (used by " + String.join(", ", calendars) + ")")
                + ": deadlines in " + year + " are computed as if it had no holidays";
    }

    public String remedy() {
        return "add the year's days as holidays/" + set + "-" + year + ".yaml";
    }

    public String message() {
        return problem() + "; " + remedy();
    }
}
