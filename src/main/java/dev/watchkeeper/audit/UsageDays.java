package dev.watchkeeper.audit;

import dev.watchkeeper.health.UsageReport;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** The customers' usage reports by day. */
public interface UsageDays {
    /** How far a day's report is. */
    enum State {
        COMPLETE,
        /** Google has not finished; ask again. */
        PARTIAL,
        /** There will never be data, of this day or of some applications. */
        MISSING;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * One day.
     *
     * @param report without the values of applications that Google has not finished
     * @param partial applications that are not finished or will never come
     */
    record Day(UsageReport report, State state, List<String> partial) {
        public Day {
            partial = List.copyOf(partial);
        }
    }

    /** Stores a day, in place of what was known of it. */
    void save(String tenantId, Day day, Instant receivedAt);

    /** The days from a date on, oldest first. */
    List<Day> since(String tenantId, LocalDate from);

    /** Deletes days before a date; returns how many. */
    int forget(String tenantId, LocalDate before);
}
