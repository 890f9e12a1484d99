package dev.watchkeeper.sla;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.calendar.ServiceCalendar;
import dev.watchkeeper.fixture.Seeds;
import dev.watchkeeper.tickets.Channel;
import dev.watchkeeper.tickets.EventType;
import dev.watchkeeper.tickets.TicketEvent;
import dev.watchkeeper.tickets.TicketSeverity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Properties 9, 10 and 12 of the reference over random stories; the seed stands in every message. */
@Tag("seeds")
class FoldPropertiesTest {
    private static final int STORIES = Seeds.times(300);
    private static final Instant START = Instant.parse("2026-04-28T00:00:00Z");

    /** A random but possible life of a ticket over about two weeks. */
    static Script story(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Script script = Script.on(List.of("CN", "CN9", "ALL", "OFFICE").get(random.nextInt(4)))
                .plan("premier", "ALL");
        for (Metric metric : Metric.values()) {
            script.target(metric, (1 + random.nextInt(12)) + "h");
            script.target("premier", TicketSeverity.S1, metric, (1 + random.nextInt(4)) + "h");
            script.target("premier", TicketSeverity.S2, metric, (1 + random.nextInt(8)) + "h");
        }
        if (random.nextBoolean()) {
            script.rules(r -> r.regrade(random.nextBoolean() ? "restart_at_change" : "keep_start_with_grace(20m)"));
        }
        long t = START.getEpochSecond() + random.nextInt(200_000);
        script.opened(text(t));
        int events = 2 + random.nextInt(12);
        for (int i = 0; i < events; i++) {
            t += random.nextInt(4) == 0 ? random.nextInt(2) : random.nextInt(120_000);
            String at = text(t);
            switch (random.nextInt(11)) {
                case 0, 1 -> script.agent(at);
                case 2, 3 ->
                    script.customer(at, e -> e.channel(random.nextBoolean() ? Channel.HOTLINE : Channel.EMAIL));
                case 4 -> script.status(at, "waiting_customer");
                case 5 -> script.status(at, random.nextBoolean() ? "open" : "on_hold");
                case 6 -> script.solved(at);
                case 7 -> script.reopened(at);
                case 8 -> script.severity(at, "S" + (1 + random.nextInt(4)));
                case 9 -> script.planChanged(at, random.nextBoolean() ? "premier" : "basic");
                default -> script.event(at, EventType.NOTE_INTERNAL, e -> e);
            }
        }
        return script;
    }

    private static String text(long t) {
        return Instant.ofEpochSecond(t).toString();
    }

    @Test
    void orderOfArrivalAndRepeatsChangeNothing() {
        for (int seed = 0; seed < STORIES; seed++) {
            Script script = story(seed);
            Fold fold = script.fold();
            Instant now = START.plusSeconds(1_500_000);
            List<Clock> expected = fold.fold(script.history(script.events()), Watermarks.COMPLETE, now)
                    .clocks();
            List<TicketEvent> mixed = new ArrayList<>(script.events());
            mixed.addAll(script.events().subList(0, script.events().size() / 2));
            Collections.shuffle(mixed, new Random(seed));

            assertThat(fold.fold(script.history(mixed), Watermarks.COMPLETE, now)
                            .clocks())
                    .as("seed %d", seed)
                    .isEqualTo(expected);
        }
    }

    @Test
    void aBreachDoesNotDependOnWhenSomebodyLooks() {
        for (int seed = 0; seed < STORIES; seed++) {
            Script script = story(seed);
            Fold fold = script.fold();
            SplittableRandom random = new SplittableRandom(seed);
            List<Clock> last = fold.fold(
                            script.history(script.events()), Watermarks.COMPLETE, START.plusSeconds(3_000_000))
                    .clocks();
            for (int i = 0; i < 5; i++) {
                Instant now = START.plusSeconds(random.nextInt(2_000_000));
                for (Clock early : fold.fold(script.history(script.events()), Watermarks.COMPLETE, now)
                        .clocks()) {
                    Clock late = last.stream()
                            .filter(c -> c.id().equals(early.id()))
                            .findFirst()
                            .orElseThrow();
                    if (early.verdict() == Verdict.BREACHED) {
                        assertThat(late.breachAt())
                                .as("seed %d, %s", seed, early)
                                .isEqualTo(early.breachAt());
                        assertThat(late.verdict()).isEqualTo(Verdict.BREACHED);
                    }
                    // What was foreseen comes true, if nothing else happened to the clock.
                    if (late.verdict() == Verdict.BREACHED
                            && early.verdict() == Verdict.OPEN
                            && early.runState() == RunState.RUNNING
                            && late.breachAt() != null
                            && early.targetVersion() == late.targetVersion()
                            && early.pauses().equals(late.pauses())) {
                        assertThat(early.breachAt())
                                .as("seed %d, %s", seed, early)
                                .isEqualTo(late.breachAt());
                    }
                }
            }
        }
    }

