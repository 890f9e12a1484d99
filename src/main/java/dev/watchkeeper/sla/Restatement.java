package dev.watchkeeper.sla;

import dev.watchkeeper.jobs.OneByOne;
import dev.watchkeeper.jobs.Transactions;
import dev.watchkeeper.tickets.TicketEvents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Repairs the past: folds every ticket again under the rules now in force, closed ones too. A dry run says which clocks
 * would get another deadline or verdict; the real run writes new rows and keeps the old ones in the history.
 */
public final class Restatement {
    private static final int PAGE = 200;
    private static final Set<String> TOLD = Set.of("due_at", "verdict", "breach_at", "target_s");

    private static final String CAUSE = "restate";

    /**
     * What was looked at and what changes, in order of the clocks.
     *
     * @param failed tickets that could not be folded or written, and why; the others were
     */
    public record Result(int tickets, List<ClockBook.HistoryRow> changes, Map<String, String> failed) {
        public Result {
            changes = List.copyOf(changes);
            failed = Collections.unmodifiableMap(new LinkedHashMap<>(failed));
        }
    }

    private final ClockBook book;
    private final TicketEvents log;
    private final Supplier<Fold> fold;
    private final Function<Instant, Watermarks> watermarks;
    private final Consumer<Instant> repaired;
    private final NewsDesk desk;
    private final OneByOne oneByOne;
    private final Transactions transactions;

    /**
     * A restatement of the whole book.
     *
     * @param repaired is told before the first ticket is written that what is known now rules the past too
     */
    public Restatement(
            ClockBook book,
            TicketEvents log,
            Supplier<Fold> fold,
            Function<Instant, Watermarks> watermarks,
            Consumer<Instant> repaired,
            NewsDesk desk,
            OneByOne oneByOne) {
        this.book = book;
        this.log = log;
        this.fold = fold;
        this.watermarks = watermarks;
        this.repaired = repaired;
        this.desk = desk;
        this.oneByOne = oneByOne;
        this.transactions = oneByOne.transactions();
    }

    /** Folds all tickets again; stores nothing in a dry run. */
    public Result run(boolean dryRun, Instant now) {
        TicketFolding folding = new TicketFolding(book, log, () -> fold.get().restated(now), watermarks);
        if (!dryRun) {
            repaired.accept(now);
        }
        Round round = new Round(folding, dryRun, now);
        int tickets = 0;
        String after = "";
        while (true) {
            List<String> page = book.ticketKeys(after, PAGE);
            if (page.isEmpty()) {
                return new Result(tickets, round.changes, round.failed);
            }
            round.page(page);
            tickets += page.size();
            after = page.get(page.size() - 1);
        }
    }

    private final class Round {
        private final TicketFolding folding;
        private final boolean dryRun;
        private final Instant now;
        private final List<ClockBook.HistoryRow> changes = new ArrayList<>();
        private final Map<String, String> failed = new LinkedHashMap<>();

        Round(TicketFolding folding, boolean dryRun, Instant now) {
            this.folding = folding;
            this.dryRun = dryRun;
            this.now = now;
        }

        /** All in one transaction; if that fails, one by one. */
        void page(List<String> keys) {
            try {
                together(keys);
            } catch (RuntimeException e) {
                if (oneByOne.isOutage(e)) {
                    throw e;
                }
                keys.forEach(this::alone);
            }
        }

        private void alone(String key) {
            try {
                together(List.of(key));
            } catch (RuntimeException e) {
                if (oneByOne.isOutage(e)) {
                    throw e;
                }
                failed.put(key, e.toString());
            }
        }

        private void together(List<String> keys) {
            List<TicketFolding.Folded> folded = new ArrayList<>();
            if (dryRun) {
                folded.addAll(folding.fold(keys, now, CAUSE));
            } else {
                transactions.run(() -> folded.addAll(write(folding, keys, now)));
            }
            for (TicketFolding.Folded ticket : folded) {
                ClockDiff diff = ticket.diff();
                if (diff == null) {
                    failed.put(ticket.key(), String.valueOf(ticket.failure()));
                } else {
                    changes.addAll(told(diff));
                }
            }
        }
    }

    private List<TicketFolding.Folded> write(TicketFolding folding, List<String> keys, Instant now) {
        List<String> held = book.claim(keys);
        List<String> elsewhere = new ArrayList<>(keys);
        elsewhere.removeAll(held);
        book.queue(elsewhere, CAUSE); // whoever holds them folds them once more
        List<TicketFolding.Folded> folded = folding.fold(held, now, CAUSE);
        List<ClockDiff> diffs = folded.stream()
                .flatMap(ticket -> Optional.ofNullable(ticket.diff()).stream())
                .toList();
        book.write(diffs.stream().map(ClockDiff::change).toList());
        List<ClockNews> news = new ArrayList<>();
        for (ClockDiff diff : diffs) {
            diff.news().stream()
                    .filter(one -> one.kind() == ClockNews.Kind.RESTATED || one.kind() == ClockNews.Kind.RETRACTED)
                    .forEach(news::add);
        }
        desk.tell(news, now);
        return folded;
    }

    /** Deadlines and verdicts that change; a breach that time alone brought, at its known instant, is no restatement. */
    private static List<ClockBook.HistoryRow> told(ClockDiff diff) {
        List<ClockBook.HistoryRow> rows = diff.change().history().stream()
                .filter(row -> TOLD.contains(row.field()))
                .toList();
        Set<String> moved = rows.stream()
                .filter(row -> !row.field().equals("verdict"))
                .map(ClockBook.HistoryRow::clockId)
                .collect(Collectors.toSet());
        return rows.stream()
                .filter(row -> moved.contains(row.clockId())
                        || !(row.field().equals("verdict")
                                && "open".equals(row.oldValue())
                                && "breached".equals(row.newValue())))
                .toList();
    }
}
