package dev.watchkeeper.calendar;

import java.time.LocalDate;
import java.time.Month;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A year for which a holiday set in use has no data, or not all.
 *
 * @param inPart some of its days are known and counted
 * @param urgent true from 15 December for the next year, and always for the current one
 * @param calendars ids of the calendars that use the set
 */
public record YearWarning(String set, int year, boolean inPart, boolean urgent, List<String> calendars) {
    public YearWarning {
        calendars = List.copyOf(calendars);
    }

    /** What is to be said on a date; empty while it is too early to expect the data. */
    static Optional<YearWarning> of(HolidaySet lacking, int year, LocalDate today) {
        String set = lacking.name();
        boolean inPart = lacking.coversInPart(year);
        if (year <= today.getYear()) {
            return Optional.of(new YearWarning(set, year, inPart, true, List.of()));
        }
        if (today.getMonthValue() < Month.OCTOBER.getValue()) {
            return Optional.empty();
        }
        boolean urgent = today.getMonth() == Month.DECEMBER && today.getDayOfMonth() >= 15;
        return Optional.of(new YearWarning(set, year, inPart, urgent, List.of()));
    }

    YearWarning usedBy(Collection<String> ids) {
        return new YearWarning(set, year, inPart, urgent, List.copyOf(ids));
    }

    /** What is missing and what it means. */
    public String problem() {
        String users = calendars.isEmpty() ? "" : " (used by " + String.join(", ", calendars) + ")";
        return inPart
                ? "holiday set '" + set + "' knows " + year + " in part only" + users
                        + ": days with a fixed date are known, those that are announced or follow the moon are not, and"
                        + " deadlines are computed as if these were worked"
                : "holiday set '" + set + "' has no days for " + year + users + ": deadlines in " + year
                        + " are computed as if it had no holidays";
    }

    /** The way out. */
    public String remedy() {
        String file = "holidays/" + set + "-" + year + ".yaml";
        return inPart
                ? "save the government's calendar feed as holidays/" + set + ".ics, or list all days of the year in "
                        + file + " (set: " + set + ", years: [" + year + "], off: {date: name})"
                : "add the year's days as " + file;
    }

    public String message() {
        return problem() + "; " + remedy();
    }
}
