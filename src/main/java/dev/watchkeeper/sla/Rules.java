package dev.watchkeeper.sla;

import dev.watchkeeper.tickets.StatusCategory;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The options of a policy; the reference, section 2, tells each in full.
 *
 * @param pauseOn categories that pause resolution and periodic_update
 * @param pauseFirstResponse true if they pause first_response too
 * @param pauseNextResponse categories that pause next_response
 * @param pauseNeedsMessage waiting_customer pauses only with a public agent message in it or shortly before
 * @param reopenWindow a reopen within it continues the resolution cycle, a later one starts the next
 * @param channelEscalation a call about an existing ticket is treated as a regrade to the hotline
 * @param mergeCarryWaiting a customer waiting on a merged ticket goes on waiting on its parent
 * @param marks percentages of the target at which to tell
 * @param minLead the longest lead of the {@code warn} mark; half the target if that is shorter
 */
public record Rules(
        Set<StatusCategory> pauseOn,
        boolean pauseFirstResponse,
        Set<StatusCategory> pauseNextResponse,
        boolean pauseNeedsMessage,
        Duration reopenWindow,
        Regrade regrade,
        CloseWithoutReply closeWithoutReply,
        HotlineFirstResponse hotlineFirstResponse,
        boolean channelEscalation,
        boolean mergeCarryWaiting,
        SplitStart splitStart,
        CalendarMode calendarMode,
        List<Integer> marks,
        Duration minLead) {
    /** What closing does to an open first_response. */
    public enum CloseWithoutReply {
        CANCEL,
        FULFIL,
        KEEP_RUNNING
    }

    /** What a live hotline call does to first_response. */
    public enum HotlineFirstResponse {
        ANSWERED_AT_OPEN,
        NO_CLOCK,
        REQUIRE_MESSAGE
    }

    /** Where the clocks of a ticket that was split off start. */
    public enum SplitStart {
        SPLIT,
        MESSAGE
    }

    /** Whether each stretch counts under its own calendar version or all under the newest. */
    public enum CalendarMode {
        PER_VERSION,
        LATEST_FOR_ALL
    }

    private static final Set<StatusCategory> PAUSABLE =
            Set.of(StatusCategory.WAITING_CUSTOMER, StatusCategory.WAITING_VENDOR, StatusCategory.ON_HOLD);

    /** The same values as the packaged plan defaults. */
    public static final Rules STANDARD = new Rules(
            Set.of(StatusCategory.WAITING_CUSTOMER),
            false,
            Set.of(),
            false,
            Duration.ofDays(7),
            Regrade.KEEP_START,
            CloseWithoutReply.CANCEL,
            HotlineFirstResponse.ANSWERED_AT_OPEN,
            false,
            false,
            SplitStart.SPLIT,
            CalendarMode.PER_VERSION,
            List.of(50, 75, 90),
            Duration.ofMinutes(10));

    public Rules {
        pauseOn = Set.copyOf(pauseOn);
        pauseNextResponse = Set.copyOf(pauseNextResponse);
        marks = List.copyOf(marks);
        requirePausable("pauseOn", pauseOn);
        requirePausable("pauseNextResponse", pauseNextResponse);
        for (int mark : marks) {
            if (mark <= 0 || mark >= 100) {
                throw new IllegalArgumentException("marks: " + mark
                        + " is not possible; accepted: percentages from 1 to 99, the breach comes by itself");
            }
        }
        if (reopenWindow.isNegative() || minLead.isNegative()) {
            throw new IllegalArgumentException("reopen_window and min_lead must not be negative; write 7d or 10m");
        }
    }

    /** The categories that pause a metric. */
    Set<StatusCategory> pauses(Metric metric) {
        return switch (metric) {
            case FIRST_RESPONSE -> pauseFirstResponse ? pauseOn : Set.of();
            case NEXT_RESPONSE -> pauseNextResponse;
            case RESOLUTION, PERIODIC_UPDATE -> pauseOn;
        };
    }

    private static void requirePausable(String key, Set<StatusCategory> categories) {
        for (StatusCategory category : categories) {
            if (!PAUSABLE.contains(category)) {
                throw new IllegalArgumentException(key + ": '" + category.word()
                        + "' cannot pause a clock; accepted: waiting_customer, waiting_vendor, on_hold");
            }
        }
    }
}
