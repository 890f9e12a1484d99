package dev.watchkeeper.app;

import java.time.Duration;

/**
 * The section {@code retention} of the configuration. Setting events, ticket events and findings are kept for ever.
 *
 * @param audits runs, and verdicts that were replaced
 * @param continuousAudits single runs of continuous audits; a day of those before becomes one row of {@code audit_day}
 */
public record RetentionSettings(Duration audits, Duration continuousAudits) {
    public RetentionSettings {
        if (continuousAudits.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException(
                    "retention.continuousAudits " + continuousAudits + " is too short; accepted: 1d or more");
        }
        if (audits.compareTo(Duration.ofDays(100)) < 0) {
            throw new IllegalArgumentException(
                    "retention.audits " + audits + " is too short for a quarterly report; accepted: 100d or more");
        }
    }
}
