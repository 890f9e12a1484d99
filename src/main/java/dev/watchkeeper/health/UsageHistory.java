package dev.watchkeeper.health;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The customer's usage reports by day; days can be missing, and values can be missing in a day. */
public final class UsageHistory {
    private final NavigableMap<LocalDate, UsageReport> days = new TreeMap<>();
    private final LocalDate oldestAccepted;

    /**
     * @param oldestAccepted a newest value before this day is too old to say anything
     */
    public UsageHistory(Collection<UsageReport> reports, LocalDate oldestAccepted) {
        reports.forEach(report -> days.put(report.date(), report));
        this.oldestAccepted = oldestAccepted;
    }

    /** The newest day that holds the value, not older than accepted; otherwise the fact is unavailable. */
    public LocalDate newestWith(String name) {
        for (UsageReport report : days.descendingMap().values()) {
            if (report.number(name) != null) {
                if (report.date().isBefore(oldestAccepted)) {
                    throw new FactUnavailable(Reasons.staleUsage(report.date()));
                }
                return report.date();
            }
        }
        throw new FactUnavailable(days.isEmpty() ? Reasons.notRead("usage") : Reasons.missingValue(name));
    }

    /** The value of the newest day that holds it. */
    public long latest(String name) {
        return number(newestWith(name), name);
    }

    /** A value that must be there. */
    public long number(LocalDate date, String name) {
        Long number = find(date, name);
        if (number == null) {
            throw new FactUnavailable(Reasons.missingValue(name));
        }
        return number;
    }

    public @Nullable Long find(LocalDate date, String name) {
        UsageReport report = days.get(date);
        return report == null ? null : report.number(name);
    }

    public @Nullable Object raw(LocalDate date, String name) {
        UsageReport report = days.get(date);
        return report == null ? null : report.values().get(name);
    }

    /** Days before {@code date}, at most so many back, oldest first. */
    public List<UsageReport> before(LocalDate date, int daysBack) {
        return List.copyOf(
                days.subMap(date.minusDays(daysBack), true, date, false).values());
    }

    /** The first day there is. */
    public @Nullable LocalDate first() {
        return days.isEmpty() ? null : days.firstKey();
    }

    public @Nullable LocalDate last() {
        return days.isEmpty() ? null : days.lastKey();
    }

    public List<UsageReport> all() {
        return List.copyOf(days.values());
    }
}
