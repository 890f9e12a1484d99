package dev.watchkeeper.tenant;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A customer's plan for the period [from, to); null bounds are open. Periods of one customer never overlap.
 *
 * @param plan the plan's id in {@code plans.yaml}, for example {@code premier}
 */
public record Contract(
        String plan, @Nullable Instant from, @Nullable Instant to) {
    public Contract {
        if (from != null && to != null && !from.isBefore(to)) {
            throw new IllegalArgumentException(
                    "contract period from " + from + " to " + to + " is empty; from must lie before to");
        }
    }

    public boolean covers(Instant at) {
        return (from == null || !at.isBefore(from)) && (to == null || at.isBefore(to));
    }
}
