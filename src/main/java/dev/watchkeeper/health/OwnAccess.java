package dev.watchkeeper.health;

import java.time.Instant;
import java.util.List;

/**
 * How our own calls for this tenant fared.
 *
 * @param denied sources that refused us for lack of permission in this run
 * @param read sources that answered in this run
 */
public record OwnAccess(List<Denied> denied, List<String> read) {
    public OwnAccess {
        denied = List.copyOf(denied);
        read = List.copyOf(read);
    }

    /**
     * A source that refuses us.
     *
     * @param runs how many runs in a row, this one included
     * @param lost true if we could read it before or cannot do without it
     */
    public record Denied(String source, Instant since, int runs, boolean lost, String message) {}
}
