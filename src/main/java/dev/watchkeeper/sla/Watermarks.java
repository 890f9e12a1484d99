package dev.watchkeeper.sla;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/**
 * How far the events of each source have been delivered.
 *
 * @param bySource keyed by the source as on the wire, for example {@code /zendesk/main}
 * @param others for sources not named
 */
public record Watermarks(Map<String, Instant> bySource, Instant others) {
    /** Everything there will ever be has been delivered. */
    public static final Watermarks COMPLETE = new Watermarks(Map.of(), Instant.MAX);

    /** Nothing is known to be complete. */
    public static final Watermarks NONE = new Watermarks(Map.of(), Instant.MIN);

    public Watermarks {
        bySource = Map.copyOf(bySource);
    }

    /** The least watermark of the sources that feed a ticket. */
    Instant of(Collection<String> sources) {
        Instant least = Instant.MAX;
        for (String source : sources) {
            Instant mark = bySource.getOrDefault(source, others);
            least = mark.isBefore(least) ? mark : least;
        }
        return least;
    }
}
