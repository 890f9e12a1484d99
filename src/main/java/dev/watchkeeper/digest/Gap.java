package dev.watchkeeper.digest;

import dev.watchkeeper.tenant.Text;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A whole area of one customer that gave nothing: what we do not know.
 *
 * @param since when we last knew
 * @param next what happens next, or what a person must do
 * @param nextAt when we try again; null if only a person can help
 */
public record Gap(
        String tenantId,
        Area area,
        Instant since,
        Text reason,
        Text next,
        @Nullable Instant nextAt) {
    /** What was not looked at. */
    public enum Area {
        AUDIT,
        TICKETS,
        DNS
    }

    private static final Duration PATIENCE = Duration.ofDays(2);

    /** Names the gap, so that one that lasts is known again. */
    public String key() {
        return tenantId + "/" + area.name();
    }

    /** True if it lasts longer than two days and will not end by itself. */
    boolean needsAPerson(Instant now) {
        return nextAt == null && since.isBefore(now.minus(PATIENCE));
    }
}
