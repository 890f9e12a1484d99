package dev.watchkeeper.sla;

import dev.watchkeeper.tickets.EventType;
import dev.watchkeeper.tickets.TicketEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A clock that had ended when a change of plan became known is not judged again: it stands as it ended, without the
 * change. Pure.
 */
record LatePlans(Fold fold, TicketHistory history, Watermarks watermarks, Instant now, List<TicketEvent> changes) {
    static LatePlans of(Fold fold, TicketHistory history, Watermarks watermarks, Instant now) {
        List<TicketEvent> changes = history.events().stream()
                .filter(event -> event.kind() == EventType.PLAN_CHANGED && !event.isBackfill())
                .toList();
        return new LatePlans(fold, history, watermarks, now, changes);
    }

    /** The clocks, with those that had ended put back to how they ended. */
    List<Clock> spare(List<Clock> folded) {
        if (changes.isEmpty()) {
            return folded;
        }
        List<Clock> judged = new ArrayList<>(folded.size());
        for (Clock clock : folded) {
            Instant end = end(clock);
            judged.add(
                    end != null && changes.stream().anyMatch(change -> isHindsight(change, end))
                            ? asItEnded(clock, end)
                            : clock);
        }
        return judged;
    }

    private static @Nullable Instant end(Clock clock) {
        return clock.fulfilledAt() == null ? clock.cancelledAt() : clock.fulfilledAt();
    }

    private static boolean isHindsight(TicketEvent change, Instant end) {
        Instant received = change.receivedAt();
        return received != null && received.isAfter(end) && !change.occurredAt().isAfter(end);
    }

    private Clock asItEnded(Clock clock, Instant end) {
        List<TicketEvent> known = history.events().stream()
                .filter(event -> event.kind() != EventType.PLAN_CHANGED || !isHindsight(event, end))
                .toList();
        TicketHistory then =
                new TicketHistory(history.key(), known, history.splitAt(), history.splitMessageAt(), history.carried());
        return fold.fold(then, watermarks, now).clocks().stream()
                .filter(one -> one.id().equals(clock.id()) && end.equals(end(one)))
                .findFirst()
                .orElse(clock);
    }
}
