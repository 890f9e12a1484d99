package dev.watchkeeper.sla;

import static dev.watchkeeper.sla.Metric.FIRST_RESPONSE;
import static dev.watchkeeper.sla.Metric.RESOLUTION;
import static dev.watchkeeper.sla.Script.at;
import static dev.watchkeeper.sla.Script.on;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.calendar.CalendarSpec;
import dev.watchkeeper.calendar.HolidayFile;
import dev.watchkeeper.calendar.HolidaySets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A change entered late breaks no promise before it was known. Monday, opened at 08:00, looked at at 20:00. */
class HindsightTest {
    private static final String KNOWN = t("14:00");

    private static String t(String time) {
        return "2026-09-07T" + time + ":00Z";
    }

    /** Resolution within the first target; from 09:00 on within the second, as entered at 14:00. */
    private static Clock resolution(String believed, String late, UnaryOperator<Script> story) {
        Script before = on("ALL").target(RESOLUTION, believed);
        Script after = on("ALL")
                .target(RESOLUTION, believed)
                .policyChangesAt(t("09:00"))
                .target(RESOLUTION, late);
        Script told = story.apply(after.opened(t("08:00")));
        return folded(told, List.of(belief(before)), RESOLUTION);
    }

    private static RuleKnowledge.Belief belief(Script before) {
        return new RuleKnowledge.Belief(at(KNOWN), Set.of(), ruleSet(before, Script.CALENDARS.specs()));
    }

    private static RuleSet ruleSet(Script script, List<CalendarSpec> calendars) {
        Fold fold = script.fold();
        return new RuleSet(
                fold.policies().versions(),
                calendars,
                fold.contracts().byCustomer(),
                HolidaySets.shipped().listed());
    }

