package dev.watchkeeper.report;

import dev.watchkeeper.finding.Severity;
import java.time.LocalDate;

/** By when something should be put right: the worse, the sooner after the report's date. */
final class DueDate {
    private static final int CRITICAL_DAYS = 3;
    private static final int HIGH_DAYS = 14;
    private static final int MEDIUM_DAYS = 45;

    private DueDate() {}

    /**
     * The last day for a problem.
     *
     * @param issued date of the report
     * @param next the quarter after the one reported on
     */
    static LocalDate of(Severity severity, LocalDate issued, Quarter next) {
        LocalDate medium = issued.plusDays(MEDIUM_DAYS);
        return switch (severity) {
            case CRITICAL -> issued.plusDays(CRITICAL_DAYS);
            case HIGH -> issued.plusDays(HIGH_DAYS);
            case MEDIUM -> medium;
            case LOW -> next.lastDay().isAfter(medium) ? next.lastDay() : medium;
        };
    }

    /** What may not wait for the next quarter's plan. */
    static boolean soon(Severity severity) {
        return severity.atLeast(Severity.HIGH);
    }
}
