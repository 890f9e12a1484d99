package dev.watchkeeper.sla;

import dev.watchkeeper.jobs.OneByOne;
import dev.watchkeeper.jobs.SetAside;
import dev.watchkeeper.jobs.Transactions;
import dev.watchkeeper.tickets.TicketEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds tickets again when an event arrives, an instant comes or a rule changes, and writes verdicts, history, fallen
 * marks, alarms and outbound events of a batch in one transaction. Doing it twice, or on two nodes, changes nothing. A
 * ticket at which any of this fails is set aside for a while, and costs no other its clock.
 */
public final class ClockKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(ClockKeeper.class);
    private static final int BATCH = 200;
    /** What is set aside, and the key of its finding: the ticket's. */
    private static final String STEP = "ticket";
    /** Until it is known how often a ticket has failed. */
    private static final Duration PUT_OFF = Duration.ofSeconds(2);

    private final ClockBook book;
    private final TicketFolding folding;
    private final NewsDesk desk;
    private final OneByOne oneByOne;
    private final Transactions transactions;

    public ClockKeeper(
            ClockBook book,
            TicketEvents log,
            Supplier<Fold> fold,
            Function<Instant, Watermarks> watermarks,
            NewsDesk desk,
            OneByOne oneByOne) {
        this.book = book;
        this.folding = new TicketFolding(book, log, fold, watermarks);
        this.desk = desk;
        this.oneByOne = oneByOne;
        this.transactions = oneByOne.transactions();
    }

    /** Folds one batch of tickets whose instant has come; returns how many were dealt with. */
    public int foldDue(Instant now) {
        return foldBatch(() -> book.claimDue(now, BATCH), now, "time");
    }

    /** Folds one batch of tickets that wait because something arrived; returns how many were dealt with. */
    public int foldQueued(Instant now) {
        return foldBatch(() -> book.claimQueued(BATCH, now), now, "event");
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

    /** All in one transaction; if that fails, one by one, so that whatever fails costs its own ticket only. */
    private int foldBatch(Supplier<List<String>> claim, Instant now, String cause) {
        List<String> claimed = new ArrayList<>();
        List<String> alone = new ArrayList<>();
        Map<String, Throwable> failed = new LinkedHashMap<>();
        try {
            transactions.run(() -> {
                claimed.addAll(claim.get());
                alone.addAll(oneByOne.known(STEP, claimed).keySet());
                List<String> together = new ArrayList<>(claimed);
                together.removeAll(alone);
                failed.putAll(fold(together, now, cause));
                // Due at once, should this process end before it comes to them.
                book.putOff(alone, now);
                book.putOff(failed.keySet(), now.plus(PUT_OFF));
            });
        } catch (RuntimeException | StackOverflowError e) {
            if (claimed.isEmpty() || oneByOne.isOutage(e)) {
                throw e;
            }
            LOG.warn(
                    "{} tickets cannot be folded together, so it is done one by one: {}", claimed.size(), e.toString());
            failed.clear();
            alone.clear();
            alone.addAll(claimed);
        }
        int left = 0;
        for (String key : alone) {
            left += foldAlone(key, now, cause) ? 0 : 1;
        }
        for (Map.Entry<String, Throwable> one : failed.entrySet()) {
            left += setAside(one.getKey(), one.getValue(), now) ? 0 : 1;
        }
        return claimed.size() - left;
    }

    /** False if it is still where it was. */
    private boolean foldAlone(String key, Instant now, String cause) {
        boolean failedBefore = !oneByOne.known(STEP, List.of(key)).isEmpty();
        Map<String, Throwable> failed = new LinkedHashMap<>();
        try {
            boolean held = transactions.in(() -> {
                boolean ours = book.take(key, now);
                if (ours) {
                    failed.putAll(fold(List.of(key), now, cause));
                    book.putOff(failed.keySet(), now.plus(PUT_OFF));
                }
                return ours;
            });
            if (!held) {
                return false; // whoever holds it folds it
            }
        } catch (RuntimeException | StackOverflowError e) {
            failed.put(key, e);
        }
        Throwable failure = failed.get(key);
        if (failure != null) {
            return setAside(key, failure, now);
        }
        if (failedBefore) {
            oneByOne.worked(STEP, key);
        }
        return true;
    }

    private boolean setAside(String key, Throwable failure, Instant now) {
        try {
            SetAside.Matter matter = oneByOne.failed(STEP, key, failure, now);
            transactions.run(() -> book.putOff(List.of(key), matter.until()));
            return true;
        } catch (RuntimeException e) {
            if (oneByOne.isOutage(e)) {
                throw e;
            }
            LOG.error("Ticket {} fails and cannot even be put off; it is tried again with the others", key, e);
            return false;
        }
    }

    /** Folds tickets whose locks are held; those that cannot be folded, and why. */
    private Map<String, Throwable> fold(List<String> keys, Instant now, String cause) {
        Map<String, Throwable> failed = new LinkedHashMap<>();
        if (keys.isEmpty()) {
            return failed;
        }
        List<ClockBook.Change> changes = new ArrayList<>(keys.size());
        List<ClockNews> news = new ArrayList<>();
        for (TicketFolding.Folded ticket : folding.fold(keys, now, cause)) {
            ClockDiff diff = ticket.diff();
            if (diff == null) {
                failed.put(ticket.key(), Objects.requireNonNullElseGet(ticket.failure(), IllegalStateException::new));
            } else {
                changes.add(diff.change());
                news.addAll(diff.news());
            }
        }
        book.write(changes);
        desk.tell(news, now);
        return failed;
    }
}
