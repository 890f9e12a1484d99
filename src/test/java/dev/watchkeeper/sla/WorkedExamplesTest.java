package dev.watchkeeper.sla;

import static dev.watchkeeper.sla.Metric.FIRST_RESPONSE;
import static dev.watchkeeper.sla.Metric.NEXT_RESPONSE;
import static dev.watchkeeper.sla.Metric.RESOLUTION;
import static dev.watchkeeper.sla.Script.at;
import static dev.watchkeeper.sla.Script.on;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.calendar.CalendarFile;
import dev.watchkeeper.calendar.HolidaySets;
import dev.watchkeeper.calendar.ServiceCalendars;
import dev.watchkeeper.calendar.Window;
import dev.watchkeeper.tickets.TicketSeverity;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The fourteen worked examples of the reference, by number, through the whole fold. */
class WorkedExamplesTest {
    @Test
    void example1LabourDay() {
        Clock clock = on("CN").target(FIRST_RESPONSE, "4h")
                .opened("2026-04-30T16:40+08:00")
                .clockAt("2026-04-30T17:00+08:00", FIRST_RESPONSE);

        assertThat(clock.dueAt()).isEqualTo(at("2026-05-06T11:40+08:00")).isEqualTo(clock.breachAt());
    }

    @Test
    void example2MakeupSaturday() {
        Clock clock = on("CN").target(FIRST_RESPONSE, "4h")
                .opened("2026-05-08T17:30+08:00")
                .clockAt("2026-05-08T17:31+08:00", FIRST_RESPONSE);

        assertThat(clock.dueAt()).isEqualTo(at("2026-05-09T14:00+08:00"));
    }

    @Test
    void example3ExactFill() {
        Clock clock = on("CN9")
                .target(FIRST_RESPONSE, "8h")
                .opened("2026-06-18T10:00+08:00")
                .agent("2026-06-20T11:00+08:00")
                .clockAt("2026-06-20T12:00+08:00", FIRST_RESPONSE);

        assertThat(clock.dueAt()).isEqualTo(at("2026-06-18T18:00+08:00"));
        assertThat(clock.breachAt()).isEqualTo(at("2026-06-22T09:00+08:00"));
        assertThat(clock.usedSeconds()).isEqualTo(28_800);
        assertThat(clock.verdict()).isEqualTo(Verdict.MET);
    }

    @Test
    void example4Pause() {
        Script script = on("ALL")
                .target(RESOLUTION, "2h")
                .opened("2026-03-03T10:00:00Z")
                .status("2026-03-03T10:12:17Z", "waiting_customer")
                .status("2026-03-03T11:47:53Z", "open");

        Clock early = script.clockAt("2026-03-03T12:30:00Z", RESOLUTION);
        assertThat(early.usedSeconds()).isEqualTo(3264);
        assertThat(early.pausedSeconds()).isEqualTo(5736);
        assertThat(early.dueAt()).isEqualTo(at("2026-03-03T13:35:36Z"));
        assertThat(early.marks()).contains(new Clock.Mark("75", 5400, at("2026-03-03T13:05:36Z")));
    }

    @Test
    void example5PauseAcrossTheAutumnNight() {
        Clock clock = on("ALL")
                .target(RESOLUTION, "3h")
                .opened("2026-11-01T00:30-04:00")
                .status("2026-11-01T01:40-04:00", "waiting_customer")
                .status("2026-11-01T01:20-05:00", "open")
                .clockAt("2026-11-01T01:30-05:00", RESOLUTION);

        assertThat(clock.pausedSeconds()).isEqualTo(2400);
        assertThat(clock.dueAt()).isEqualTo(at("2026-11-01T08:10:00Z")).isEqualTo(at("2026-11-01T03:10-05:00"));
    }

