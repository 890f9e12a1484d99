package dev.watchkeeper.sla;

import dev.watchkeeper.calendar.ServiceCalendar;
import dev.watchkeeper.tickets.Actor;
import dev.watchkeeper.tickets.EventType;
import dev.watchkeeper.tickets.StatusCategory;
import dev.watchkeeper.tickets.TicketEvent;
import dev.watchkeeper.tickets.TicketSeverity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rules of the reference written down a second time, as plainly as they can be: one plan on one calendar with the
 * standard options, one ticket of one source. What {@link TicketFold} is held against.
 */
final class PlainFold {
    private static final long REOPEN_WINDOW = 7 * 86_400;

    /** A clock: what counts of it. */
    static final class Run {
        final Metric metric;
        final int cycle;
        final long start;
        RunState state = RunState.RUNNING;
        Verdict verdict = Verdict.OPEN;
        long target;
        long last;
        long used;
        long paused;

        @Nullable
        Long breach;

        @Nullable
        Long fulfilled;

        /** The event that started it. */
        String cause = "";
        /** No breach is dated before it. */
        long floor = Long.MIN_VALUE;

        boolean promised;

        Run(Metric metric, int cycle, long start) {
            this.metric = metric;
            this.cycle = cycle;
            this.start = start;
            this.last = start;
        }

        @Override
        public String toString() {
            return metric + " " + cycle + " from " + start + ": " + state + " " + verdict + " used " + used + " paused "
                    + paused + " breach " + (verdict == Verdict.BREACHED ? breach : null) + " fulfilled " + fulfilled;
        }
    }

    private final ServiceCalendar calendar;
    private final Map<TicketSeverity, Map<Metric, Long>> targets;
    private final List<Run> runs = new ArrayList<>();
    private TicketSeverity severity = TicketSeverity.S3;
    private StatusCategory status = StatusCategory.NEW;
    private long doneAt;
    private @Nullable TicketEvent thanks;
    /** Messages of the customer that nobody has answered, in the order in which they came. */
    private final List<TicketEvent> waiting = new ArrayList<>();

    private PlainFold(ServiceCalendar calendar, Map<TicketSeverity, Map<Metric, Long>> targets) {
        this.calendar = calendar;
        this.targets = targets;
    }

    static List<Run> of(
            List<TicketEvent> events,
            ServiceCalendar calendar,
            Map<TicketSeverity, Map<Metric, Long>> targets,
            long now) {
        PlainFold fold = new PlainFold(calendar, targets);
        List<TicketEvent> sorted = new ArrayList<>(events);
        sorted.sort(Comparator.comparingLong((TicketEvent e) -> second(e))
                .thenComparing(e -> e.kind().rank())
                .thenComparing(TicketEvent::id));
        for (TicketEvent event : sorted) {
            fold.advance(second(event));
            fold.take(event, second(event));
            if (event.kind() == EventType.TICKET_MERGED || event.kind() == EventType.TICKET_DELETED) {
                break;
            }
        }
        fold.advance(now);
        knownFrom(sorted).ifPresent(fold::judgeByWhatWasKnown);
        return fold.runs;
    }

    /** When the customer became known, if not with the opening. */
    private static Optional<Long> knownFrom(List<TicketEvent> sorted) {
        for (TicketEvent event : sorted) {
            if (event.kind() == EventType.TICKET_OPENED && event.customer() != null) {
                return Optional.empty();
            }
            if (event.kind() == EventType.CUSTOMER_CHANGED) {
                return Optional.of(second(event));
            }
        }
        return Optional.of(Long.MAX_VALUE);
    }

    /** Without a customer nothing is promised; what had ended by then stays so, the rest is late no earlier. */
    private void judgeByWhatWasKnown(long known) {
        for (Run run : runs) {
            if (known == Long.MAX_VALUE || (run.state == RunState.STOPPED && run.last < known)) {
                run.verdict = Verdict.NOT_APPLICABLE;
                run.used = 0;
                run.paused = 0;
                run.promised &= known != Long.MAX_VALUE;
            } else if (run.breach != null && run.breach < known) {
                run.breach = known;
            }
        }
    }

