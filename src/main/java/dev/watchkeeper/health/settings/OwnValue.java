package dev.watchkeeper.health.settings;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a place itself says about a setting.
 *
 * @param value empty unless {@code VALUE} or {@code CONFLICT}
 */
public record OwnValue(
        Kind kind,
        String value,
        @Nullable Instant since,
        @Nullable String by,
        RuleVerdict.Evidence source) {
    /** How the newest statement stands. */
    public enum Kind {
        NOTHING_SEEN,
        /** Given up: the place inherits again, the root falls back to Google's default. */
        NONE,
        /** Two activities of one instant say different things. */
        CONFLICT,
        /** Said for a name that several units had. */
        AMBIGUOUS,
        VALUE
    }

    static final OwnValue NOTHING = new OwnValue(Kind.NOTHING_SEEN, "", null, null, RuleVerdict.Evidence.EVENT);
}