    @Test
    void example6ShortNight() {
        assertThat(nights("America/New_York", "mon-sun", "01:00-05:00", "2027-03-14T00:20-05:00", "2h30m"))
                .isEqualTo(at("2027-03-14T04:30-04:00"));
        assertThat(nights("America/New_York", "mon-sun", "01:00-05:00", "2027-03-14T00:20-05:00", "4h"))
                .isEqualTo(at("2027-03-15T02:00-04:00"));
    }

    @Test
    void example7Overnight() {
        assertThat(nights("Asia/Shanghai", "mon-fri", "22:00-06:00", "2026-07-10T23:15+08:00", "7h"))
                .isEqualTo(at("2026-07-13T22:15+08:00"));
    }

    private static Object nights(String zone, String days, String hours, String opened, String target) {
        Script script = on("NIGHT").target(FIRST_RESPONSE, target).opened(opened);
        CalendarFile night = new CalendarFile(
                "NIGHT", 1, null, zone, Map.of(days, List.of(Window.of(hours))), null, null, null, Map.of(), Map.of());
        Fold fold = new Fold(
                script.fold().policies(),
                ServiceCalendars.of(List.of(night.spec()), HolidaySets.shipped()),
                script.fold().contracts());
        Clock clock = fold.fold(script.history(script.events()), Watermarks.COMPLETE, at(opened))
                .clocks()
                .get(0);
        return java.util.Objects.requireNonNull(clock.dueAt());
    }

    @Test
    void example8UpgradeOnFriday() {
        assertThat(upgrade("99h").clockAt("2026-08-14T17:00+08:00", RESOLUTION).dueAt())
                .isEqualTo(at("2026-08-17T13:20+08:00"));

        Clock six = upgrade("6h").clockAt("2026-08-14T17:05+08:00", RESOLUTION);
        assertThat(six.usedSeconds()).isEqualTo(9900);
        assertThat(six.dueAt()).isEqualTo(at("2026-08-14T20:20+08:00"));
        assertThat(six.targetVersion()).isEqualTo(2);

        Clock two = upgrade("2h").clockAt("2026-08-14T18:00+08:00", RESOLUTION);
        assertThat(two.verdict()).isEqualTo(Verdict.BREACHED);
        assertThat(two.breachAt()).isEqualTo(at("2026-08-14T17:05+08:00"));
        assertThat(two.reason()).isEqualTo("regraded");
    }

    private static Script upgrade(String premier) {
        return on("CN9")
                .plan("premier", "ALL")
                .target(RESOLUTION, "8h")
                .target("premier", TicketSeverity.S2, RESOLUTION, premier)
                .opened("2026-08-14T14:20+08:00")
                .planChanged("2026-08-14T17:05+08:00", "premier");
    }

    @Test
    void example9ToTheSecond() {
        Script script = on("ALL").target(FIRST_RESPONSE, "15m").opened("2026-02-02T03:14:15Z");
        assertThat(script.clockAt("2026-02-02T03:14:15Z", FIRST_RESPONSE).dueAt())
                .isEqualTo(at("2026-02-02T03:29:15Z"));

        Clock met = on("ALL")
                .target(FIRST_RESPONSE, "15m")
                .opened("2026-02-02T03:14:15Z")
                .agent("2026-02-02T03:29:15.900Z")
                .clockAt("2026-02-02T04:00:00Z", FIRST_RESPONSE);
        assertThat(met.verdict()).isEqualTo(Verdict.MET);
        assertThat(met.usedSeconds()).isEqualTo(900);

        Clock late = script.agent("2026-02-02T03:29:16Z").clockAt("2026-02-02T04:00:00Z", FIRST_RESPONSE);
        assertThat(late.verdict()).isEqualTo(Verdict.BREACHED);
        assertThat(late.breachAt()).isEqualTo(at("2026-02-02T03:29:15Z"));
        assertThat(late.overrunSeconds()).isEqualTo(1);
        assertThat(late.fulfilledAt()).isEqualTo(at("2026-02-02T03:29:16Z"));
    }

