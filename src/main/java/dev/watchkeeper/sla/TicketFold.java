package dev.watchkeeper.sla;

import dev.watchkeeper.calendar.ServiceCalendar;
import dev.watchkeeper.tickets.Actor;
import dev.watchkeeper.tickets.Channel;
import dev.watchkeeper.tickets.EventType;
import dev.watchkeeper.tickets.StatusCategory;
import dev.watchkeeper.tickets.TicketEvent;
import dev.watchkeeper.tickets.TicketSeverity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
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
    private final @Nullable List<FoldResult.Step> timeline;
    private final TreeSet<Long> cuts = new TreeSet<>();
    private final List<TicketHistory.Carried> carried;
    private final List<RunningClock> clocks = new ArrayList<>();
    private final TreeSet<String> flags;

    private Policy policy;
    private @Nullable String customer;
    private @Nullable String plan;
    private boolean planFromEvents;
    private TicketSeverity severity;
    private StatusCategory category = StatusCategory.NEW;
    private boolean started;
    private boolean ended;
    private long doneAt = RunningClock.UNSET;
    private long lastAgentMessage = RunningClock.UNSET;
    private boolean messageInStatus;
    /** The latest cycle of each metric. */
    private final Map<Metric, RunningClock> latest = new EnumMap<>(Metric.class);

    private @Nullable TicketEvent onSolved;
    private @Nullable TicketEvent waitingAtMerge;

    TicketFold(Fold fold, TicketHistory history, Watermarks watermarks, Instant now, boolean explain) {
        this.fold = fold;
        this.history = history;
        this.watermarks = watermarks;
        this.now = now;
        this.prepared = Prepared.of(history, now);
        this.timeline = explain ? new ArrayList<>() : null;
        this.flags = new TreeSet<>(prepared.flags());
        this.carried = new ArrayList<>(history.carried());
        this.carried.sort(Comparator.comparing(TicketHistory.Carried::mergedAt));
        this.policy = fold.policies().at(Instant.MIN);
        this.severity = policy.defaultSeverity();
    }

    FoldResult run() {
        if (prepared.openedAt() != RunningClock.UNSET) {
            collectCuts();
            long opened = prepared.openedAt();
            policy = fold.policies().at(Instant.ofEpochSecond(opened));
            customer = prepared.customer();
            TicketEvent opening = prepared.opening();
            severity = severityAtOpening(opening);
            plan = planAtOpening(opening, opened);
            if (opening == null) {
                open(opened, null, null);
            }
            for (TicketEvent event : prepared.events()) {
                long t = event.occurredAt().getEpochSecond();
                passCuts(t);
                advanceAll(t);
                apply(event, t);
            }
            passCuts(now.getEpochSecond());
            advanceAll(now.getEpochSecond());
        }
        return result();
    }

    private void collectCuts() {
        fold.policies().changes().forEach(at -> cuts.add(at.getEpochSecond()));
        TreeSet<String> customers = new TreeSet<>();
        String known = prepared.customer();
        if (known != null) {
            customers.add(known);
        }
        for (TicketEvent event : prepared.events()) {
            String to = event.to();
            if (event.kind() == EventType.CUSTOMER_CHANGED && to != null) {
                customers.add(to);
            }
        }
        customers.forEach(one -> fold.contracts().changes(one).forEach(at -> cuts.add(at.getEpochSecond())));
    }

    /** Other versions and contracts take over, and merged tickets bring their waiting customers, at or before t. */
    private void passCuts(long t) {
        while (!carried.isEmpty() && carried.get(0).mergedAt().getEpochSecond() <= t) {
            carry(carried.remove(0));
        }
        while (!cuts.isEmpty() && cuts.first() <= t) {
            long cut = cuts.pollFirst();
            if (cut > prepared.openedAt()) {
                advanceAll(cut);
                policy = fold.policies().at(Instant.ofEpochSecond(cut));
                if (!planFromEvents || contractBegins(cut)) {
                    plan = contractAt(cut).orElse(planFromTicket());
                    planFromEvents = false;
                }
                regradeAll(cut, cut, null);
                applyCategory(cut, null);
            }
        }
    }

    private boolean contractBegins(long cut) {
        String who = customer;
        return who != null && fold.contracts().changes(who).contains(Instant.ofEpochSecond(cut));
    }

    private long lastContractChange(long t) {
        String who = customer;
        long last = RunningClock.UNSET;
        if (who != null) {
            for (Instant change : fold.contracts().changes(who)) {
                last = change.getEpochSecond() <= t ? change.getEpochSecond() : last;
            }
        }
        return last;
    }

    private Optional<String> contractAt(long t) {
        String who = customer;
        return who == null ? Optional.empty() : fold.contracts().planAt(who, Instant.ofEpochSecond(t));
    }

    private @Nullable String planFromTicket() {
        TicketEvent opening = prepared.opening();
        return opening == null ? null : opening.attr("plan").orElse(null);
    }

    private TicketSeverity severityAtOpening(@Nullable TicketEvent opening) {
        if (opening == null) {
            return policy.defaultSeverity();
        }
        return opening.attr("severity")
                .map(TicketSeverity::of)
                .or(() -> opening.attr("priority")
                        .flatMap(p -> Optional.ofNullable(policy.priorities().get(p))))
                .orElse(policy.defaultSeverity());
    }

    private @Nullable String planAtOpening(@Nullable TicketEvent opening, long opened) {
        String fromTicket = opening == null ? null : opening.attr("plan").orElse(null);
        return contractAt(opened).orElse(fromTicket);
    }

    private void advanceAll(long t) {
        for (RunningClock clock : clocks) {
            clock.advance(t);
        }
    }

    private void apply(TicketEvent event, long t) {
        if (event.concernsCustomer() || event.kind() == EventType.PLAN_CHANGED) {
            planChanged(event, t);
            return;
        }
        if (ended && event.kind() != EventType.TICKET_DELETED) {
            note(t, null, () -> "ignored: the ticket has ended", event);
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
            case TICKET_SPLIT -> note(t, null, () -> "split: ticket " + event.to() + " goes on by itself", event);
            case NOTE_INTERNAL, ASSIGNMENT_CHANGED, PLAN_CHANGED, CORRECTION, SOURCE_WATERMARK, UNKNOWN ->
                note(t, null, () -> "no effect on any clock", event);
        }
    }

    // Opening

    private void opened(TicketEvent event, long t) {
        if (!event.equals(prepared.opening())) {
            note(t, null, () -> "ignored: the ticket was opened before", event);
            return;
        }
        event.attr("status_category").map(StatusCategory::of).ifPresent(c -> category = c);
        if (event.automatic() || event.isBy(Actor.Kind.THIRD_PARTY)) {
            note(
                    t,
                    null,
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
        return policy.rules().splitStart() == Rules.SplitStart.MESSAGE && written != null
                ? Math.min(t, written.getEpochSecond())
                : t;
    }

    private void open(long t, @Nullable TicketEvent event, @Nullable Channel channel) {
        started = true;
        note(t, null, () -> "opened with plan " + plan + ", severity " + severity, event);
        boolean byAgent = event != null
                && event.attr("initiated_by").filter("agent"::equals).isPresent();
        boolean live = event != null
                && channel == Channel.HOTLINE
                && !byAgent
                && event.attrIsTrue("live")
                && (event.actor() == null || event.isBy(Actor.Kind.AGENT));
        Rules.HotlineFirstResponse hotline = policy.rules().hotlineFirstResponse();
        if (!live || hotline != Rules.HotlineFirstResponse.NO_CLOCK) {
            RunningClock first = start(Metric.FIRST_RESPONSE, t, channel, event);
            if (byAgent) {
                first.drop(t, "initiated_by_agent", event);
                note(t, first, () -> "not applicable: the desk wrote first", event);
            } else if (live && hotline == Rules.HotlineFirstResponse.ANSWERED_AT_OPEN) {
                fulfil(first, t, event, "live_contact");
                start(Metric.PERIODIC_UPDATE, t, channel, event);
            }
        }
        start(Metric.RESOLUTION, t, channel, event);
    }

    private RunningClock start(Metric metric, long t, @Nullable Channel channel, @Nullable TicketEvent event) {
        RunningClock clock = new RunningClock(metric, nextCycle(metric), t, channel, terms(metric, channel), event);
        if (customer != null && prepared.customerKnownAt() != RunningClock.UNSET) {
            clock.knownOnlyAt(prepared.customerKnownAt());
        }
        clocks.add(clock);
        latest.put(metric, clock);
        note(t, clock, () -> "started: " + promise(clock), event);
        if (pausedBy(metric)) {
            pause(clock, t, event);
        }
        return clock;
    }

    private int nextCycle(Metric metric) {
        RunningClock before = latest.get(metric);
        return before == null ? 1 : before.cycle + 1;
    }

    private Terms terms(Metric metric, @Nullable Channel channel) {
        String bought = plan;
        if (bought == null || !policy.plans().containsKey(bought)) {
            return new Terms(null, severity, null, Terms.NO_TARGET, policy, false);
        }
        ServiceCalendar calendar = fold.calendars(policy.rules().calendarMode())
                .find(policy.calendar(bought, severity, metric, channel))
                .orElse(null);
        long target = calendar == null
                ? Terms.NO_TARGET
                : policy.target(bought, severity, metric).orElse(Terms.NO_TARGET);
        return new Terms(bought, severity, calendar, target, policy, !policy.includes(bought, channel));
    }

    // Grades

    private void planChanged(TicketEvent event, long t) {
        String who = customer;
        if (event.concernsCustomer() && (who == null || !who.equalsIgnoreCase(event.customer()))) {
            return;
        }
        if (t < prepared.openedAt() && t < lastContractChange(prepared.openedAt())) {
            return; // a contract period that began later decides
        }
        plan = event.to();
        planFromEvents = true;
        if (!started) {
            return;
        }
        Instant received = event.receivedAt();
        long known = received == null ? t : Math.max(t, received.getEpochSecond());
        note(t, null, () -> "plan is now " + plan, event);
        regradeAll(t, known, event);
    }

    private void customerChanged(TicketEvent event, long t) {
        String to = event.to();
        if (to == null || to.equals(customer)) {
            note(t, null, () -> "customer known: " + customer, event);
            return;
        }
        customer = to;
        plan = contractAt(t).orElse(null);
        planFromEvents = false;
        note(t, null, () -> "customer is now " + to + ", plan " + plan, event);
        regradeAll(t, t, event);
    }

    private void priorityChanged(TicketEvent event, long t) {
        TicketSeverity mapped = policy.priorities().get(String.valueOf(event.to()));
        if (t < prepared.severitiesFrom() && mapped != null) {
            severityChanged(mapped, event, t);
        } else {
            note(t, null, () -> "no effect: severity decides", event);
        }
    }

    private void severityChanged(TicketSeverity to, TicketEvent event, long t) {
        severity = to;
        note(t, null, () -> "severity is now " + to, event);
        regradeAll(t, t, event);
    }

    private void regradeAll(long t, long known, @Nullable TicketEvent event) {
        for (RunningClock clock : List.copyOf(clocks)) {
            if (clock.isOpenToRegrade()) {
                regrade(clock, t, known, event);
            } else if (!clock.isStopped()
                    && !gradeOf(clock.terms).equals(gradeOf(terms(clock.metric, clock.channel)))) {
                clock.flags.add("regraded_after_breach");
                note(t, clock, () -> "the breach stands", event);
            }
        }
    }

    private static String gradeOf(Terms terms) {
        return terms.plan() + " " + terms.severity();
    }

    private void regrade(RunningClock clock, long t, long known, @Nullable TicketEvent event) {
        Terms to = terms(clock.metric, clock.channel);
        boolean graded = !gradeOf(to).equals(gradeOf(clock.terms));
        if (graded && policy.rules().regrade().restart() && t > clock.start) {
            clock.drop(t, "restarted", event);
            start(clock.metric, t, clock.channel, event);
            return;
        }
        int version = clock.targetVersion;
        clock.regrade(t, to, known, event);
        if (clock.targetVersion != version) {
            note(t, clock, () -> "regraded: " + promise(clock) + ", used so far " + clock.used + " s", event);
        }
    }

    // Messages

    private void customerMessage(TicketEvent event, long t) {
        if (event.automatic() || !event.isPublic() || isOutsider(event)) {
            note(t, null, () -> "no effect: " + whyNot(event), event);
            return;
        }
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
            note(
                    t,
                    null,
                    () -> "a message on a " + category.word() + " ticket: starts nothing unless the ticket reopens",
                    event);
        } else if (running(Metric.FIRST_RESPONSE) == null && running(Metric.NEXT_RESPONSE) == null) {
            start(Metric.NEXT_RESPONSE, t, event.channel(), event);
        } else {
            note(t, null, () -> "the customer already waits for an answer", event);
        }
        if (policy.rules().channelEscalation() && event.channel() == Channel.HOTLINE) {
            for (RunningClock clock : List.copyOf(clocks)) {
                if (clock.isOpenToRegrade() && clock.channel != Channel.HOTLINE) {
                    clock.channel = Channel.HOTLINE;
                    regrade(clock, t, t, event);
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
            note(t, null, () -> "no effect: " + whyNot(event), event);
            return;
        }
        if (!started) {
            note(t, null, () -> "no effect: no clock has started", event);
            return;
        }
        answered(event, t);
    }

    /** The customer heard from a human of the desk. */
    private void answered(TicketEvent event, long t) {
        lastAgentMessage = t;
        messageInStatus = true;
        if (onSolved != null) {
            flagMessageOnSolved();
            onSolved = null;
        }
        fulfil(running(Metric.FIRST_RESPONSE), t, event, null);
        fulfil(running(Metric.NEXT_RESPONSE), t, event, null);
        fulfil(running(Metric.PERIODIC_UPDATE), t, event, null);
        if (!category.isDone()) {
            start(Metric.PERIODIC_UPDATE, t, event.channel(), event);
            applyCategory(t, event);
        }
    }

    private void fulfil(@Nullable RunningClock clock, long t, @Nullable TicketEvent event, @Nullable String why) {
        if (clock != null) {
            clock.fulfil(t, event, why);
            note(t, clock, () -> "fulfilled: " + clock.verdict.word() + " with " + clock.used + " s used", event);
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
            note(t, null, () -> "no effect: still " + category.word(), event);
            return;
        }
        category = entered;
        messageInStatus = lastAgentMessage != RunningClock.UNSET && t - lastAgentMessage <= MESSAGE_BEFORE_STATUS;
        note(t, null, () -> "is now " + category.word(), event);
        applyCategory(t, event);
    }

    private void applyCategory(long t, @Nullable TicketEvent event) {
        for (RunningClock clock : clocks) {
            if (clock.isStopped()) {
                continue;
            }
            boolean paused = pausedBy(clock.metric);
            if (paused && clock.state == RunState.RUNNING) {
                pause(clock, t, event);
            } else if (!paused && clock.state == RunState.PAUSED) {
                clock.resume(t);
                note(t, clock, () -> "resumed with " + clock.used + " s used", event);
            }
        }
    }

    private void pause(RunningClock clock, long t, @Nullable TicketEvent event) {
        clock.pause(t, category.word(), event);
        note(t, clock, () -> "paused (" + category.word() + ") with " + clock.used + " s used", event);
    }

    private boolean pausedBy(Metric metric) {
        Rules rules = policy.rules();
        if (category == StatusCategory.WAITING_CUSTOMER && rules.pauseNeedsMessage() && !messageInStatus) {
            return false;
        }
        return rules.pauses(metric).contains(category);
    }

    private void solved(StatusCategory to, TicketEvent event, long t) {
        if (category.isDone()) {
            note(t, null, () -> to.word() + " after " + category.word() + ": nothing left to fulfil", event);
            if (to == StatusCategory.CLOSED) {
                category = to;
            }
            return;
        }
        category = to;
        doneAt = t;
        note(t, null, () -> "is now " + to.word(), event);
        fulfil(running(Metric.NEXT_RESPONSE), t, event, null);
        fulfil(running(Metric.RESOLUTION), t, event, null);
        RunningClock update = running(Metric.PERIODIC_UPDATE);
        if (update != null) {
            update.drop(t, to.word(), event);
        }
        RunningClock first = running(Metric.FIRST_RESPONSE);
        if (first != null) {
            switch (policy.rules().closeWithoutReply()) {
                case CANCEL -> {
                    first.cancel(t, "closed_without_reply", event);
                    note(t, first, () -> "cancelled: closed without reply", event);
                }
                case FULFIL -> fulfil(first, t, event, "closed_without_reply");
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
                advanceAll(t);
            }
            return;
        }
        RunningClock last = latest.get(Metric.RESOLUTION);
        boolean within = t - doneAt <= policy.rules().reopenWindow().toSeconds();
        if (last != null && within && last.isStopped() && !"restarted".equals(last.reason)) {
            last.withdraw(t);
            note(t, last, () -> "goes on: reopened within the window, the solved span does not count", event);
            if (last.isOpenToRegrade()) {
                regrade(last, t, t, event);
            }
        } else {
            Channel channel = event.channel() != null ? event.channel() : last == null ? null : last.channel;
            start(Metric.RESOLUTION, t, channel, event);
        }
        TicketEvent waiting = onSolved;
        onSolved = null;
        if (waiting != null && running(Metric.FIRST_RESPONSE) == null) {
            start(Metric.NEXT_RESPONSE, waiting.occurredAt().getEpochSecond(), waiting.channel(), waiting)
                    .advance(t);
        }
        applyCategory(t, event);
    }

    // Endings

    private void end(String why, TicketEvent event, long t) {
        if (!ended && event.kind() == EventType.TICKET_MERGED) {
            waitingAtMerge = waiting();
        }
        ended = true;
        for (RunningClock clock : clocks) {
            if (!clock.isStopped()) {
                clock.cancel(t, why, event);
                note(t, clock, () -> "ended: " + why, event);
            }
        }
    }

    private void deleted(TicketEvent event, long t) {
        flags.add("deleted");
        end(event.attr("reason").filter("spam"::equals).orElse("deleted"), event, t);
    }

    private void carry(TicketHistory.Carried waiting) {
        long t = waiting.mergedAt().getEpochSecond();
        TicketEvent message = waiting.message();
        if (!policy.rules().mergeCarryWaiting()
                || !started
                || ended
                || category.isDone()
                || running(Metric.FIRST_RESPONSE) != null) {
            return;
        }
        advanceAll(t);
        long since = message.occurredAt().getEpochSecond();
        RunningClock next = running(Metric.NEXT_RESPONSE);
        if (next != null) {
            if (next.start <= since) {
                return;
            }
            next.drop(t, "merged", message);
        }
        start(Metric.NEXT_RESPONSE, since, message.channel(), message).advance(t);
    }

    private @Nullable RunningClock running(Metric metric) {
        RunningClock clock = latest.get(metric);
        return clock == null || clock.isStopped() ? null : clock;
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
        Instant refoldAt = prepared.nextHeldOut();
        if (!cuts.isEmpty()) {
            Instant cut = Instant.ofEpochSecond(cuts.first());
            refoldAt = refoldAt == null || cut.isBefore(refoldAt) ? cut : refoldAt;
        }
        FoldClose close =
                new FoldClose(now, watermarks.of(prepared.sources()), refoldAt, prepared.silentUntil(), flags);
        List<Clock> done = new ArrayList<>();
        for (Metric metric : Metric.values()) {
            for (RunningClock clock : clocks) {
                if (clock.metric == metric && isWorthTelling(clock)) {
                    done.add(clock.snapshot(history.key(), customer, close));
                }
            }
        }
        List<Clock> judged = fold.hindsight()
                .judge(
                        LatePlans.of(fold, history, watermarks, now).spare(done),
                        history,
                        customer,
                        prepared.silentUntil(),
                        watermarks,
                        now);
        tellDeadlines(judged);
        return new FoldResult(
                history.key(),
                prepared.openedAt() == RunningClock.UNSET ? null : Instant.ofEpochSecond(prepared.openedAt()),
                customer,
                plan,
                severity,
                category,
                judged,
                timeline == null ? List.of() : timeline,
                prepared.warnings(),
                waiting());
    }

    /** Deadlines were computed, not observed; they belong into the explanation all the same. */
    private void tellDeadlines(List<Clock> done) {
        if (timeline == null) {
            return;
        }
        for (Clock clock : done) {
            String name = clock.metric().word() + " " + clock.cycle();
            Instant breach = clock.breachAt();
            if (clock.verdict() == Verdict.BREACHED && breach != null) {
                timeline.add(new FoldResult.Step(breach, name, "breached: late from the next second on", null));
            }
            Instant due = clock.dueAt();
            if (clock.isOpen() && due != null) {
                timeline.add(new FoldResult.Step(due, name, "due, if nothing else happens", null));
            }
        }
        timeline.sort(Comparator.comparing(FoldResult.Step::at));
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
            RunningClock clock = running(metric);
            if (clock != null) {
                return clock.startEvent;
            }
        }
        return onSolved;
    }

    private void flagMessageOnSolved() {
        RunningClock resolution = latest.get(Metric.RESOLUTION);
        if (resolution != null) {
            resolution.flags.add("message_on_solved");
        }
    }

    private static String name(RunningClock clock) {
        return clock.metric.word() + " " + clock.cycle;
    }

    private static String promise(RunningClock clock) {
        Terms terms = clock.terms;
        if (clock.target == Terms.NO_TARGET || terms.calendar() == null) {
            return "nothing promised (plan " + terms.plan() + ", severity " + terms.severity() + ")";
        }
        return "target " + clock.target + " s on calendar " + terms.calendar().id() + " (plan " + terms.plan()
                + ", severity " + terms.severity() + ", policy version "
                + terms.policy().version() + ")";
    }

    /** The text is made only if somebody asked for an explanation. */
    private void note(long t, @Nullable RunningClock clock, Supplier<String> text, @Nullable TicketEvent event) {
        if (timeline != null) {
            timeline.add(
                    new FoldResult.Step(Instant.ofEpochSecond(t), clock == null ? "" : name(clock), text.get(), event));
        }
    }
}
