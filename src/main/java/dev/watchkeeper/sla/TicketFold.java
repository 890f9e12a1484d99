package dev.watchkeeper.sla;

import dev.watchkeeper.tickets.Actor;
import dev.watchkeeper.tickets.Channel;
import dev.watchkeeper.tickets.EventType;
import dev.watchkeeper.tickets.StatusCategory;
import dev.watchkeeper.tickets.TicketEvent;
import dev.watchkeeper.tickets.TicketSeverity;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One fold of one ticket: a small state machine over events in order. Used once, by one thread. */
final class TicketFold {
    /** A public agent message this long before a status counts as sent with it (option pause_needs_message). */
    private static final long MESSAGE_BEFORE_STATUS = 600;

    private final Fold fold;
    private final TicketHistory history;
    private final Watermarks watermarks;
    private final Instant now;
    private final Prepared prepared;
    private final FoldTimeline timeline;
    private final Grading grading;
    private final ClockSet clocks;
    private final NavigableSet<Long> cuts;
    private final Deque<TicketHistory.Carried> carried;
    private final boolean explain;
    private final TreeSet<String> flags;

    private StatusCategory category = StatusCategory.NEW;
    private boolean started;
    private boolean ended;
    private long doneAt = RunningClock.UNSET;
    private long lastAgentMessage = RunningClock.UNSET;
    private boolean messageInStatus;
    private final Unanswered unanswered = new Unanswered();
    private @Nullable TicketEvent onSolved;
    private @Nullable TicketEvent waitingAtMerge;

    TicketFold(Fold fold, TicketHistory history, Watermarks watermarks, Instant now, boolean explain) {
        this(fold, history, Prepared.of(history, now), watermarks, now, explain);
    }

    private TicketFold(
            Fold fold, TicketHistory history, Prepared prepared, Watermarks watermarks, Instant now, boolean explain) {
        this.explain = explain;
        this.fold = fold;
        this.history = history;
        this.watermarks = watermarks;
        this.now = now;
        this.prepared = prepared;
        this.timeline = new FoldTimeline(explain);
        this.grading = new Grading(fold, prepared);
        this.clocks = new ClockSet(grading, prepared.customerKnownAt(), timeline);
        this.cuts = prepared.openedAt() == RunningClock.UNSET ? new TreeSet<>() : grading.cuts();
        this.flags = new TreeSet<>(prepared.flags());
        this.carried = new ArrayDeque<>(history.carried().stream()
                .sorted(Comparator.comparing(TicketHistory.Carried::mergedAt))
                .toList());
    }

    FoldResult run() {
        walk();
        return result();
    }

    private void walk() {
        if (prepared.openedAt() != RunningClock.UNSET) {
            long opened = prepared.openedAt();
            grading.open(opened);
            if (prepared.opening() == null) {
                open(opened, null, null);
            }
            for (TicketEvent event : prepared.events()) {
                long t = event.occurredAt().getEpochSecond();
                passCuts(t);
                clocks.advance(t);
                apply(event, t);
            }
            passCuts(now.getEpochSecond());
            clocks.advance(now.getEpochSecond());
        }
    }

    /** Other versions and contracts take over, and merged tickets bring their waiting customers, at or before t. */
    private void passCuts(long t) {
        while (!carried.isEmpty() && carried.getFirst().mergedAt().getEpochSecond() <= t) {
            carry(carried.removeFirst());
        }
        while (!cuts.isEmpty() && cuts.first() <= t) {
            long cut = cuts.pollFirst();
            if (cut > prepared.openedAt()) {
                clocks.advance(cut);
                grading.cut(cut);
                regradeAll(cut, cut, null);
                applyCategory(cut, null);
            }
        }
    }

    private void apply(TicketEvent event, long t) {
        if (event.concernsCustomer() || event.kind() == EventType.PLAN_CHANGED) {
            planChanged(event, t);
            return;
        }
        if (ended && event.kind() != EventType.TICKET_DELETED) {
            timeline.note(t, () -> "ignored: the ticket has ended", event);
            return;
        }
        switch (event.kind()) {
            case TICKET_OPENED -> opened(event, t);
            case CUSTOMER_CHANGED -> customerChanged(event, t);
            case PRIORITY_CHANGED -> priorityChanged(event, t);
            case SEVERITY_CHANGED -> severityChanged(TicketSeverity.of(String.valueOf(event.to())), event, t);
            case MESSAGE_CUSTOMER -> customerMessage(event, t);
            case MESSAGE_AGENT -> agentMessage(event, t);
            case TICKET_REOPENED -> reopened(event, t);
            case STATUS_CHANGED -> statusChanged(event, t);
            case TICKET_SOLVED -> solved(StatusCategory.SOLVED, event, t);
            case TICKET_CLOSED -> solved(StatusCategory.CLOSED, event, t);
            case TICKET_MERGED -> end("merged", event, t);
            case TICKET_DELETED -> deleted(event, t);
            case TICKET_SPLIT -> split(event, t);
            case NOTE_INTERNAL, ASSIGNMENT_CHANGED, PLAN_CHANGED, CORRECTION, SOURCE_WATERMARK, UNKNOWN ->
                timeline.note(t, () -> "no effect on any clock", event);
        }
    }

