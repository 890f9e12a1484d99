package dev.watchkeeper.health;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A usage report of one date: of the customer, or of one user.
 *
 * @param date the day in UTC-8, as Google counts it
 * @param user e-mail address; null for the customer's report
 * @param profileId Google's id of the user; null for the customer's report
 * @param values by full name such as {@code accounts:num_users}; Long, Boolean, String, Instant or List of Map. Zero is
 *     a value; what is missing is not zero
 */
public record UsageReport(
        LocalDate date, @Nullable String user, @Nullable String profileId, Map<String, Object> values) {
    public UsageReport {
        values = Map.copyOf(values);
    }

    /** A counter; null if the report does not hold it. */
    public @Nullable Long number(String name) {
        return values.get(name) instanceof Long number ? number : null;
    }

    public @Nullable Boolean flag(String name) {
        return values.get(name) instanceof Boolean flag ? flag : null;
    }

    /**
     * A warning that came with a report.
     *
     * @param code {@code DATA_NOT_AVAILABLE} (will never come), {@code PARTIAL_DATA_AVAILABLE} (come back later)
     */
    public record Warning(
            String code, String application, @Nullable LocalDate date, String message) {}

    /** What one call gave: reports and the warnings beside them. */
    public record Reading(LocalDate date, List<UsageReport> reports, List<Warning> warnings) {
        public Reading {
            reports = List.copyOf(reports);
            warnings = List.copyOf(warnings);
        }
    }
}