    private static Clock folded(Script script, List<RuleKnowledge.Belief> beliefs, Metric metric) {
        return script
                .fold()
                .knowing(beliefs, HolidaySets.shipped())
                .fold(script.history(script.events()), Watermarks.COMPLETE, at(t("20:00")))
                .clocks()
                .stream()
                .filter(clock -> clock.metric() == metric)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aPromiseBrokenOnlyByTheChangeIsBrokenWhenTheChangeIsKnown() {
        Clock clock = resolution("48h", "3h", story -> story);

        assertThat(clock.verdict()).isEqualTo(Verdict.BREACHED);
        assertThat(clock.breachAt()).isEqualTo(at(KNOWN));
        assertThat(clock.reason()).isEqualTo("regraded");
        assertThat(clock.marks())
                .last()
                .isEqualTo(new Clock.Mark("breach", 3 * 3600 + 1, at(KNOWN).plusSeconds(1)));
    }

    @Test
    void whatWasBrokenAnywayStaysWhereItWas() {
        assertThat(resolution("5h", "3h", story -> story).breachAt()).isEqualTo(at(t("13:00")));
    }

    @Test
    void whatBreaksLaterThanTheChangeIsKnownIsComputed() {
        Clock clock = resolution("48h", "10h", story -> story);

        assertThat(clock.breachAt()).isEqualTo(at(t("18:00")));
        assertThat(clock.reason()).isNull();
    }

    @Test
    void aClockThatHadEndedIsNotJudgedAgain() {
        Clock clock = resolution("48h", "3h", story -> story.solved(t("12:00")));

        assertThat(clock.verdict()).isEqualTo(Verdict.MET);
        assertThat(clock.targetSeconds()).isEqualTo(48 * 3600L);
        assertThat(clock.usedSeconds()).isEqualTo(4 * 3600L);
    }

    @Test
    void aClockThatEndedAfterTheChangeWasKnownIsLateFromThereOn() {
        Clock clock = resolution("48h", "3h", story -> story.solved(t("15:00")));

        assertThat(clock.verdict()).isEqualTo(Verdict.BREACHED);
        assertThat(clock.breachAt()).isEqualTo(at(KNOWN));
        assertThat(clock.fulfilledAt()).isEqualTo(at(t("15:00")));
    }

    @Test
    void aContractOfOthersChangesNothingHere() {
        Script script = on("ALL").target(RESOLUTION, "3h").opened(t("08:00"));
        RuleKnowledge.Belief others = new RuleKnowledge.Belief(
                at(KNOWN), Set.of("other.example"), ruleSet(on("ALL").target(RESOLUTION, "9h"), List.of()));

        assertThat(folded(script, List.of(others), RESOLUTION).breachAt()).isEqualTo(at(t("11:00")));
    }

    @Test
    void aCalendarCorrectedLateIsAChangeToo() {
        // Believed closed on Mondays; the hours of this one are put in at 14:00.
        Script script = on("OFFICE").target(FIRST_RESPONSE, "2h").opened(t("08:00"));
        List<CalendarSpec> closed = Script.CALENDARS.specs().stream()
                .map(spec -> spec.id().equals("OFFICE") ? withoutMonday(spec) : spec)
                .toList();
        RuleKnowledge.Belief belief = new RuleKnowledge.Belief(at(KNOWN), Set.of(), ruleSet(script, closed));

        Clock clock = folded(script, List.of(belief), FIRST_RESPONSE);
        assertThat(clock.breachAt()).isEqualTo(at(KNOWN));
        assertThat(clock.dueAt()).isEqualTo(at(t("11:00")));
        assertThat(folded(script, List.of(), FIRST_RESPONSE).breachAt()).isEqualTo(at(t("11:00")));
    }

    /** Worked example 2, but Saturday's being a make-up day becomes known on Monday. */
    @Test
    void aMakeUpDayAnnouncedLateBreaksNothingBeforeItWasKnown() {
        Script script = on("CN").target(FIRST_RESPONSE, "4h").opened("2026-05-08T17:30:00+08:00");
        LocalDate saturday = LocalDate.parse("2026-05-09");
        HolidayFile told = HolidaySets.shipped().listed().get(0);
        Map<LocalDate, String> worked = new TreeMap<>(told.worked());
        worked.remove(saturday);
        RuleSet now = ruleSet(script, Script.CALENDARS.specs());
        RuleSet before = new RuleSet(
                now.policies(),
                now.calendars(),
                now.contracts(),
                List.of(new HolidayFile(told.set(), told.years(), told.off(), worked)));
        Instant known = at("2026-05-11T10:00:00+08:00");
        RuleKnowledge.Belief belief = new RuleKnowledge.Belief(known, Set.of(), before);

        Function<String, Clock> clock = moment -> script.fold()
                .knowing(List.of(belief), HolidaySets.shipped())
                .fold(script.history(script.events()), Watermarks.COMPLETE, at(moment))
                .clocks()
                .get(0);
        assertThat(clock.apply("2026-05-11T09:59:00+08:00").breachAt()).isEqualTo(at("2026-05-09T14:00:00+08:00"));
        assertThat(clock.apply("2026-05-11T12:00:00+08:00").breachAt()).isEqualTo(known);
        assertThat(clock.apply("2026-05-11T12:00:00+08:00").reason()).isEqualTo("regraded");
        assertThat(clock.apply("2026-05-11T12:00:00+08:00").dueAt()).isEqualTo(at("2026-05-09T14:00:00+08:00"));
    }

    private static CalendarSpec withoutMonday(CalendarSpec spec) {
        var week = new java.util.EnumMap<>(spec.week());
        week.remove(java.time.DayOfWeek.MONDAY);
        return new CalendarSpec(
                spec.id(),
                spec.version(),
                spec.effectiveFrom(),
                spec.zone(),
                week,
                spec.holidaySets(),
                spec.makeupDays(),
                spec.dates(),
                spec.breaks());
    }

    @Test
    void whatWasKnownInSeveralStepsIsJudgedStepByStep() {
        // 48 h from the beginning; at 12:00 it is learnt that it is 3 h, at 14:00 that it is 2 h.
        Script script = on("ALL").target(RESOLUTION, "2h").opened(t("08:00"));
        RuleKnowledge.Belief first = new RuleKnowledge.Belief(
                at(t("12:00")), Set.of(), ruleSet(on("ALL").target(RESOLUTION, "48h"), Script.CALENDARS.specs()));
        RuleKnowledge.Belief second = new RuleKnowledge.Belief(
                at(KNOWN), Set.of(), ruleSet(on("ALL").target(RESOLUTION, "3h"), Script.CALENDARS.specs()));

        assertThat(folded(script, List.of(first, second), RESOLUTION).breachAt())
                .isEqualTo(at(t("12:00")));
    }

    @Test
    void historyReadInLaterIsJudgedByWhatIsKnownThen() {
        Script script = on("ALL").target(RESOLUTION, "3h");
        script.opened(t("08:00"), e -> e.attr("backfill", true).receivedAt(at(t("16:00"))));
        RuleKnowledge.Belief belief = belief(on("ALL").target(RESOLUTION, "48h"));

        assertThat(folded(script, List.of(belief), RESOLUTION).breachAt()).isEqualTo(at(t("11:00")));
    }

    @Test
    void whatHadEndedLateStaysLateUntilThePastIsRepaired() {
        // Believed 3 h, answered after 4; at 14:00 it is learnt that 48 h were promised from the beginning.
        Script script = on("ALL").target(RESOLUTION, "48h").opened(t("08:00")).solved(t("12:00"));
        List<RuleKnowledge.Belief> beliefs = List.of(belief(on("ALL").target(RESOLUTION, "3h")));

        Clock stands = folded(script, beliefs, RESOLUTION);
        assertThat(stands.verdict()).isEqualTo(Verdict.BREACHED);
        assertThat(stands.breachAt()).isEqualTo(at(t("11:00")));
        assertThat(stands.flags()).contains(Clock.STANDS_AS_ENDED);

        Fold repaired = script.fold().knowing(beliefs, HolidaySets.shipped(), at(t("15:00")));
        Clock clock =
                repaired.fold(script.history(script.events()), Watermarks.COMPLETE, at(t("20:00"))).clocks().stream()
                        .filter(one -> one.metric() == RESOLUTION)
                        .findFirst()
                        .orElseThrow();
        assertThat(clock.verdict()).isEqualTo(Verdict.MET);
        assertThat(clock.flags()).doesNotContain(Clock.STANDS_AS_ENDED);
    }

    @Test
    void aChangeForWhatIsToComeTouchesNothingThatEnded() {
        RuleSet before = ruleSet(on("ALL").target(RESOLUTION, "3h"), Script.CALENDARS.specs());
        RuleSet after = ruleSet(
                on("ALL").target(RESOLUTION, "3h").policyChangesAt(t("14:00")).target(RESOLUTION, "1h"),
                Script.CALENDARS.specs());

        assertThat(RuleDifference.earliest(before, after)).isEqualTo(at(t("14:00")));
        assertThat(RuleDifference.earliest(before, before)).isEqualTo(Instant.MAX);
        assertThat(RuleDifference.earliest(after, before)).isEqualTo(at(t("14:00")));
    }
}
