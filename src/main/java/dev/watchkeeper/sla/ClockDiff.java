package dev.watchkeeper.sla;

import dev.watchkeeper.tickets.TicketEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one fold changed against what was stored: rows to write, history, fallen marks, and news for people. Pure. Rows
 * of which only the counting seconds moved are not written.
 */
final class ClockDiff {
    private static final Duration LATE = Duration.ofMinutes(1);
    /** Kept beside the marks: how often a told breach was taken back. */
    private static final String RETRACTED = "retracted";

    private final ClockBook.TicketCard card;
    private final ClockBook.@Nullable TicketCard was;
    private final Set<String> fallen;
    private final boolean anyRetracted;
    private final Instant now;
    private final String cause;
    private final List<Clock> changed = new ArrayList<>();
    private final Set<String> added = new HashSet<>();
    private final List<String> gone = new ArrayList<>();
    private final List<ClockBook.HistoryRow> history = new ArrayList<>();
    private final List<ClockBook.FallenMark> marks = new ArrayList<>();
    private final List<ClockNews> news = new ArrayList<>();

    private ClockDiff(ClockBook.TicketCard card, ClockBook.@Nullable Entry stored, Instant now, String cause) {
        this.card = card;
        this.was = stored == null ? null : stored.card();
        this.fallen = stored == null ? Set.of() : stored.marks();
        this.anyRetracted = fallen.stream().anyMatch(key -> key.contains("/" + RETRACTED + "/"));
        this.now = now;
        this.cause = cause;
    }

    /**
     * Compares.
     *
     * @param cause what made the ticket be folded: {@code event}, {@code time}, {@code rules}, {@code watermark}
     */
    static ClockDiff of(
            ClockBook.TicketCard card, ClockBook.@Nullable Entry stored, List<Clock> after, Instant now, String cause) {
        ClockDiff diff = new ClockDiff(card, stored, now, cause);
        Map<String, Clock> before = new HashMap<>();
        if (stored != null) {
            stored.clocks().forEach(clock -> before.put(clock.id(), clock));
        }
        for (Clock clock : after) {
            diff.compare(before.remove(clock.id()), clock);
        }
        before.values().forEach(diff::vanished);
        return diff;
    }

    ClockBook.Change change() {
        return new ClockBook.Change(card, was, changed, added, gone, history, marks, now);
    }

    List<ClockNews> news() {
        return news;
    }

    private void compare(@Nullable Clock old, Clock folded) {
        Clock seen = keepRestated(old, folded.afterRetractions(retractions(folded.id())));
        boolean retracted = old != null && isToldBreachGone(old, seen);
        if (retracted) {
            marks.add(fallen(seen, RETRACTED, now, ClockBook.FallenMark.Outcome.SILENT, List.of()));
        }
        Clock clock = seen.afterRetractions(retracted ? 1 : 0);
        List<ClockBook.FallenMark> fell = marks(clock, retracted);
        marks.addAll(fell);
        boolean write = old == null || !steady(old).equals(steady(clock));
        if (write) {
            changed.add(clock);
        }
        if (old == null) {
            added.add(clock.id());
            history(
                    clock,
                    "verdict",
                    null,
                    clock.verdict().word(),
                    clock.deciding().start());
        } else if (write) {
            historyOfChange(old, clock);
            tellChange(old, clock);
        }
        fell.stream()
                .filter(mark -> mark.outcome() == ClockBook.FallenMark.Outcome.FIRED)
                .forEach(mark -> news.add(new ClockNews(
                        mark.mark().equals("breach") ? ClockNews.Kind.BREACH : ClockNews.Kind.MARK,
                        card,
                        clock,
                        old,
                        mark,
                        mark.late())));
    }

    /** A verdict that changed after it had been confirmed stays marked as restated. */
    private static Clock keepRestated(@Nullable Clock old, Clock folded) {
        if (old == null) {
            return folded;
        }
        boolean wasFinal = old.confirmation() == Confirmation.CONFIRMED || old.confirmation() == Confirmation.RESTATED;
        boolean differs = old.verdict() != folded.verdict() || !old.verdictAt().equals(folded.verdictAt());
        boolean restated = (wasFinal && differs)
                || (old.confirmation() == Confirmation.RESTATED && folded.confirmation() == Confirmation.CONFIRMED);
        return restated ? folded.withConfirmation(Confirmation.RESTATED) : folded;
    }

    /**
     * A breach that was told and is gone, since an answer or a pause came late, may come again for good: then it is an
     * alarm of its own, under the next target version. What was told of earlier marks stays told.
     */
    private boolean isToldBreachGone(Clock old, Clock clock) {
        return old.verdict() == Verdict.BREACHED
                && clock.verdict() != Verdict.BREACHED
                && fallen.contains(clock.id() + "/breach/" + clock.targetVersion());
    }

    private int retractions(String clockId) {
        if (!anyRetracted) {
            return 0; // as nearly always
        }
        String prefix = clockId + "/" + RETRACTED + "/";
        return (int) fallen.stream().filter(key -> key.startsWith(prefix)).count();
    }

    private ClockBook.FallenMark fallen(
            Clock clock, String mark, Instant at, ClockBook.FallenMark.Outcome outcome, List<String> passedOver) {
        return new ClockBook.FallenMark(
                clock.id(),
                clock.ticket(),
                mark,
                clock.targetVersion(),
                at,
                now,
                outcome,
                Duration.between(at, now).compareTo(LATE) > 0,
                passedOver);
    }

