package dev.watchkeeper.health.maildns;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How long a domain is registered, and whether its registry keeps it switched on, as RDAP (RFC 9083) tells it.
 *
 * @param askedAt when that was asked; null if never
 * @param expires null if it is not known
 * @param states the words of RFC 8056 as the registry gives them, lower case
 * @param reason why nothing is known, in words; empty if something is
 */
public record Registration(
        @Nullable Instant askedAt, @Nullable Instant expires, List<String> states, String reason) {
    public static final Registration NEVER_ASKED = new Registration(null, null, List.of(), "");

    private static final Set<String> OFF = Set.of("client hold", "server hold", "redemption period", "pending delete");
    private static final Duration SOON = Duration.ofDays(90);

    public Registration {
        states = List.copyOf(states);
    }

    public static Registration unknown(Instant askedAt, String reason) {
        return new Registration(askedAt, null, List.of(), reason);
    }

    /** The states in which the domain does not work. */
    public List<String> off() {
        return states.stream().filter(OFF::contains).toList();
    }

    /** True if it is time to ask again: daily when something is near or not known, else weekly. */
    public boolean isDue(Instant now) {
        if (askedAt == null) {
            return true;
        }
        boolean calm = expires != null && expires.isAfter(now.plus(SOON)) && off().isEmpty();
        // A little less than the rhythm of daily audits, or every second one would ask.
        return !now.isBefore(askedAt.plus(calm ? Duration.ofDays(7) : Duration.ofHours(20)));
    }

    /** Whole days left, rounded down; negative behind the date. */
    public long daysLeft(Instant now) {
        return expires == null
                ? Long.MAX_VALUE
                : Math.floorDiv(Duration.between(now, expires).toSeconds(), 86_400L);
    }
}
