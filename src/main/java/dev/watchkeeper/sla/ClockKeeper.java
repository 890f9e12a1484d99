package dev.watchkeeper.sla;

import dev.watchkeeper.jobs.Transactions;
import dev.watchkeeper.tickets.TicketEvent;
import dev.watchkeeper.tickets.TicketEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds tickets again when an event arrives, an instant comes or a rule changes, and writes verdicts, history, fallen
 * marks, alarms and outbound events of a batch in one transaction. Doing it twice, or on two nodes, changes nothing.
 */
public final class ClockKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(ClockKeeper.class);
    private static final int BATCH = 200;
    private static final Duration PUT_OFF = Duration.ofHours(1);

    private final ClockBook book;
    private final TicketEvents log;
    private final TicketHistories histories;
    private final Supplier<Fold> fold;
    private final Function<Instant, Watermarks> watermarks;
    private final NewsDesk desk;
    private final Transactions transactions;

    public ClockKeeper(
            ClockBook book,
            TicketEvents log,
            Supplier<Fold> fold,
            Function<Instant, Watermarks> watermarks,
            NewsDesk desk,
            Transactions transactions) {
        this.book = book;
        this.log = log;
        this.histories = new TicketHistories(log);
        this.fold = fold;
        this.watermarks = watermarks;
        this.desk = desk;
        this.transactions = transactions;
    }

    /** Folds one batch of tickets whose instant has come; returns how many. */
    public int foldDue(Instant now) {
        return transactions.in(() -> foldClaimed(book.claimDue(now, BATCH), now, "time"));
    }

    /** Folds one batch of tickets that wait because something arrived; returns how many. */
    public int foldQueued(Instant now) {
        return transactions.in(() -> foldClaimed(book.claimQueued(BATCH, now), now, "event"));
    }

    /** Queues tickets whose provisional verdicts the watermarks have passed; returns how many. */
    public int queueConfirmable(Map<String, Instant> bySourceId) {
        int queued = 0;
        for (Map.Entry<String, Instant> source : bySourceId.entrySet()) {
            queued += book.queueConfirmable(source.getKey(), source.getValue());
        }
        return queued;
    }

    /** Queues all open tickets if policies, calendars, contracts, zone data or this program changed; true if so. */
    public boolean rulesMayHaveChanged(String fingerprint, Instant now) {
        return transactions.in(() -> {
            boolean changed = book.rulesChanged(fingerprint, now);
            if (changed) {
                int queued = book.queueOpen("rules");
                LOG.info("Policies, calendars or contracts changed; {} open tickets are folded again", queued);
            }
            return changed;
        });
    }

    /** The fold of one ticket as of an instant, with its timeline; stores nothing. */
    public Optional<FoldResult> explain(String ticketKey, Instant now) {
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

    private int foldClaimed(List<String> keys, Instant now, String cause) {
        if (keys.isEmpty()) {
            return 0;
        }
        Fold rules = fold.get();
        Watermarks marks = watermarks.apply(now);
        Map<String, ClockBook.Entry> entries = book.entries(keys);
        Map<String, TicketHistory> read = histories.of(keys, rules, marks, now);
        List<ClockBook.Change> changes = new ArrayList<>(keys.size());
        List<ClockNews> news = new ArrayList<>();
        for (String key : keys) {
            ClockBook.Entry entry = entries.get(key);
            TicketHistory history = read.get(key);
            if (history == null) {
                continue;
            }
            try {
                ClockDiff diff = diff(key, entry, history, rules.fold(history, marks, now), now, cause);
                changes.add(diff.change());
                news.addAll(diff.news());
            } catch (RuntimeException e) {
                // One ticket that cannot be folded must not stop the others; it is tried again later.
                LOG.error("Ticket {} cannot be folded; tried again in {}", key, PUT_OFF, e);
                changes.add(putOff(key, entry, now));
            }
        }
        book.write(changes);
        desk.tell(news, now);
        return keys.size();
    }

    /** What a fold changes; also what a dry run prints. */
    static ClockDiff diff(
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
        Instant next = null;
        for (TicketEvent event :
                events.stream().sorted(dev.watchkeeper.tickets.EventOrder.FOLD).toList()) {
            if (event.occurredAt().isAfter(now)) {
                next = earlier(next, event.occurredAt());
                continue;
            }
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
                open || !result.category().isDone(),
                QualitySigns.of(events, result),
                nextAt,
                old == null ? null : old.ackedAt(),
                old == null ? null : old.ackedBy());
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    private static ClockBook.Change putOff(String key, ClockBook.@Nullable Entry entry, Instant now) {
        ClockBook.TicketCard old = entry == null ? null : entry.card();
        ClockBook.TicketCard card = new ClockBook.TicketCard(
                key,
                old == null ? null : old.customer(),
                old == null ? null : old.status(),
                old == null ? null : old.severity(),
                old == null ? null : old.plan(),
                old == null ? null : old.channel(),
                old == null ? null : old.title(),
                old == null ? null : old.assignee(),
                old == null ? null : old.openedAt(),
                true,
                List.of("cannot_be_folded"),
                now.plus(PUT_OFF),
                old == null ? null : old.ackedAt(),
                old == null ? null : old.ackedBy());
        return new ClockBook.Change(card, old, List.of(), Set.of(), List.of(), List.of(), List.of(), now);
    }
}
