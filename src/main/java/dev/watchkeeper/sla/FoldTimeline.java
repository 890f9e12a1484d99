package dev.watchkeeper.sla;

import dev.watchkeeper.tickets.TicketEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a fold tells of itself, in words; costs nothing unless somebody asked for it. */
final class FoldTimeline {
    private final @Nullable List<FoldResult.Step> steps;

    FoldTimeline(boolean wanted) {
        this.steps = wanted ? new ArrayList<>() : null;
    }

    boolean isWanted() {
        return steps != null;
    }

    /** Something that concerns the ticket. */
    void note(long t, Supplier<String> text, @Nullable TicketEvent event) {
        note(t, null, text, event);
    }

    /** Something that concerns one clock. The text is made only if somebody asked for it. */
    void note(long t, @Nullable RunningClock clock, Supplier<String> text, @Nullable TicketEvent event) {
        if (steps != null) {
            String name = clock == null ? "" : clock.metric.word() + " " + clock.cycle;
            steps.add(new FoldResult.Step(Instant.ofEpochSecond(t), name, text.get(), event));
        }
    }

    /** The steps in order, with the deadlines: they were computed, not observed, but belong into the explanation. */
    List<FoldResult.Step> with(List<Clock> done) {
        if (steps == null) {
            return List.of();
        }
        for (Clock clock : done) {
            String name = clock.metric().word() + " " + clock.cycle();
            Instant breach = clock.breachAt();
            if (clock.verdict() == Verdict.BREACHED && breach != null) {
                steps.add(new FoldResult.Step(breach, name, "breached: late from the next second on", null));
            }
            Instant due = clock.dueAt();
            if (clock.isOpen() && due != null) {
                steps.add(new FoldResult.Step(due, name, "due, if nothing else happens", null));
            }
        }
        steps.sort(Comparator.comparing(FoldResult.Step::at));
        return steps;
    }

    static String promise(RunningClock clock) {
        Terms terms = clock.terms;
        if (clock.target == Terms.NO_TARGET || terms.calendar() == null) {
            return "nothing promised (plan " + terms.plan() + ", severity " + terms.severity() + ")";
        }
        return "target " + clock.target + " s on calendar " + terms.calendar().id() + " (plan " + terms.plan()
                + ", severity " + terms.severity() + ", policy version "
                + terms.policy().version() + ")";
    }
}