    private static long second(TicketEvent event) {
        return event.occurredAt().getEpochSecond();
    }

    private void advance(long t) {
        for (Run run : runs) {
            if (run.state == RunState.STOPPED || t <= run.last) {
                continue;
            }
            long open = calendar.between(run.last, t);
            if (run.state == RunState.PAUSED) {
                run.paused += open;
            } else {
                if (run.verdict == Verdict.OPEN && run.used + open > run.target) {
                    run.verdict = Verdict.BREACHED;
                    run.breach = Math.max(run.floor, calendar.breachAt(run.last, run.target - run.used));
                }
                run.used += open;
            }
            run.last = t;
        }
    }

    private void take(TicketEvent event, long t) {
        boolean counts = event.isPublic() && !event.automatic() && !event.isBy(Actor.Kind.THIRD_PARTY);
        switch (event.kind()) {
            case TICKET_OPENED -> opened(event, t);
            case SEVERITY_CHANGED -> {
                severity = TicketSeverity.of(String.valueOf(event.to()));
                runs.forEach(run -> regrade(run, t));
            }
            case MESSAGE_CUSTOMER -> {
                if (counts) {
                    customerWrites(event);
                }
            }
            case MESSAGE_AGENT -> {
                if (counts) {
                    thanks = null;
                    waiting.clear();
                    fulfil(Metric.FIRST_RESPONSE, t);
                    fulfil(Metric.NEXT_RESPONSE, t);
                    fulfil(Metric.PERIODIC_UPDATE, t);
                    if (!status.isDone()) {
                        start(Metric.PERIODIC_UPDATE, t);
                    }
                }
            }
            case STATUS_CHANGED, TICKET_REOPENED -> {
                StatusCategory to = StatusCategory.of(String.valueOf(event.to()));
                boolean back = status.isDone();
                status = to;
                if (back) {
                    reopened(t);
                }
                pauseOrResume();
            }
            case TICKET_SPLIT -> split(event.attr("message").orElse(""), t);
            case TICKET_SOLVED -> done(StatusCategory.SOLVED, t);
            case TICKET_CLOSED -> done(StatusCategory.CLOSED, t);
            case TICKET_MERGED, TICKET_DELETED ->
                runs.stream().filter(PlainFold::goesOn).forEach(run -> stop(run, Verdict.CANCELLED));
            default -> {}
        }
    }

    private void opened(TicketEvent event, long t) {
        severity = TicketSeverity.of(event.attr("severity").orElse("S3"));
        status = StatusCategory.of(event.attr("status_category").orElse("new"));
        start(Metric.FIRST_RESPONSE, t);
        if (event.attr("initiated_by").filter("agent"::equals).isPresent()) {
            stop(runs.get(0), Verdict.NOT_APPLICABLE);
        } else if (event.attrIsTrue("live")) {
            fulfil(Metric.FIRST_RESPONSE, t);
            start(Metric.PERIODIC_UPDATE, t);
        }
        start(Metric.RESOLUTION, t);
    }

    /** What was asked in a message that went elsewhere is asked there. */
    private void split(String message, long t) {
        if (!waiting.removeIf(event -> event.id().equals(message))) {
            return;
        }
        if (thanks != null && thanks.id().equals(message)) {
            thanks = waiting.isEmpty() ? null : waiting.get(0);
        }
        Run next = going(Metric.NEXT_RESPONSE);
        if (next != null && next.cause.equals(message)) {
            stop(next, Verdict.CANCELLED);
            if (!waiting.isEmpty()) {
                ask(waiting.get(0));
                runs.get(runs.size() - 1).floor = t;
                advance(t);
            }
        }
    }