    @Test
    void example10Reopen() {
        Script script = on("ALL")
                .target(RESOLUTION, "8h")
                .opened("2026-09-01T08:00Z")
                .agent("2026-09-01T08:30Z")
                .solved("2026-09-01T13:00Z");
        Clock met = script.clockAt("2026-09-01T14:00Z", RESOLUTION);
        assertThat(met.verdict()).isEqualTo(Verdict.MET);
        assertThat(met.usedSeconds()).isEqualTo(18_000);

        Clock open = script.reopened("2026-09-01T20:30Z").clockAt("2026-09-01T20:30Z", RESOLUTION);
        assertThat(open.verdict()).isEqualTo(Verdict.OPEN);
        assertThat(open.pausedSeconds()).isEqualTo(27_000);
        assertThat(open.dueAt()).isEqualTo(at("2026-09-01T23:30Z"));

        Clock again = script.solved("2026-09-01T23:00Z").clockAt("2026-09-02T00:00Z", RESOLUTION);
        assertThat(again.verdict()).isEqualTo(Verdict.MET);
        assertThat(again.usedSeconds()).isEqualTo(27_000);
    }

    @Test
    void example11TheDayThatNeverWas() {
        assertThat(nights("Pacific/Apia", "mon-fri", "09:00-17:00", "2011-12-29T15:00-10:00", "4h"))
                .isEqualTo(at("2012-01-02T11:00+14:00"));
    }

    @Test
    void example12NextResponse() {
        List<Clock> clocks = on("ALL")
                .target(NEXT_RESPONSE, "1h")
                .opened("2026-05-20T09:00Z")
                .agent("2026-05-20T09:10Z")
                .customer("2026-05-20T10:00Z")
                .customer("2026-05-20T10:40Z")
                .agent("2026-05-20T11:30Z")
                .customer("2026-05-20T11:31Z")
                .solved("2026-05-20T12:10Z")
                .clocksAt("2026-05-20T13:00Z", NEXT_RESPONSE);

        assertThat(clocks).hasSize(2);
        assertThat(clocks.get(0).startedAt()).isEqualTo(at("2026-05-20T10:00Z"));
        assertThat(clocks.get(0).breachAt()).isEqualTo(at("2026-05-20T11:00Z"));
        assertThat(clocks.get(0).overrunSeconds()).isEqualTo(1800);
        assertThat(clocks.get(1).startedAt()).isEqualTo(at("2026-05-20T11:31Z"));
        assertThat(clocks.get(1).usedSeconds()).isEqualTo(2340);
        assertThat(clocks.get(1).verdict()).isEqualTo(Verdict.MET);
    }

    @Test
    void example13ProvisionalBreachIsTakenBack() {
        Script script = on("ALL")
                .target(FIRST_RESPONSE, "1h")
                .watermark("2026-09-07T01:57:00Z")
                .opened("2026-09-07T01:00:00Z");
        Clock breached = script.clockAt("2026-09-07T02:00:01Z", FIRST_RESPONSE);
        assertThat(breached.verdict()).isEqualTo(Verdict.BREACHED);
        assertThat(breached.breachAt()).isEqualTo(at("2026-09-07T02:00:00Z"));
        assertThat(breached.confirmation()).isEqualTo(Confirmation.PROVISIONAL);

        script.agent("2026-09-07T01:58:30Z");
        Clock met = script.clockAt("2026-09-07T02:03:10Z", FIRST_RESPONSE);
        assertThat(met.verdict()).isEqualTo(Verdict.MET);
        assertThat(met.usedSeconds()).isEqualTo(3510);
        assertThat(met.isProvisional()).isTrue();

        assertThat(script.watermark("2026-09-07T02:00:01Z")
                        .clockAt("2026-09-07T02:03:10Z", FIRST_RESPONSE)
                        .confirmation())
                .isEqualTo(Confirmation.CONFIRMED);
    }

    @Test
    void example14Attainment() {
        // See AttainmentTest, which also holds the traps of the arithmetic.
        assertThat(new Attainment.Counts(47, 3, 0, 0, 2, 0, 4, 1, 0).percent()).isEqualTo("94.0");
    }
}
