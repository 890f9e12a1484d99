package dev.watchkeeper.sla;

import dev.watchkeeper.tickets.Channel;
import dev.watchkeeper.tickets.TicketEvent;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The clocks of one ticket while it is being folded: all of them, and the latest cycle of each metric. A cycle starts
 * only where the one before has ended, so that the latest ones are all that can go on: an event costs no more than
 * these, however many cycles lie behind. Knows nothing of what starts or ends them. Instants are epoch seconds. Used
 * once, by one thread.
 */
final class ClockSet {
    private final Grading grading;
    private final long customerKnownAt;
    private final FoldTimeline timeline;
    private final List<RunningClock> clocks = new ArrayList<>();
    private final Map<Metric, RunningClock> latest = new EnumMap<>(Metric.class);

    ClockSet(Grading grading, long customerKnownAt, FoldTimeline timeline) {
        this.grading = grading;
        this.customerKnownAt = customerKnownAt;
        this.timeline = timeline;
    }

    List<RunningClock> all() {
        return clocks;
    }

    /** Those that may go on: the latest cycle of each metric. */
    List<RunningClock> current() {
        return List.copyOf(latest.values());
    }

    /** The last cycle, running or not; null before the first. */
    @Nullable
    RunningClock latest(Metric metric) {
        return latest.get(metric);
    }

    /** The cycle that goes on, paused or not; null if none does. */
    @Nullable
    RunningClock running(Metric metric) {
        RunningClock clock = latest.get(metric);
        return clock == null || clock.isStopped() ? null : clock;
    }

    void advance(long t) {
        for (RunningClock clock : latest.values()) {
            clock.advance(t);
        }
    }

    /** Starts the next cycle; the one before must have ended. */
    RunningClock start(Metric metric, long t, @Nullable Channel channel, @Nullable TicketEvent event) {
        RunningClock before = latest.get(metric);
        if (before != null && !before.isStopped()) {
            throw new IllegalStateException(metric.word() + " " + before.cycle + " still goes on");
        }
        int cycle = before == null ? 1 : before.cycle + 1;
        RunningClock clock =
                new RunningClock(metric, cycle, t, channel, grading.terms(metric, channel), event, timeline.isWanted());
        if (grading.customer() != null && customerKnownAt != RunningClock.UNSET) {
            clock.knownOnlyAt(customerKnownAt);
        }
        clocks.add(clock);
        latest.put(metric, clock);
        timeline.note(t, clock, () -> "started: " + FoldTimeline.promise(clock), event);
        return clock;
    }

    void fulfil(@Nullable RunningClock clock, long t, @Nullable TicketEvent event, @Nullable String why) {
        if (clock != null) {
            clock.fulfil(t, event, why);
            timeline.note(
                    t, clock, () -> "fulfilled: " + clock.verdict.word() + " with " + clock.used + " s used", event);
        }
    }

    /** Cancels whatever goes on. */
    void cancelAll(long t, String why, TicketEvent event) {
        for (RunningClock clock : latest.values()) {
            if (!clock.isStopped()) {
                clock.cancel(t, why, event);
                timeline.note(t, clock, () -> "ended: " + why, event);
            }
        }
    }

    /** Pauses and resumes what goes on. */
    void pauseWhere(Predicate<Metric> paused, String why, long t, @Nullable TicketEvent event) {
        for (RunningClock clock : latest.values()) {
            if (clock.isStopped()) {
                continue;
            }
            boolean pause = paused.test(clock.metric);
            if (pause && clock.state == RunState.RUNNING) {
                pause(clock, why, t, event);
            } else if (!pause && clock.state == RunState.PAUSED) {
                clock.resume(t);
                timeline.note(t, clock, () -> "resumed with " + clock.used + " s used", event);
            }
        }
    }

    void pause(RunningClock clock, String why, long t, @Nullable TicketEvent event) {
        clock.pause(t, why, event);
        timeline.note(t, clock, () -> "paused (" + why + ") with " + clock.used + " s used", event);
    }

    /** Judges every open clock by the grade now in force; {@code restart} begins a cycle of its metric anew. */
    void regradeAll(long t, long known, @Nullable TicketEvent event, Restart restart) {
        for (RunningClock clock : List.copyOf(latest.values())) {
            if (clock.isOpenToRegrade()) {
                regrade(clock, t, known, event, restart);
            } else if (!clock.isStopped()
                    && !gradeOf(clock.terms).equals(gradeOf(grading.terms(clock.metric, clock.channel)))) {
                clock.flags.add("regraded_after_breach");
                timeline.note(t, clock, () -> "the breach stands", event);
            }
        }
    }

    void regrade(RunningClock clock, long t, long known, @Nullable TicketEvent event, Restart restart) {
        Terms to = grading.terms(clock.metric, clock.channel);
        boolean graded = !gradeOf(to).equals(gradeOf(clock.terms));
        if (graded && grading.rules().regrade().restart() && t > clock.start) {
            clock.drop(t, "restarted", event);
            restart.start(clock.metric, t, clock.channel, event);
            return;
        }
        int version = clock.targetVersion;
        clock.regrade(t, to, known, event);
        if (clock.targetVersion != version) {
            Supplier<String> text =
                    () -> "regraded: " + FoldTimeline.promise(clock) + ", used so far " + clock.used + " s";
            timeline.note(t, clock, text, event);
        }
    }

    /** Starts a cycle as the ticket stands, paused if need be. */
    interface Restart {
        RunningClock start(Metric metric, long t, @Nullable Channel channel, @Nullable TicketEvent event);
    }

    private static String gradeOf(Terms terms) {
        return terms.plan() + " " + terms.severity();
    }
}
