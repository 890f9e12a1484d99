package dev.watchkeeper.sla;

import dev.watchkeeper.tickets.EventOrder;
import dev.watchkeeper.tickets.TicketEvent;
import dev.watchkeeper.tickets.TicketEvents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Folds tickets as the log and the rules stand, and says what that changes in the book; writes nothing. */
final class TicketFolding {
    /**
     * One ticket.
     *
     * @param entry as it stood in the book; null if it is new
     * @param diff what changes; null if the ticket could not be folded
     * @param failure why not
     */
    record Folded(
            String key,
            ClockBook.@Nullable Entry entry,
            @Nullable ClockDiff diff,
            @Nullable Throwable failure) {}

    private final ClockBook book;
    private final TicketEvents log;
    private final TicketHistories histories;
    private final Supplier<Fold> fold;
    private final Function<Instant, Watermarks> watermarks;

    TicketFolding(ClockBook book, TicketEvents log, Supplier<Fold> fold, Function<Instant, Watermarks> watermarks) {
        this.book = book;
        this.log = log;
        this.histories = new TicketHistories(log);
        this.fold = fold;
        this.watermarks = watermarks;
    }

    /** Those of the tickets that have a history, in the same order. */
    List<Folded> fold(List<String> keys, Instant now, String cause) {
        Fold rules = fold.get();
        Watermarks marks = watermarks.apply(now);
        Map<String, ClockBook.Entry> entries = book.entries(keys);
        Map<String, TicketHistory> read = histories.of(keys, rules, marks, now);
        List<Folded> folded = new ArrayList<>(keys.size());
        for (String key : keys) {
            TicketHistory history = read.get(key);
            if (history == null) {
                continue;
            }
            ClockBook.Entry entry = entries.get(key);
            try {
                ClockDiff diff = diff(key, entry, history, rules.fold(history, marks, now), now, cause);
                folded.add(new Folded(key, entry, diff, null));
            } catch (RuntimeException | StackOverflowError e) {
                folded.add(new Folded(key, entry, null, e));
            }
        }
        return folded;
    }

    /** The fold of one ticket as of an instant, with its timeline. */
    Optional<FoldResult> explain(String ticketKey, Instant now) {
        List<TicketEvent> events = log.ofTicket(ticketKey);
        if (events.isEmpty()) {
            return Optional.empty();
        }
        Fold rules = fold.get();
        Watermarks marks = watermarks.apply(now);
        TicketHistory history =
                histories.of(List.of(ticketKey), rules, marks, now).get(ticketKey);
        return history == null ? Optional.empty() : Optional.of(rules.explain(history, marks, now));
    }

    private static ClockDiff diff(
            String key,
            ClockBook.@Nullable Entry entry,
            TicketHistory history,
            FoldResult result,
            Instant now,
            String cause) {
        ClockBook.TicketCard old = entry == null ? null : entry.card();
        ClockBook.TicketCard card = card(key, old, history.events(), result, now);
        return ClockDiff.of(card, entry, result.clocks(), now, cause);
    }

    private static ClockBook.TicketCard card(
            String key,
            ClockBook.@Nullable TicketCard old,
            Collection<TicketEvent> events,
            FoldResult result,
            Instant now) {
        String title = null;
        String channel = null;
        String assignee = null;
        String number = null;
        Instant next = null;
        for (TicketEvent event : events.stream().sorted(EventOrder.FOLD).toList()) {
            if (event.occurredAt().isAfter(now)) {
                next = earlier(next, event.occurredAt());
                continue;
            }
            number = event.concernsTicket() ? event.attr("number").orElse(number) : number;
            switch (event.kind()) {
                case TICKET_OPENED -> {
                    title = event.attr("title").orElse(null);
                    assignee = event.attr("assignee").orElse(null);
                    var opened = event.channel();
                    channel = opened == null ? null : opened.word();
                }
                case ASSIGNMENT_CHANGED -> assignee = event.to();
                default -> {}
            }
        }
        boolean open = false;
        for (Clock clock : result.clocks()) {
            next = earlier(next, clock.nextAt());
            open |= clock.isOpen() || clock.runState() == RunState.RUNNING || clock.runState() == RunState.PAUSED;
        }
        // A fold at this instant has dealt with everything up to it.
        Instant nextAt = next == null || next.isAfter(now) ? next : now.plusSeconds(1);
        return new ClockBook.TicketCard(
                key,
                result.customer(),
                result.category().word(),
                result.severity(),
                result.plan(),
                channel,
                title,
                assignee,
                result.openedAt(),
                open || !(result.ended() || result.category().isDone()),
                QualitySigns.of(events, result),
                nextAt,
                old == null ? null : old.ackedAt(),
                old == null ? null : old.ackedBy(),
                number);
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }
}
