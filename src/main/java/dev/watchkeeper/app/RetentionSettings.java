package dev.watchkeeper.app;

import java.time.Duration;

/**
 * The section {@code retention} of the configuration. Setting events, ticket events and findings are kept for ever.
 *
 * @param audits runs, and verdicts that were replaced
 */
public record RetentionSettings(Duration audits) {
    public RetentionSettings {
        if (audits.compareTo(Duration.ofDays(100)) < 0) {
            throw new IllegalArgumentException(
                    "retention.audits " + audits + " is too short for a quarterly report; accepted: 100d or more");
        }
    }
}
