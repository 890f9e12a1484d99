package dev.watchkeeper.audit;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How much of Google's logs and reports is read (section {@code reading} of the configuration).
 *
 * @param continuous applications read in every round
 * @param daily applications read with the daily audit only
 * @param firstDays how far back a tenant's first reading of a log goes; Google keeps 180 days
 * @param adminFirstDays the same for the admin log, which the settings are derived from
 * @param overlap how much of a log is read again, because events appear late; by application, {@code default} for all
 *     others
 * @param every the shortest time between two readings of a log whose events come late anyway; by application
 * @param late how many days of a log are read a second time with the daily audit, because single events become visible
 *     days after their time; by application
 * @param usageDays how many days of customer usage a tenant's first audit reads
 * @param usageSteps how many days to step back from today in search of the newest report
 * @param keepEvents how long events other than those of the admin log are kept
 * @param keepUsage how long usage reports are kept
 */
public record ReadingPlan(
        List<String> continuous,
        List<String> daily,
        int firstDays,
        int adminFirstDays,
        Map<String, Duration> overlap,
        Map<String, Duration> every,
        Map<String, Duration> late,
        int usageDays,
        int usageSteps,
        Duration keepEvents,
        Duration keepUsage) {
    public static final ReadingPlan STANDARD = new ReadingPlan(
            List.of("admin", "login", "user_accounts", "saml", "token", "drive", "calendar"),
            List.of("groups", "gmail", "takeout", "rules", "mobile"),
            35,
            180,
            Map.ofEntries(
                    Map.entry("admin", Duration.ofMinutes(15)),
                    Map.entry("login", Duration.ofHours(3)),
                    Map.entry("user_accounts", Duration.ofHours(3)),
                    Map.entry("saml", Duration.ofHours(3)),
                    Map.entry("drive", Duration.ofHours(3)),
                    Map.entry("gmail", Duration.ofHours(3)),
                    Map.entry("token", Duration.ofHours(12)),
                    Map.entry("calendar", Duration.ofHours(4)),
                    Map.entry("groups", Duration.ofHours(4)),
                    Map.entry("takeout", Duration.ofDays(3)),
                    Map.entry("default", Duration.ofHours(4))),
            Map.of("token", Duration.ofMinutes(30), "calendar", Duration.ofMinutes(30)),
            Map.of("admin", Duration.ofDays(4), "drive", Duration.ofDays(3)),
            60,
            7,
            Duration.ofDays(200),
            Duration.ofDays(450));

    public ReadingPlan {
        continuous = List.copyOf(continuous);
        daily = List.copyOf(daily);
        overlap = Map.copyOf(overlap);
        every = Map.copyOf(every);
        late = Map.copyOf(late);
        if (firstDays < 28 || firstDays > 180) {
            throw new IllegalArgumentException(
                    "firstDays is " + firstDays + "; accepted: 28 (a baseline) to 180 (what Google keeps)");
        }
        if (adminFirstDays < 1 || adminFirstDays > 180) {
            throw new IllegalArgumentException("adminFirstDays is " + adminFirstDays + "; accepted: 1 to 180");
        }
        if (usageDays < 28 || usageDays > 450) {
            throw new IllegalArgumentException("usageDays is " + usageDays + "; accepted: 28 to 450");
        }
        if (usageSteps < 1 || usageSteps > 30) {
            throw new IllegalArgumentException("usageSteps is " + usageSteps + "; accepted: 1 to 30");
        }
    }

    Duration overlapOf(String application) {
        return overlap.getOrDefault(application, overlap.getOrDefault("default", Duration.ofHours(4)));
    }

    Duration firstReach(String application) {
        return Duration.ofDays(application.equals("admin") ? adminFirstDays : firstDays);
    }
}
