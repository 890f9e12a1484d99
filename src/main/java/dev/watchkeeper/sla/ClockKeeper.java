package dev.watchkeeper.sla;

import dev.watchkeeper.jobs.Transactions;
import dev.watchkeeper.tickets.TicketEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
    private final TicketFolding folding;
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
        this.folding = new TicketFolding(book, log, fold, watermarks);
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
        return folding.explain(ticketKey, now);
    }

    private int foldClaimed(List<String> keys, Instant now, String cause) {
        if (keys.isEmpty()) {
            return 0;
        }
        List<ClockBook.Change> changes = new ArrayList<>(keys.size());
        List<ClockNews> news = new ArrayList<>();
        for (TicketFolding.Folded ticket : folding.fold(keys, now, cause)) {
            ClockDiff diff = ticket.diff();
            if (diff == null) {
                changes.add(putOff(ticket.key(), ticket.entry(), now));
            } else {
                changes.add(diff.change());
                news.addAll(diff.news());
            }
        }
        book.write(changes);
        desk.tell(news, now);
        return keys.size();
    }

    /** One ticket that cannot be folded must not stop the others; it is tried again later. */
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