    // Opening

    private void opened(TicketEvent event, long t) {
        if (!event.equals(prepared.opening())) {
            timeline.note(t, () -> "ignored: the ticket was opened before", event);
            return;
        }
        event.attr("status_category").map(StatusCategory::of).ifPresent(c -> category = c);
        if (event.automatic() || event.isBy(Actor.Kind.THIRD_PARTY)) {
            timeline.note(
                    t,
                    () -> "opened, but not by a person who is promised anything: clocks wait for the customer",
                    event);
            return;
        }
        StatusCategory already = category;
        category = already.isDone() ? StatusCategory.NEW : already;
        open(startOfSplit(t), event, event.channel());
        if (already.isDone()) {
            solved(already, event, t); // opened and solved in one, as calls that are only noted down
        }
    }

    private long startOfSplit(long t) {
        Instant written = history.splitMessageAt();
        return grading.rules().splitStart() == Rules.SplitStart.MESSAGE && written != null
                ? Math.min(t, written.getEpochSecond())
                : t;
    }

    private void open(long t, @Nullable TicketEvent event, @Nullable Channel channel) {
        started = true;
        timeline.note(t, () -> "opened with plan " + grading.plan() + ", severity " + grading.severity(), event);
        boolean byAgent = event != null
                && event.attr("initiated_by").filter("agent"::equals).isPresent();
        boolean live = event != null
                && channel == Channel.HOTLINE
                && !byAgent
                && event.attrIsTrue("live")
                && (event.actor() == null || event.isBy(Actor.Kind.AGENT));
        Rules.HotlineFirstResponse hotline = grading.rules().hotlineFirstResponse();
        if (!live || hotline != Rules.HotlineFirstResponse.NO_CLOCK) {
            RunningClock first = start(Metric.FIRST_RESPONSE, t, channel, event);
            if (byAgent) {
                first.drop(t, "initiated_by_agent", event);
                timeline.note(t, first, () -> "not applicable: the desk wrote first", event);
            } else if (live && hotline == Rules.HotlineFirstResponse.ANSWERED_AT_OPEN) {
                clocks.fulfil(first, t, event, "live_contact");
                start(Metric.PERIODIC_UPDATE, t, channel, event);
            }
        }
        start(Metric.RESOLUTION, t, channel, event);
    }

    private RunningClock start(Metric metric, long t, @Nullable Channel channel, @Nullable TicketEvent event) {
        RunningClock clock = clocks.start(metric, t, channel, event);
        if (pausedBy(metric)) {
            clocks.pause(clock, category.word(), t, event);
        }
        return clock;
    }

    // Grades

    private void planChanged(TicketEvent event, long t) {
        if (!grading.planChanged(event, t) || !started) {
            return;
        }
        Instant received = event.receivedAt();
        long known = received == null ? t : Math.max(t, received.getEpochSecond());
        timeline.note(t, () -> "plan is now " + grading.plan(), event);
        regradeAll(t, known, event);
    }

    private void customerChanged(TicketEvent event, long t) {
        String to = event.to();
        if (to == null || to.equals(grading.customer())) {
            timeline.note(t, () -> "customer known: " + grading.customer(), event);
            return;
        }
        grading.customerChanged(to, t);
        timeline.note(t, () -> "customer is now " + to + ", plan " + grading.plan(), event);
        regradeAll(t, t, event);
    }

    private void priorityChanged(TicketEvent event, long t) {
        grading.severityOf(event.to(), t)
                .ifPresentOrElse(
                        severity -> severityChanged(severity, event, t),
                        () -> timeline.note(t, () -> "no effect: severity decides", event));
    }

    private void severityChanged(TicketSeverity to, TicketEvent event, long t) {
        grading.severityChanged(to);
        timeline.note(t, () -> "severity is now " + to, event);
        regradeAll(t, t, event);
    }