    private void ask(TicketEvent message) {
        start(Metric.NEXT_RESPONSE, second(message));
        runs.get(runs.size() - 1).cause = message.id();
    }

    private void customerWrites(TicketEvent event) {
        waiting.add(event);
        if (status == StatusCategory.WAITING_CUSTOMER) {
            status = StatusCategory.OPEN;
            pauseOrResume();
        }
        if (status.isDone()) {
            thanks = thanks == null ? event : thanks;
        } else if (going(Metric.FIRST_RESPONSE) == null && going(Metric.NEXT_RESPONSE) == null) {
            ask(event);
        }
    }

    private void done(StatusCategory to, long t) {
        boolean already = status.isDone();
        status = already && to == StatusCategory.SOLVED ? status : to;
        if (already) {
            return;
        }
        doneAt = t;
        waiting.clear();
        fulfil(Metric.NEXT_RESPONSE, t);
        fulfil(Metric.RESOLUTION, t);
        Run update = going(Metric.PERIODIC_UPDATE);
        if (update != null) {
            stop(update, Verdict.NOT_APPLICABLE);
        }
        Run first = going(Metric.FIRST_RESPONSE);
        if (first != null) {
            stop(first, Verdict.CANCELLED);
        }
    }

    private void reopened(long t) {
        Run resolution = latest(Metric.RESOLUTION);
        if (resolution != null && t - doneAt <= REOPEN_WINDOW) {
            resolution.paused += calendar.between(resolution.last, t);
            resolution.last = t;
            resolution.fulfilled = null;
            resolution.state = RunState.RUNNING;
            resolution.verdict = resolution.verdict == Verdict.MET ? Verdict.OPEN : resolution.verdict;
            regrade(resolution, t);
        } else {
            start(Metric.RESOLUTION, t);
        }
        if (thanks != null && going(Metric.FIRST_RESPONSE) == null) {
            ask(thanks);
            advance(t);
        }
        thanks = null;
    }

    private void start(Metric metric, long t) {
        Run before = latest(metric);
        Run run = new Run(metric, before == null ? 1 : before.cycle + 1, t);
        runs.add(run);
        aim(run);
        pauseOrResume();
    }

    private void aim(Run run) {
        Long target = targets.getOrDefault(severity, Map.of()).get(run.metric);
        run.target = target == null ? -1 : target;
        run.promised |= target != null;
        run.verdict = target == null ? Verdict.NOT_APPLICABLE : Verdict.OPEN;
    }

    private void regrade(Run run, long t) {
        long before = run.target;
        if (goesOn(run) && run.verdict != Verdict.BREACHED) {
            aim(run);
            if (run.target != before && run.verdict == Verdict.OPEN && run.used > run.target) {
                run.verdict = Verdict.BREACHED;
                run.breach = t;
            }
        }
    }

    private void pauseOrResume() {
        for (Run run : runs) {
            if (goesOn(run)) {
                boolean paused = status == StatusCategory.WAITING_CUSTOMER
                        && (run.metric == Metric.RESOLUTION || run.metric == Metric.PERIODIC_UPDATE);
                run.state = paused ? RunState.PAUSED : RunState.RUNNING;
            }
        }
    }

    private void fulfil(Metric metric, long t) {
        Run run = going(metric);
        if (run != null) {
            run.fulfilled = t;
            stop(run, Verdict.MET);
        }
    }

    private static void stop(Run run, Verdict ifOpen) {
        run.state = RunState.STOPPED;
        run.verdict = run.verdict == Verdict.OPEN ? ifOpen : run.verdict;
    }

    private static boolean goesOn(Run run) {
        return run.state != RunState.STOPPED;
    }

    private @Nullable Run latest(Metric metric) {
        return runs.stream()
                .filter(run -> run.metric == metric)
                .reduce((one, other) -> other)
                .orElse(null);
    }

    private @Nullable Run going(Metric metric) {
        Run run = latest(metric);
        return run != null && goesOn(run) ? run : null;
    }
}
