package dev.watchkeeper.tickets.sources;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Local times of rows in the order of their ids, as instants. In the hour that autumn repeats, the earlier offset is
 * taken, but the later one if the row would otherwise lie 30 minutes or more before a row with a lower id.
 */
final class LocalTimes {
    private static final Duration BACKWARDS = Duration.ofMinutes(30);

    private final ZoneId zone;
    private @Nullable Instant before;
    private boolean ambiguous;

    LocalTimes(ZoneId zone, @Nullable Instant before) {
        this.zone = zone;
        this.before = before;
    }

    Instant instant(LocalDateTime local) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        Instant at;
        boolean twice = offsets.size() > 1;
        if (twice) {
            at = local.toInstant(offsets.get(0));
            Instant last = before;
            if (last != null && !at.isAfter(last.minus(BACKWARDS))) {
                at = local.toInstant(offsets.get(1));
            }
        } else {
            at = local.atZone(zone).toInstant(); // a time in a gap moves forward by its length
        }
        passed(at);
        ambiguous = twice;
        return at;
    }

    /** Tells of a row whose instant was known without conversion. */
    void passed(Instant at) {
        ambiguous = false;
        Instant last = before;
        before = last == null || at.isAfter(last) ? at : last;
    }

    /** True if the last conversion had two answers. */
    boolean wasAmbiguous() {
        return ambiguous;
    }

    @Nullable
    Instant latest() {
        return before;
    }
}
