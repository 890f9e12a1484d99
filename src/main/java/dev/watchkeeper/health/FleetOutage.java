package dev.watchkeeper.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * The same check turned bad at several customers at nearly the same time, which is no accident.
 *
 * @param checkId which check
 * @param tenants the customers at which it is open
 * @param since when the first of them turned bad
 * @param within how close together enough of them turned bad: the same rule for all customers
 */
public record FleetOutage(String checkId, Set<String> tenants, Instant since, Duration within) {
    public FleetOutage {
        tenants = Set.copyOf(tenants);
    }
}
