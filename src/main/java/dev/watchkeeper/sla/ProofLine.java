package dev.watchkeeper.sla;

import dev.watchkeeper.tickets.Channel;
import dev.watchkeeper.tickets.TicketSeverity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of a clock's proof: a stretch in which nothing changed. The lines of a clock follow each other without gaps
 * from its start to its end; the seconds of those that count are the seconds used, the seconds of the paused ones the
 * seconds paused.
 *
 * @param to exclusive; equals {@code from} only for a call that was answered live
 * @param why what the hours are, or {@code paused}
 * @param pausedFor the category of the ticket that paused it, {@code solved} for a solved span taken out; else null
 */
public record ProofLine(
        Instant from,
        Instant to,
        boolean counted,
        Why why,
        @Nullable String pausedFor,
        InForce inForce) {
    /** Why a stretch counted or did not. */
    public enum Why {
        OPEN,
        MAKE_UP_DAY,
        LIVE,
        CLOSED,
        HOLIDAY,
        PAUSED,
        /** Nothing was promised and no calendar applied. */
        NO_CONTRACT;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * What the stretch was counted by.
     *
     * @param calendar id and version, {@code cn-8x5@3}; null without contract
     * @param policy name and version, {@code standard@7}
     */
    public record InForce(
            @Nullable String calendar,
            @Nullable String plan,
            TicketSeverity severity,
            @Nullable Channel channel,
            String policy) {}

    public long seconds() {
        return to.getEpochSecond() - from.getEpochSecond();
    }
}