    private void regradeAll(long t, long known, @Nullable TicketEvent event) {
        clocks.regradeAll(t, known, event, this::start);
    }

    // Messages

    private void customerMessage(TicketEvent event, long t) {
        if (event.automatic() || !event.isPublic() || isOutsider(event)) {
            timeline.note(t, () -> "no effect: " + whyNot(event), event);
            return;
        }
        unanswered.add(event);
        if (!started && !category.isDone()) {
            open(t, event, event.channel());
            return;
        }
        if (category == StatusCategory.WAITING_CUSTOMER) {
            enter(StatusCategory.OPEN, t, event);
        }
        boolean answeredCall = event.channel() == Channel.HOTLINE && event.attrIsTrue("live");
        if (answeredCall) {
            answered(event, t);
        } else if (category.isDone()) {
            onSolved = onSolved == null ? event : onSolved;
            timeline.note(
                    t,
                    () -> "a message on a " + category.word() + " ticket: starts nothing unless the ticket reopens",
                    event);
        } else if (clocks.running(Metric.FIRST_RESPONSE) == null && clocks.running(Metric.NEXT_RESPONSE) == null) {
            start(Metric.NEXT_RESPONSE, t, event.channel(), event);
        } else {
            timeline.note(t, () -> "the customer already waits for an answer", event);
        }
        if (grading.rules().channelEscalation() && event.channel() == Channel.HOTLINE) {
            for (RunningClock clock : clocks.current()) {
                if (clock.isOpenToRegrade() && clock.channel != Channel.HOTLINE) {
                    clock.channel = Channel.HOTLINE;
                    clocks.regrade(clock, t, t, event, this::start);
                }
            }
        }
    }

    private static boolean isOutsider(TicketEvent event) {
        return event.isBy(Actor.Kind.THIRD_PARTY) || event.isBy(Actor.Kind.SYSTEM);
    }

    private static String whyNot(TicketEvent event) {
        return event.automatic() ? "automatic" : event.isPublic() ? "not from a party of the promise" : "not public";
    }

    private void agentMessage(TicketEvent event, long t) {
        if (event.automatic() || !event.isPublic() || isOutsider(event)) {
            timeline.note(t, () -> "no effect: " + whyNot(event), event);
            return;
        }
        if (!started) {
            timeline.note(t, () -> "no effect: no clock has started", event);
            return;
        }
        answered(event, t);
    }

    /** The customer heard from a human of the desk. */
    private void answered(TicketEvent event, long t) {
        lastAgentMessage = t;
        messageInStatus = true;
        unanswered.clear();
        if (onSolved != null) {
            flagMessageOnSolved();
            onSolved = null;
        }
        clocks.fulfil(clocks.running(Metric.FIRST_RESPONSE), t, event, null);
        clocks.fulfil(clocks.running(Metric.NEXT_RESPONSE), t, event, null);
        clocks.fulfil(clocks.running(Metric.PERIODIC_UPDATE), t, event, null);
        if (!category.isDone()) {
            start(Metric.PERIODIC_UPDATE, t, event.channel(), event);
            applyCategory(t, event);
        }
    }

    // Status

    private void statusChanged(TicketEvent event, long t) {
        Optional<StatusCategory> to = Optional.ofNullable(event.to())
                .flatMap(StatusCategory::find)
                .or(() -> event.attr("status_category").flatMap(StatusCategory::find));
        if (to.isEmpty()) {
            flags.add("unmapped_status");
        }
        StatusCategory entered = to.orElse(StatusCategory.OPEN);
        if (entered.isDone()) {
            solved(entered, event, t);
        } else if (category.isDone()) {
            reopen(entered, event, t);
        } else {
            enter(entered, t, event);
        }
    }

    private void enter(StatusCategory entered, long t, @Nullable TicketEvent event) {
        if (entered == category) {
            timeline.note(t, () -> "no effect: still " + category.word(), event);
            return;
        }
        category = entered;
        messageInStatus = lastAgentMessage != RunningClock.UNSET && t - lastAgentMessage <= MESSAGE_BEFORE_STATUS;
        timeline.note(t, () -> "is now " + category.word(), event);
        applyCategory(t, event);
    }

    private void applyCategory(long t, @Nullable TicketEvent event) {
        clocks.pauseWhere(this::pausedBy, category.word(), t, event);
    }

    private boolean pausedBy(Metric metric) {
        Rules rules = grading.rules();
        if (category == StatusCategory.WAITING_CUSTOMER && rules.pauseNeedsMessage() && !messageInStatus) {
            return false;
        }
        return rules.pauses(metric).contains(category);
    }

