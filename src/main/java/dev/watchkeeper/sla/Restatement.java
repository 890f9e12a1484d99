package dev.watchkeeper.sla;

import dev.watchkeeper.jobs.Transactions;
import dev.watchkeeper.tickets.TicketEvents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    /** What was looked at and what changes, in order of the clocks. */
    public record Result(int tickets, List<ClockBook.HistoryRow> changes) {
        public Result {
            changes = List.copyOf(changes);
        }
    }

    private final ClockBook book;
    private final TicketFolding folding;
    private final NewsDesk desk;
    private final Transactions transactions;

    public Restatement(
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

    /** Folds all tickets again; stores nothing in a dry run. */
    public Result run(boolean dryRun, Instant now) {
        List<ClockBook.HistoryRow> changes = new ArrayList<>();
        int tickets = 0;
        String after = "";
        while (true) {
            List<String> page = book.ticketKeys(after, PAGE);
            if (page.isEmpty()) {
                return new Result(tickets, changes);
            }
            changes.addAll(dryRun ? look(page, now) : transactions.in(() -> write(page, now)));
            tickets += page.size();
            after = page.get(page.size() - 1);
        }
    }

    private List<ClockBook.HistoryRow> look(List<String> keys, Instant now) {
        List<ClockBook.HistoryRow> told = new ArrayList<>();
        diffs(keys, now).forEach(diff -> told.addAll(told(diff)));
        return told;
    }

    private List<ClockBook.HistoryRow> write(List<String> keys, Instant now) {
        List<String> held = book.claim(keys);
        List<String> elsewhere = new ArrayList<>(keys);
        elsewhere.removeAll(held);
        book.queue(elsewhere, "restate"); // whoever holds them folds them once more
        List<ClockDiff> diffs = diffs(held, now);
        book.write(diffs.stream().map(ClockDiff::change).toList());
        List<ClockNews> news = new ArrayList<>();
        List<ClockBook.HistoryRow> told = new ArrayList<>();
        for (ClockDiff diff : diffs) {
            told.addAll(told(diff));
            diff.news().stream()
                    .filter(one -> one.kind() == ClockNews.Kind.RESTATED || one.kind() == ClockNews.Kind.RETRACTED)
                    .forEach(news::add);
        }
        desk.tell(news, now);
        return told;
    }

    private List<ClockDiff> diffs(List<String> keys, Instant now) {
        return folding.fold(keys, now, "restate").stream()
                .flatMap(ticket -> Optional.ofNullable(ticket.diff()).stream())
                .toList();
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
