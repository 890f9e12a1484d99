package dev.watchkeeper.mail.alert;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * When alerts ring.
 *
 * @param groupWait how long an alert about a promise waits for news of the same matter
 * @param findingWait the same for findings
 * @param stormFrom more alerts than this for one person in ten minutes become one list
 * @param summariesFrom more than this in an hour, and only lists are sent
 * @param remindAfter how long after a breach nobody acknowledged it is brought up again, each time one lead higher; empty:
 *     never
 * @param nightChecks checks that ring in quiet hours
 * @param emergencyChecks data leak, mass outage, migration trouble: from high on they ring at any hour, whatever the
 *     lowest severity a person chose, and the lead hears of them too
 * @param onCall ids of people who get every breach of a promise, and warnings of severity S1, whoever manages the
 *     customer
 */
public record AlertSettings(
        Duration groupWait,
        Duration findingWait,
        int stormFrom,
        int summariesFrom,
        List<Duration> remindAfter,
        Set<String> nightChecks,
        Set<String> emergencyChecks,
        List<String> onCall) {
    /** As the reference has them. */
    public static final AlertSettings USUAL = new AlertSettings(
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            5,
            20,
            List.of(Duration.ofMinutes(30), Duration.ofHours(2)),
            Set.of("HYG-03", "HYG-09", "EML-01", "EML-03", "EML-06", "EML-14", "LEK-04", "LEK-05", "LEK-07", "LEK-08"),
            Set.of("LEK-01", "LEK-03", "LEK-04", "LEK-05", "LEK-07", "LEK-08", "OUT-02", "EML-01", "EML-02", "EML-03"),
            List.of());

    public AlertSettings {
        nightChecks = Set.copyOf(nightChecks);
        onCall = List.copyOf(onCall);
        remindAfter = List.copyOf(remindAfter);
        emergencyChecks = Set.copyOf(emergencyChecks);
        if (groupWait.isNegative() || findingWait.isNegative() || stormFrom < 1 || summariesFrom < stormFrom) {
            throw new IllegalArgumentException(
                    "waits are not negative, stormFrom is at least 1 and summariesFrom not below it");
        }
        Duration before = Duration.ZERO;
        for (Duration step : remindAfter) {
            if (step.compareTo(before) <= 0) {
                throw new IllegalArgumentException("remindAfter " + remindAfter
                        + " does not rise; write each step later than the one before, for example [30m, 2h]");
            }
            before = step;
        }
    }
}