    private void solved(StatusCategory to, TicketEvent event, long t) {
        if (category.isDone()) {
            timeline.note(t, () -> to.word() + " after " + category.word() + ": nothing left to fulfil", event);
            if (to == StatusCategory.CLOSED) {
                category = to;
            }
            return;
        }
        category = to;
        doneAt = t;
        unanswered.clear();
        timeline.note(t, () -> "is now " + to.word(), event);
        clocks.fulfil(clocks.running(Metric.NEXT_RESPONSE), t, event, null);
        clocks.fulfil(clocks.running(Metric.RESOLUTION), t, event, null);
        RunningClock update = clocks.running(Metric.PERIODIC_UPDATE);
        if (update != null) {
            update.drop(t, to.word(), event);
        }
        RunningClock first = clocks.running(Metric.FIRST_RESPONSE);
        if (first != null) {
            switch (grading.rules().closeWithoutReply()) {
                case CANCEL -> {
                    first.cancel(t, "closed_without_reply", event);
                    timeline.note(t, first, () -> "cancelled: closed without reply", event);
                }
                case FULFIL -> clocks.fulfil(first, t, event, "closed_without_reply");
                case KEEP_RUNNING -> first.resume(t);
            }
        }
    }

    private void reopened(TicketEvent event, long t) {
        StatusCategory to = Optional.ofNullable(event.to())
                .flatMap(StatusCategory::find)
                .or(() -> event.attr("status_category").flatMap(StatusCategory::find))
                .filter(c -> !c.isDone())
                .orElse(StatusCategory.OPEN);
        if (category.isDone()) {
            reopen(to, event, t);
        } else {
            enter(to, t, event);
        }
    }

    private void reopen(StatusCategory to, TicketEvent event, long t) {
        category = to;
        messageInStatus = false;
        if (!started) {
            TicketEvent first = onSolved;
            onSolved = null;
            if (first != null) {
                open(first.occurredAt().getEpochSecond(), first, first.channel());
                clocks.advance(t);
            }
            return;
        }
        RunningClock last = clocks.latest(Metric.RESOLUTION);
        boolean within = t - doneAt <= grading.rules().reopenWindow().toSeconds();
        if (last != null && within && last.isStopped() && !"restarted".equals(last.reason)) {
            last.withdraw(t);
            timeline.note(t, last, () -> "goes on: reopened within the window, the solved span does not count", event);
            if (last.isOpenToRegrade()) {
                clocks.regrade(last, t, t, event, this::start);
            }
        } else {
            Channel channel = event.channel() != null ? event.channel() : last == null ? null : last.channel;
            start(Metric.RESOLUTION, t, channel, event);
        }
        TicketEvent waiting = onSolved;
        onSolved = null;
        if (waiting != null && clocks.running(Metric.FIRST_RESPONSE) == null) {
            start(Metric.NEXT_RESPONSE, waiting.occurredAt().getEpochSecond(), waiting.channel(), waiting)
                    .advance(t);
        }
        applyCategory(t, event);
    }

    // Endings

    /**
     * The obligation moves with the message: what waits for it here ends, and whoever else waits here is waited for
     * from the oldest message that stays.
     */
    private void split(TicketEvent event, long t) {
        timeline.note(t, () -> "split: ticket " + event.to() + " goes on by itself", event);
        TicketEvent moved = event.attr("message")
                .map(id -> unanswered.remove(new TicketEvent.Key(event.source(), id)))
                .orElse(null);
        if (moved == null) {
            return; // not said which, answered before, or not a message of the customer
        }
        if (onSolved != null && onSolved.key().equals(moved.key())) {
            onSolved = unanswered.oldest();
        }
        for (Metric metric : List.of(Metric.FIRST_RESPONSE, Metric.NEXT_RESPONSE)) {
            RunningClock clock = clocks.running(metric);
            TicketEvent waitedFor = clock == null ? null : clock.startEvent;
            if (clock == null || waitedFor == null || !waitedFor.key().equals(moved.key())) {
                continue;
            }
            clock.cancel(t, "split", event);
            timeline.note(t, clock, () -> "ended: the message it waited for went to ticket " + event.to(), event);
            TicketEvent rest = unanswered.oldest();
            if (rest != null) {
                RunningClock next = start(metric, rest.occurredAt().getEpochSecond(), rest.channel(), rest);
                next.knownOnlyAt(t);
                next.advance(t);
            }
        }
    }

