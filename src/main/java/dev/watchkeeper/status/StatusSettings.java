package dev.watchkeeper.status;

import java.time.Duration;
import java.time.ZoneId;

/**
 * The section {@code status} of the configuration.
 *
 * @param every how often the feed is read
 * @param staleAfter after this long without a whole reading nothing is said about the present
 * @param zone whose months the 99.9 % figures use; Google names none
 * @param claimWarningDays how long before the last day of a possible claim the account manager is told
 */
public record StatusSettings(Duration every, Duration staleAfter, ZoneId zone, int claimWarningDays) {
    public StatusSettings {
        if (every.compareTo(Duration.ofSeconds(10)) < 0) {
            throw new IllegalArgumentException("status.every " + every + " is too often; at least 10s, such as 5m");
        }
        if (claimWarningDays < 0 || claimWarningDays > 30) {
            throw new IllegalArgumentException(
                    "status.claimWarningDays " + claimWarningDays + " is not accepted; 0 to 30 are");
        }
    }
}
