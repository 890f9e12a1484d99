package dev.watchkeeper.digest;

import dev.watchkeeper.health.incidents.KeptIncident;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Google publishes about itself.
 *
 * @param asOf the last whole reading of the feed; null if there was none
 * @param open incidents not known to have ended
 * @param claims credits that could be asked for, earliest last day first
 * @param claimDays how many days before its last day a claim makes a card
 */
public record GoogleStatus(@Nullable Instant asOf, List<KeptIncident> open, List<Claim> claims, int claimDays) {
    public static final GoogleStatus NONE = new GoogleStatus(null, List.of(), List.of(), 0);

    public GoogleStatus {
        open = List.copyOf(open);
        claims = List.copyOf(claims);
    }
}