    private void end(String why, TicketEvent event, long t) {
        if (!ended && event.kind() == EventType.TICKET_MERGED) {
            waitingAtMerge = waiting();
        }
        ended = true;
        clocks.cancelAll(t, why, event);
    }

    private void deleted(TicketEvent event, long t) {
        // Some systems say that a ticket was merged, but not into which.
        boolean merged = event.attr("reason").filter("merged"::equals).isPresent();
        if (!merged) {
            flags.add("deleted");
        }
        end(merged ? "merged" : event.attr("reason").filter("spam"::equals).orElse("deleted"), event, t);
    }

    private void carry(TicketHistory.Carried waiting) {
        long t = waiting.mergedAt().getEpochSecond();
        TicketEvent message = waiting.message();
        if (!grading.rules().mergeCarryWaiting()
                || !started
                || ended
                || category.isDone()
                || clocks.running(Metric.FIRST_RESPONSE) != null) {
            return;
        }
        clocks.advance(t);
        long since = message.occurredAt().getEpochSecond();
        RunningClock next = clocks.running(Metric.NEXT_RESPONSE);
        if (next != null) {
            if (next.start <= since) {
                return;
            }
            next.drop(t, "merged", message);
        }
        unanswered.add(message);
        start(Metric.NEXT_RESPONSE, since, message.channel(), message).advance(t);
    }

    // Result

    private FoldResult result() {
        if (onSolved != null) {
            flagMessageOnSolved();
        }
        if (prepared.openedAt() != RunningClock.UNSET
                && fold.policies().isBeforeFirst(Instant.ofEpochSecond(prepared.openedAt()))) {
            flags.add("before_first_policy_version");
        }
        List<Judged> done = judged(TicketFold::isWorthTelling);
        List<Judged> all = fold.hindsight()
                .judge(
                        LateKnowledge.of(history, prepared, now).spare(done, this::knownBefore),
                        history,
                        grading.customer(),
                        prepared.silentUntil(),
                        watermarks,
                        now,
                        explain);
        List<Clock> judged = all.stream().map(Judged::clock).toList();
        return new FoldResult(
                history.key(),
                prepared.openedAt() == RunningClock.UNSET ? null : Instant.ofEpochSecond(prepared.openedAt()),
                grading.customer(),
                grading.plan(),
                grading.severity(),
                category,
                judged,
                timeline.with(judged),
                prepared.warnings(),
                waiting(),
                Judged.proofs(all),
                ended);
    }

    /** The clocks as they would stand without what became known of customer and plan from an epoch second on. */
    private List<Judged> knownBefore(long instant) {
        TicketFold then =
                new TicketFold(fold, history, Prepared.knownBefore(history, now, instant), watermarks, now, explain);
        then.walk();
        return then.judged(clock -> true);
    }

    private List<Judged> judged(Predicate<RunningClock> wanted) {
        FoldClose close = close();
        List<Judged> done = new ArrayList<>();
        for (Metric metric : Metric.values()) {
            for (RunningClock clock : clocks.all()) {
                if (clock.metric == metric && wanted.test(clock)) {
                    done.add(new Judged(clock.snapshot(history.key(), grading.customer(), close), clock.proof()));
                }
            }
        }
        return done;
    }

    private FoldClose close() {
        Instant refoldAt = prepared.nextHeldOut();
        if (!cuts.isEmpty()) {
            Instant cut = Instant.ofEpochSecond(cuts.first());
            refoldAt = refoldAt == null || cut.isBefore(refoldAt) ? cut : refoldAt;
        }
        return new FoldClose(now, watermarks.of(prepared.sources()), refoldAt, prepared.silentUntil(), flags);
    }

    /** Cycles that never carried a promise are no news; one line a ticket for each of the other metrics is enough. */
    private static boolean isWorthTelling(RunningClock clock) {
        return clock.everPromised() || clock.metric == Metric.FIRST_RESPONSE || clock.metric == Metric.RESOLUTION;
    }

    private @Nullable TicketEvent waiting() {
        if (ended) {
            return waitingAtMerge;
        }
        for (Metric metric : List.of(Metric.FIRST_RESPONSE, Metric.NEXT_RESPONSE)) {
            RunningClock clock = clocks.running(metric);
            if (clock != null) {
                return clock.startEvent;
            }
        }
        return onSolved;
    }

    private void flagMessageOnSolved() {
        RunningClock resolution = clocks.latest(Metric.RESOLUTION);
        if (resolution != null) {
            resolution.flags.add("message_on_solved");
        }
    }
}
