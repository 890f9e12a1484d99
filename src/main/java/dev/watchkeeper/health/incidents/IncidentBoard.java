package dev.watchkeeper.health.incidents;

import java.time.Instant;
import java.util.List;

/**
 * What Google publishes at present, as far as we know.
 *
 * @param asOf the last whole reading of the feed
 * @param open incidents not known to have ended
 */
public record IncidentBoard(Instant asOf, List<KeptIncident> open) {
    public IncidentBoard {
        open = List.copyOf(open);
    }
}