    @Test
    void usedIsOpenTimeWithoutItsPauses() {
        for (int seed = 0; seed < STORIES; seed++) {
            Script script = story(seed);
            for (Clock clock :
                    script.foldAt(START.plusSeconds(1_500_000).toString()).clocks()) {
                if (clock.targetVersion() > 1 || clock.calendar() == null) {
                    continue; // more than one calendar took part
                }
                ServiceCalendar calendar =
                        Script.CALENDARS.find(clock.calendar()).orElseThrow();
                long paused = 0;
                Instant before = clock.startedAt();
                for (Clock.Pause pause : clock.pauses()) {
                    Instant to = pause.to() == null ? clock.asOf() : pause.to();
                    assertThat(pause.from())
                            .as("pauses never overlap, seed %d", seed)
                            .isAfterOrEqualTo(before);
                    assertThat(to).isAfterOrEqualTo(pause.from());
                    paused += calendar.between(pause.from(), to);
                    before = to;
                }
                assertThat(clock.usedSeconds())
                        .as("seed %d, %s", seed, clock)
                        .isEqualTo(calendar.between(clock.startedAt(), clock.asOf()) - paused);
                assertThat(clock.pausedSeconds()).isEqualTo(paused);
            }
        }
    }

    @Test
    void aVerdictFollowsFromUsedAndTarget() {
        for (int seed = 0; seed < STORIES; seed++) {
            for (Clock clock :
                    story(seed).foldAt(START.plusSeconds(1_500_000).toString()).clocks()) {
                Long target = clock.targetSeconds();
                if (target == null) {
                    assertThat(clock.verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
                } else if (clock.verdict() == Verdict.MET || clock.verdict() == Verdict.OPEN) {
                    assertThat(clock.usedSeconds())
                            .as("seed %d, %s", seed, clock)
                            .isLessThanOrEqualTo(target);
                } else if (clock.verdict() == Verdict.BREACHED) {
                    assertThat(clock.usedSeconds())
                            .as("seed %d, %s", seed, clock)
                            .isGreaterThan(target);
                    assertThat(clock.overrunSeconds()).isEqualTo(clock.usedSeconds() - target);
                }
            }
        }
    }

    @Test
    void aPauseInClosedHoursOrMovedWithinTheWindowLeavesTheDeadline() {
        Script plain = Script.on("CN9").target(Metric.RESOLUTION, "6h").opened("2026-09-07T10:00+08:00");
        Instant due = plain.clockAt("2026-09-07T10:00+08:00", Metric.RESOLUTION).dueAt();
        Script night = Script.on("CN9")
                .target(Metric.RESOLUTION, "12h")
                .opened("2026-09-07T10:00+08:00")
                .status("2026-09-07T19:00+08:00", "waiting_customer")
                .status("2026-09-08T08:00+08:00", "open");
        Script undisturbed = Script.on("CN9").target(Metric.RESOLUTION, "12h").opened("2026-09-07T10:00+08:00");

        assertThat(night.clockAt("2026-09-08T09:00+08:00", Metric.RESOLUTION).dueAt())
                .isEqualTo(undisturbed
                        .clockAt("2026-09-08T09:00+08:00", Metric.RESOLUTION)
                        .dueAt());
        Instant moved = null;
        for (int hour = 11; hour < 14; hour++) {
            Script script = Script.on("CN9")
                    .target(Metric.RESOLUTION, "6h")
                    .opened("2026-09-07T10:00+08:00")
                    .status("2026-09-07T" + hour + ":00+08:00", "waiting_customer")
                    .status("2026-09-07T" + (hour + 1) + ":30+08:00", "open");
            Instant now =
                    script.clockAt("2026-09-07T16:00+08:00", Metric.RESOLUTION).dueAt();
            assertThat(moved == null ? now : moved).isEqualTo(now).isNotEqualTo(due);
            moved = now;
        }
    }

    @Test
    void splittingAPauseInTwoChangesNothing() {
        Script whole = Script.on("CN")
                .target(Metric.RESOLUTION, "9h")
                .opened("2026-09-07T10:00+08:00")
                .status("2026-09-07T11:00+08:00", "waiting_customer")
                .status("2026-09-07T15:00+08:00", "open");
        Script halves = Script.on("CN")
                .target(Metric.RESOLUTION, "9h")
                .opened("2026-09-07T10:00+08:00")
                .status("2026-09-07T11:00+08:00", "waiting_customer")
                .status("2026-09-07T12:34:56+08:00", "open")
                .event("2026-09-07T12:34:56+08:00", EventType.STATUS_CHANGED, e -> e.change("open", "waiting_customer"))
                .status("2026-09-07T15:00+08:00", "open");

        Clock one = whole.clockAt("2026-09-07T16:00+08:00", Metric.RESOLUTION);
        Clock two = halves.clockAt("2026-09-07T16:00+08:00", Metric.RESOLUTION);
        assertThat(two.dueAt()).isEqualTo(one.dueAt());
        assertThat(two.usedSeconds()).isEqualTo(one.usedSeconds());
        assertThat(two.pausedSeconds()).isEqualTo(one.pausedSeconds());
    }
}
