package dev.watchkeeper.sla;

import dev.watchkeeper.calendar.ServiceCalendar;
import dev.watchkeeper.tickets.Channel;
import dev.watchkeeper.tickets.TicketEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A clock while it is being folded. It counts up to {@link #last} and always in stretches of one set of terms, so that
 * every crossing is found where the calendar puts it, never where somebody looked. Instants are epoch seconds.
 */
final class RunningClock {
    static final long UNSET = Long.MIN_VALUE;

    final Metric metric;
    final int cycle;
    final long start;
    final @Nullable TicketEvent startEvent;

    @Nullable
    Channel channel;

    RunState state = RunState.RUNNING;
    Verdict verdict = Verdict.OPEN;
    Terms terms;
    long target;
    int targetVersion = 1;
    long used;
    long last;
    long due = UNSET;
    long breach = UNSET;
    long fulfilled = UNSET;
    long cancelled = UNSET;
    long pausedBusiness;
    long pausedReal;

    @Nullable
    String reason;

    final List<Clock.Pause> pauses = new ArrayList<>();
    final TreeSet<String> flags = new TreeSet<>();
    private long pausedSince = UNSET;
    private String pausedFor = "";
    /** A change became known only here: no breach it causes is dated earlier. */
    private long knownAt = UNSET;
    /** The breach that would have come without that change. */
    private long breachWithout = UNSET;

    /** Null unless somebody asked for the proof. */
    private final @Nullable Stretches stretches;

    private MarkTrack marks;
    private TicketEvent.@Nullable Key pauseKey;
    private TicketEvent.@Nullable Key endKey;
    private TicketEvent.@Nullable Key regradeKey;

    RunningClock(
            Metric metric,
            int cycle,
            long start,
            @Nullable Channel channel,
            Terms terms,
            @Nullable TicketEvent startEvent,
            boolean explain) {
        this.stretches = explain ? new Stretches() : null;
        this.metric = metric;
        this.cycle = cycle;
        this.start = start;
        this.last = start;
        this.channel = channel;
        this.startEvent = startEvent;
        this.terms = terms;
        this.target = terms.target();
        this.marks = MarkTrack.of(target, terms.policy().rules());
        if (!terms.hasTarget()) {
            verdict = Verdict.NOT_APPLICABLE;
            reason = terms.whyNone();
        }
        if (terms.outOfPlan()) {
            flags.add("channel_out_of_plan");
        }
    }

    boolean isStopped() {
        return state == RunState.STOPPED;
    }

    /** True while a regrade can change it: running or paused, and not yet breached. */
    boolean isOpenToRegrade() {
        return !isStopped() && verdict != Verdict.BREACHED;
    }

    boolean everPromised() {
        return target != Terms.NO_TARGET || targetVersion > 1;
    }

    /** Nothing before this instant may be called a breach, because nobody could know. */
    void knownOnlyAt(long instant) {
        if (instant > last) {
            knownAt = instant;
            breachWithout = ServiceCalendar.NEVER;
        }
    }

    void advance(long t) {
        if (t <= last || isStopped()) {
            return;
        }
        ServiceCalendar calendar = terms.calendar();
        long open = calendar == null ? 0 : calendar.between(last, t);
        if (state == RunState.PAUSED) {
            pausedBusiness += open;
            pausedReal += t - last;
        } else if (calendar != null && open > 0) {
            if (verdict == Verdict.OPEN) {
                cross(calendar, open);
            }
            used += open;
        }
        note(t, state == RunState.PAUSED ? pausedFor : null);
        last = t;
    }

    private void note(long t, @Nullable String notCountedFor) {
        if (stretches != null && t > last) {
            stretches.add(last, t, notCountedFor, terms, channel);
        }
    }

    /** What was counted and what was not, from the start to the end or to now; empty unless asked for. */
    List<ProofLine> proof() {
        return stretches == null ? List.of() : stretches.lines();
    }

    private void cross(ServiceCalendar calendar, long open) {
        marks.cross(calendar, last, used, open);
        if (due == UNSET && used + open >= target) {
            due = calendar.dueAt(last, target - used);
        }
        if (used + open > target) {
            breach = calendar.breachAt(last, target - used);
            verdict = Verdict.BREACHED;
            long dated = dated(breach);
            if (dated == knownAt && dated > breach) {
                reason = "regraded";
            }
            breach = dated;
        }
    }

    /** What nobody could know is dated when it became known, unless the old terms were broken before. */
    private long dated(long computed) {
        if (knownAt == UNSET || computed >= knownAt) {
            return computed;
        }
        boolean anyway = breachWithout != UNSET && breachWithout < knownAt;
        return anyway ? Math.max(computed, breachWithout) : knownAt;
    }

    void pause(long t, String why, @Nullable TicketEvent cause) {
        if (state == RunState.RUNNING) {
            state = RunState.PAUSED;
            pausedSince = t;
            pausedFor = why;
            pauseKey = key(cause);
        }
    }

    void resume(long t) {
        if (state == RunState.PAUSED) {
            endPause(t);
            state = RunState.RUNNING;
        }
    }

    private void endPause(long t) {
        if (pausedSince != UNSET && t > pausedSince) {
            pauses.add(new Clock.Pause(Instant.ofEpochSecond(pausedSince), Instant.ofEpochSecond(t), pausedFor));
        }
        pausedSince = UNSET;
    }

    void fulfil(long t, @Nullable TicketEvent cause, @Nullable String why) {
        stop(t, cause);
        fulfilled = t;
        if (verdict == Verdict.OPEN) {
            verdict = Verdict.MET;
            reason = why == null ? reason : why;
            if (stretches != null && "live_contact".equals(why)) {
                stretches.answeredLive(t, terms, channel);
            }
        }
    }

    void cancel(long t, String why, @Nullable TicketEvent cause) {
        stop(t, cause);
        cancelled = t;
        if (verdict == Verdict.OPEN) {
            verdict = Verdict.CANCELLED;
            reason = why;
        } else if (verdict == Verdict.BREACHED && reason == null) {
            reason = why;
        }
    }

    /** Ends without a verdict; a breach stays one. */
    void drop(long t, String why, @Nullable TicketEvent cause) {
        stop(t, cause);
        if (verdict == Verdict.OPEN) {
            verdict = Verdict.NOT_APPLICABLE;
            reason = why;
        }
    }

    private void stop(long t, @Nullable TicketEvent cause) {
        if (state == RunState.PAUSED) {
            endPause(t);
            pausedOnStop = true;
        }
        state = RunState.STOPPED;
        endKey = key(cause);
    }

    private boolean pausedOnStop;

    /** The ticket came back within the reopen window: the solved span is taken out like a pause. */
    void withdraw(long t) {
        ServiceCalendar calendar = terms.calendar();
        pausedBusiness += calendar == null ? 0 : calendar.between(last, t);
        pausedReal += t - last;
        if (t > last) {
            pauses.add(new Clock.Pause(Instant.ofEpochSecond(last), Instant.ofEpochSecond(t), "solved"));
        }
        note(t, "solved");
        last = t;
        fulfilled = UNSET;
        cancelled = UNSET;
        state = RunState.RUNNING;
        pausedOnStop = false;
        endKey = null;
        if (verdict == Verdict.MET || verdict == Verdict.CANCELLED) {
            verdict = Verdict.OPEN;
            reason = null;
            flags.add("met_withdrawn");
        }
    }

    /**
     * Other terms from t on; start and used stay. Only the terms are noted if neither target nor calendar changes.
     *
     * @param known when the change became known; t, or later
     */
    void regrade(long t, Terms next, long known, @Nullable TicketEvent cause) {
        Terms old = terms;
        long wanted = next.target();
        if (wanted != Terms.NO_TARGET) {
            long grace = next.policy().rules().regrade().grace().toSeconds();
            boolean graded = !Objects.equals(old.plan(), next.plan()) || old.severity() != next.severity();
            if (!graded && wanted == old.target()) {
                wanted = target; // a grace once given stays until plan, severity or the promise itself change
            } else if (grace > 0 && graded) {
                wanted = Math.max(wanted, used + grace);
            }
        }
        // Without a contract the last calendar goes on counting, so that a later regrade back is exact.
        ServiceCalendar calendar = next.calendar() == null ? old.calendar() : next.calendar();
        boolean same = wanted == target && calendar == old.calendar();
        long withoutChange = old.hasTarget() && old.calendar() != null && state == RunState.RUNNING && used <= target
                ? old.calendar().breachAt(last, target - used)
                : ServiceCalendar.NEVER;
        terms = new Terms(next.plan(), next.severity(), calendar, next.target(), next.policy(), next.outOfPlan());
        if (next.outOfPlan()) {
            flags.add("channel_out_of_plan");
        } else {
            flags.remove("channel_out_of_plan");
        }
        if (same) {
            return;
        }
        target = wanted;
        targetVersion++;
        regradeKey = key(cause);
        due = UNSET;
        marks = MarkTrack.of(target, next.policy().rules());
        marks.passed(used, t);
        if (known > t) {
            knownAt = known;
            breachWithout = withoutChange;
        }
        if (wanted == Terms.NO_TARGET) {
            verdict = Verdict.NOT_APPLICABLE;
            reason = next.whyNone();
        } else if (used > wanted) {
            verdict = Verdict.BREACHED;
            due = t;
            breach = dated(Math.max(t, known));
            reason = "regraded";
        } else {
            verdict = Verdict.OPEN;
            reason = null;
            due = used == wanted ? t : UNSET;
        }
    }

    Clock snapshot(String ticket, @Nullable String customer, FoldClose close) {
        ServiceCalendar calendar = terms.calendar();
        boolean counts = calendar != null && target != Terms.NO_TARGET && used <= target;
        boolean goesOn = counts
                && verdict != Verdict.BREACHED
                && verdict != Verdict.NOT_APPLICABLE
                && state != RunState.PAUSED
                && !pausedOnStop;
        long shownDue = due;
        long shownBreach = breach;
        List<Clock.Mark> shown = marks.reached();
        if (goesOn && calendar != null) {
            shownDue = due == UNSET ? calendar.dueAt(last, target - used) : due;
            shownBreach = calendar.breachAt(last, target - used);
            shown = marks.projected(calendar, last, used);
            if (shownDue == ServiceCalendar.NEVER) {
                flags.add("unreachable");
            }
        }
        if (isSet(shownBreach) && verdict != Verdict.NOT_APPLICABLE) {
            shown.add(new Clock.Mark("breach", target + 1, Instant.ofEpochSecond(shownBreach + 1)));
        }
        if (calendar != null) {
            long to = isSet(shownDue) ? Math.max(last, shownDue) : last;
            for (int year : calendar.incompleteYears(Instant.ofEpochSecond(start), Instant.ofEpochSecond(to))) {
                flags.add("calendar_incomplete:" + year);
            }
            if (calendar.isBeforeFirstVersion(Instant.ofEpochSecond(start))) {
                flags.add("before_first_calendar_version");
            }
        }
        flags.addAll(close.flags());
        List<Clock.Pause> spans = new ArrayList<>(pauses);
        if (pausedSince != UNSET) {
            spans.add(new Clock.Pause(Instant.ofEpochSecond(pausedSince), null, pausedFor));
        }
        boolean promised = target != Terms.NO_TARGET;
        return new Clock(
                ticket,
                customer,
                metric,
                cycle,
                state,
                verdict,
                confirmation(close.watermark()),
                Instant.ofEpochSecond(start),
                instant(shownDue),
                instant(shownBreach),
                instant(fulfilled),
                instant(cancelled),
                reason,
                promised ? target : null,
                used,
                Instant.ofEpochSecond(last),
                promised ? Math.max(0, target - used) : null,
                promised ? Math.max(0, used - target) : 0,
                pausedBusiness,
                pausedReal,
                terms.plan(),
                terms.severity(),
                channel,
                calendar == null ? null : calendar.id(),
                terms.policy().version(),
                calendar == null ? null : calendar.versionAt(Instant.ofEpochSecond(last)),
                targetVersion,
                shown,
                isStopped() || verdict == Verdict.BREACHED ? null : nextAt(shown, close),
                close.silentUntil(),
                new Clock.Deciding(key(startEvent), pauseKey, endKey, regradeKey),
                spans,
                List.copyOf(flags),
                close.watermark());
    }

    private @Nullable Instant nextAt(List<Clock.Mark> shown, FoldClose close) {
        Instant next = close.refoldAt();
        for (Clock.Mark mark : shown) {
            if (mark.at().isAfter(close.now()) && (next == null || mark.at().isBefore(next))) {
                next = mark.at();
            }
        }
        return next;
    }

    private @Nullable Confirmation confirmation(Instant watermark) {
        long decided = verdict == Verdict.BREACHED ? breach : verdict == Verdict.MET ? fulfilled : UNSET;
        if (decided == UNSET) {
            return null;
        }
        // An event of the deciding second may still come with a fraction, so the whole second must have passed.
        return watermark.isBefore(Instant.ofEpochSecond(decided + 1))
                ? Confirmation.PROVISIONAL
                : Confirmation.CONFIRMED;
    }

    private static boolean isSet(long instant) {
        return instant != UNSET && instant != ServiceCalendar.NEVER;
    }

    private static @Nullable Instant instant(long t) {
        return isSet(t) ? Instant.ofEpochSecond(t) : null;
    }

    private static TicketEvent.@Nullable Key key(@Nullable TicketEvent event) {
        return event == null ? null : event.key();
    }
}
