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
 */
public record GoogleStatus(@Nullable Instant asOf, List<KeptIncident> open) {
    public static final GoogleStatus NONE = new GoogleStatus(null, List.of());

    public GoogleStatus {
        open = List.copyOf(open);
    }
}
