package dev.watchkeeper.sla;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What people ask of stored clocks: lists, counts and history. {@code customers} null means all of them. */
public interface ClockReports {
    /** Open clocks with a deadline, nearest first. */
    List<Clock> openByDeadline(@Nullable Set<String> customers, int limit);

    /** How many {@link #openByDeadline} would list without a limit. */
    long countOpen(@Nullable Set<String> customers);

    /** Open tickets for which no contract says anything, counted by customer, most first. */
    List<Unpromised> unpromised();

    /** Clocks with a verdict instant in [from, to), and all that are open. */
    List<Clock> forReport(@Nullable Set<String> customers, Instant from, Instant to);

    /** What happened to a clock, in order. */
    List<ClockBook.HistoryRow> history(String clockId);

    /** Changes noticed in [from, to) of verdicts that had been confirmed. */
    List<ClockBook.HistoryRow> restatements(Instant from, Instant to);

    /**
     * Open tickets without a plan.
     *
     * @param customer null for those that name none
     * @param example one of them
     */
    record Unpromised(@Nullable String customer, int tickets, String example) {}
}
