package dev.watchkeeper.sla;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a clock and may concern people.
 *
 * @param before as it was stored; null if it is new
 * @param mark the mark that fell; set with MARK and BREACH
 * @param late true if it was noticed more than a minute after it fell due
 */
public record ClockNews(
        Kind kind,
        ClockBook.TicketCard ticket,
        Clock clock,
        @Nullable Clock before,
        ClockBook.@Nullable FallenMark mark,
        boolean late) {
    /** What happened. */
    public enum Kind {
        MARK,
        BREACH,
        /** Fulfilled in time. */
        ANSWERED,
        /** Fulfilled after the breach. */
        ANSWERED_LATE,
        /** A breach not yet confirmed was none. */
        RETRACTED,
        /** A confirmed verdict changed. */
        RESTATED,
        PAUSED,
        /** Runs again, or toward another deadline. */
        MOVED,
        /** Ended without a verdict. */
        ENDED
    }
}
