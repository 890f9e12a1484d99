package dev.watchkeeper.mail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an entry after an attempt.
 *
 * @param nextAttemptAt not null exactly when somebody will try again by himself
 * @param burnt true if the attempt counts towards the schedule
 * @param holdReason words for the person who must decide; null unless HELD
 */
public record Decision(
        Reason reason,
        EntryState state,
        @Nullable Instant nextAttemptAt,
        boolean burnt,
        @Nullable String holdReason) {
    /** Why; a named value, so that log and test can say it. */
    public enum Reason {
        ACCEPTED,
        RETRY_BY_SCHEDULE,
        SERVER_ASKS_FOR_PATIENCE,
        ROUTE_REFUSES_US,
        ALLOWANCE_USED_UP,
        ADDRESS_UNKNOWN,
        TOO_LARGE,
        REFUSED_FOR_GOOD,
        BYTES_CHANGED,
        FATE_UNKNOWN_SEND_AGAIN,
        FATE_UNKNOWN_SEND_ONCE_MORE,
        FATE_UNKNOWN_ASK_A_PERSON,
        SENDER_DIED_BEFORE_DATA,
    }

    public Decision {
        boolean leasable = state == EntryState.PENDING || state == EntryState.UNCERTAIN;
        if (leasable != (nextAttemptAt != null)) {
            throw new IllegalArgumentException(state + " and next attempt " + nextAttemptAt + " do not fit together");
        }
        if ((state == EntryState.HELD) != (holdReason != null)) {
            throw new IllegalArgumentException(state + " and hold reason " + holdReason + " do not fit together");
        }
    }
}