    /** At most two: of those that history read in, and of the others, the highest; it is told if it can warn. */
    private List<ClockBook.FallenMark> marks(Clock clock, boolean retracted) {
        List<Clock.Mark> silent = new ArrayList<>();
        List<Clock.Mark> others = new ArrayList<>();
        Instant silentUntil = clock.silentUntil();
        clock.marks().stream()
                .filter(mark -> !mark.at().isAfter(now))
                .filter(mark -> !fallen.contains(clock.alarmKey(mark)))
                .sorted(Comparator.comparingLong(Clock.Mark::seconds).thenComparing(Clock.Mark::at))
                .forEach(mark -> (silentUntil == null || mark.at().isAfter(silentUntil) ? others : silent).add(mark));
        boolean warns = !retracted && (clock.verdict() == Verdict.OPEN || clock.verdict() == Verdict.BREACHED);
        List<ClockBook.FallenMark> fell = new ArrayList<>();
        addHighest(fell, clock, silent, ClockBook.FallenMark.Outcome.SILENT);
        addHighest(
                fell, clock, others, warns ? ClockBook.FallenMark.Outcome.FIRED : ClockBook.FallenMark.Outcome.SKIPPED);
        return fell;
    }

    private void addHighest(
            List<ClockBook.FallenMark> fell,
            Clock clock,
            List<Clock.Mark> reached,
            ClockBook.FallenMark.Outcome outcome) {
        if (!reached.isEmpty()) {
            Clock.Mark highest = reached.get(reached.size() - 1);
            List<String> lower = reached.subList(0, reached.size() - 1).stream()
                    .map(Clock.Mark::name)
                    .toList();
            fell.add(fallen(clock, highest.name(), highest.at(), outcome, lower));
        }
    }

    private void tellChange(Clock old, Clock clock) {
        ClockNews.Kind kind = null;
        if (old.verdict() != clock.verdict() && clock.confirmation() == Confirmation.RESTATED) {
            kind = ClockNews.Kind.RESTATED;
        } else if (old.verdict() == Verdict.BREACHED && clock.verdict() != Verdict.BREACHED) {
            kind = ClockNews.Kind.RETRACTED;
        } else if (old.isOpen() && clock.verdict() == Verdict.MET) {
            kind = ClockNews.Kind.ANSWERED;
        } else if (old.verdict() == Verdict.BREACHED && old.fulfilledAt() == null && clock.fulfilledAt() != null) {
            kind = ClockNews.Kind.ANSWERED_LATE;
        } else if (old.isOpen() && !clock.isOpen() && clock.verdict() != Verdict.BREACHED) {
            kind = ClockNews.Kind.ENDED;
        } else if (old.isOpen() && clock.isOpen() && clock.runState() == RunState.PAUSED) {
            kind = old.runState() == RunState.PAUSED ? null : ClockNews.Kind.PAUSED;
        } else if (old.isOpen() && clock.isOpen() && !Objects.equals(old.dueAt(), clock.dueAt())) {
            kind = ClockNews.Kind.MOVED;
        }
        if (kind != null) {
            news.add(new ClockNews(kind, card, clock, old, null, false));
        }
    }

    private void historyOfChange(Clock old, Clock clock) {
        TicketEvent.Key end = clock.deciding().end();
        field(clock, "verdict", word(old.verdict()), word(clock.verdict()), end);
        field(
                clock,
                "confirmation",
                old.confirmation() == null ? null : old.confirmation().word(),
                clock.confirmation() == null ? null : clock.confirmation().word(),
                null);
        field(
                clock,
                "run_state",
                old.runState().word(),
                clock.runState().word(),
                clock.deciding().lastPause());
        field(
                clock,
                "due_at",
                text(old.dueAt()),
                text(clock.dueAt()),
                clock.deciding().regrade());
        field(
                clock,
                "breach_at",
                text(old.breachAt()),
                text(clock.breachAt()),
                clock.deciding().regrade());
        field(clock, "fulfilled_at", text(old.fulfilledAt()), text(clock.fulfilledAt()), end);
        field(clock, "reason", old.reason(), clock.reason(), end);
        field(clock, "plan", old.plan(), clock.plan(), clock.deciding().regrade());
        field(
                clock,
                "severity",
                old.severity().name(),
                clock.severity().name(),
                clock.deciding().regrade());
        field(
                clock,
                "target_s",
                text(old.targetSeconds()),
                text(clock.targetSeconds()),
                clock.deciding().regrade());
    }

    private void field(
            Clock clock, String field, @Nullable String from, @Nullable String to, TicketEvent.@Nullable Key event) {
        if (!Objects.equals(from, to)) {
            history(clock, field, from, to, event);
        }
    }

    private void history(
            Clock clock, String field, @Nullable String from, @Nullable String to, TicketEvent.@Nullable Key event) {
        boolean byEvent = event != null && cause.equals("event");
        history.add(new ClockBook.HistoryRow(
                clock.id(),
                now,
                byEvent && event != null ? event.source() + " " + event.id() : cause,
                field,
                from,
                to));
    }

    /** A correction took away the event that had started it. */
    private void vanished(Clock old) {
        gone.add(old.id());
        history.add(new ClockBook.HistoryRow(
                old.id(), now, cause, "verdict", old.verdict().word(), null));
        if (old.verdict() == Verdict.BREACHED) {
            news.add(new ClockNews(ClockNews.Kind.RETRACTED, card, old, old, null, false));
        }
    }

    /** The clock without what moves by itself as time goes on. */
    private static Clock steady(Clock clock) {
        return clock.runState() == RunState.STOPPED
                ? clock.withCounters(
                        clock.usedSeconds(),
                        Instant.EPOCH,
                        clock.remainingSeconds(),
                        clock.overrunSeconds(),
                        clock.pausedSeconds(),
                        clock.pausedRealSeconds(),
                        Instant.EPOCH)
                : clock.withCounters(0, Instant.EPOCH, 0L, 0, 0, 0, Instant.EPOCH);
    }

    private static String word(Verdict verdict) {
        return verdict.word();
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
