package dev.watchkeeper.digest;

import dev.watchkeeper.tenant.Text;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that ends soon unless somebody acts.
 *
 * @param what what ends, in words
 * @param first what to do first
 * @param ref the finding or incident behind it, for {@code mail explain}
 */
public record Ending(
        String tenantId,
        Kind kind,
        Text what,
        Instant endsAt,
        Text first,
        String ref,
        @Nullable String url) {
    /** What kind of thing ends. */
    public enum Kind {
        ACKNOWLEDGEMENT(7),
        ACCEPTED_RISK(7),
        LICENCE(7),
        DOMAIN(7);

        private final int days;

        Kind(int days) {
            this.days = days;
        }

        /** How many days ahead it makes a card. */
        public int days() {
            return days;
        }
    }
}
