package dev.watchkeeper.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Work days by weekday, or by weekday with the holidays and make-up days of a set. In a year without data only the
 * weekday decides. Immutable.
 */
public final class WorkWeek implements WorkDays {
    private static final String SUFFIX = "-workdays";

    private final Set<DayOfWeek> days;
    private final @Nullable HolidaySet set;

    private WorkWeek(Set<DayOfWeek> days, @Nullable HolidaySet set) {
        this.days = EnumSet.copyOf(days);
        this.set = set;
    }

    /**
     * Reads {@code cn-workdays} (Monday to Friday by the set {@code cn}) or weekdays such as {@code mon-fri}.
     *
     * @throws InvalidCalendar for an unknown set or weekday
     */
    public static WorkWeek of(String text, HolidaySets sets) {
        if (text.endsWith(SUFFIX)) {
            HolidaySet set = sets.get(text.substring(0, text.length() - SUFFIX.length()));
            return new WorkWeek(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), set);
        }
        return new WorkWeek(CalendarFile.days(text), null);
    }

    @Override
    public boolean isWorkDay(LocalDate date) {
        if (set != null && set.isOff(date)) {
            return false;
        }
        return days.contains(date.getDayOfWeek()) || (set != null && set.isWorked(date));
    }

    /** Years about which people should be warned today: the set has no days for them. */
    public List<YearWarning> yearWarnings(LocalDate today) {
        HolidaySet used = set;
        if (used == null) {
            return List.of();
        }
        return List.of(today.getYear(), today.getYear() + 1).stream()
                .filter(year -> !used.covers(year))
                .flatMap(year -> YearWarning.of(used, year, today).stream())
                .toList();
    }
}
