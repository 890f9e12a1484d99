package dev.watchkeeper.sla;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.sla.Attainment.Counts;
import dev.watchkeeper.tickets.TicketSeverity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttainmentTest {
    private static final Instant FROM = Instant.parse("2026-09-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-10-01T00:00:00Z");
    private static final Instant IN = Instant.parse("2026-09-15T00:00:00Z");

    private int tickets;

    @Test
    void example14() {
        List<Clock> clocks = new ArrayList<>();
        add(clocks, 46, Verdict.MET, null, Confirmation.CONFIRMED);
        add(clocks, 1, Verdict.MET, null, Confirmation.PROVISIONAL);
        add(clocks, 3, Verdict.BREACHED, null, Confirmation.CONFIRMED);
        add(clocks, 2, Verdict.CANCELLED, "merged", null);
        add(clocks, 4, Verdict.OPEN, null, null);

        Attainment.Report report = Attainment.report(clocks, FROM, TO);
        assertThat(report.total()).isEqualTo(new Counts(47, 3, 0, 0, 2, 0, 4, 1, 3));
        assertThat(report.total().percent()).isEqualTo("94.0");
        assertThat(report.total().n()).isEqualTo(50);
        assertThat(report.cancelledFor()).containsEntry("merged", 2);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, –", "9999, 1, 99.9", "10000, 0, 100.0", "0, 3, 0.0", "2, 1, 66.6"})
    void percentagesAreRoundedDownAndNothingIsADash(int met, int breached, String percent) {
        assertThat(new Counts(met, breached, 0, 0, 0, 0, 0, 0, 0).percent()).isEqualTo(percent);
    }

    @Test
    void liveContactsClosingsAndMissingHistoryStandBeside() {
        List<Clock> clocks = new ArrayList<>();
        add(clocks, 1, Verdict.MET, null, Confirmation.CONFIRMED);
        add(clocks, 5, Verdict.MET, "live_contact", Confirmation.CONFIRMED);
        add(clocks, 2, Verdict.CANCELLED, "closed_without_reply", null);
        clocks.add(clock(Verdict.BREACHED, null, Confirmation.CONFIRMED, IN, List.of("history_incomplete")));

        Counts counts = Attainment.report(clocks, FROM, TO).total();
        assertThat(counts).isEqualTo(new Counts(1, 0, 5, 2, 0, 1, 0, 0, 0));
        assertThat(counts.percent()).isEqualTo("100.0");
    }

    @Test
    void theVerdictsInstantDecidesTheMonth() {
        List<Clock> clocks = List.of(
                clock(Verdict.MET, null, Confirmation.CONFIRMED, FROM, List.of()),
                clock(Verdict.MET, null, Confirmation.CONFIRMED, FROM.minusSeconds(1), List.of()),
                clock(Verdict.BREACHED, null, Confirmation.CONFIRMED, TO.minusSeconds(1), List.of()),
                clock(Verdict.BREACHED, null, Confirmation.CONFIRMED, TO, List.of()));

        assertThat(Attainment.report(clocks, FROM, TO).total()).isEqualTo(new Counts(1, 1, 0, 0, 0, 0, 0, 0, 1));
    }

    @Test
    void manyGoodCyclesDoNotHideABadTicket() {
        List<Clock> clocks = new ArrayList<>();
        add(clocks, 3, Verdict.MET, null, Confirmation.CONFIRMED);
        add(clocks, 1, Verdict.BREACHED, null, Confirmation.CONFIRMED);

        Attainment.Report report = Attainment.report(clocks, FROM, TO);
        assertThat(report.tickets()).isEqualTo(4);
        assertThat(report.ticketsWithBreach()).isEqualTo(1);
        assertThat(report.pausedShare())
                .hasValueSatisfying(share -> assertThat(share).isEqualTo("50.0"));
        assertThat(report.longestPauses()).hasSize(4);
    }

    @Test
    void groupsAreSplitByWhatIsStoredOnTheClock() {
        List<Clock> clocks = new ArrayList<>();
        add(clocks, 2, Verdict.MET, null, Confirmation.CONFIRMED);

        assertThat(Attainment.reportBy(clocks, Clock::severity, FROM, TO)).containsOnlyKeys(TicketSeverity.S2);
    }

    private void add(
            List<Clock> clocks,
            int count,
            Verdict verdict,
            @Nullable String reason,
            @Nullable Confirmation confirmation) {
        for (int i = 0; i < count; i++) {
            clocks.add(clock(verdict, reason, confirmation, IN, List.of()));
        }
    }

    private Clock clock(
            Verdict verdict,
            @Nullable String reason,
            @Nullable Confirmation confirmation,
            Instant decided,
            List<String> flags) {
        return new Clock(
                "desk/" + ++tickets,
                "example.cn",
                Metric.FIRST_RESPONSE,
                1,
                verdict == Verdict.OPEN ? RunState.RUNNING : RunState.STOPPED,
                verdict,
                confirmation,
                IN.minusSeconds(86_400),
                null,
                verdict == Verdict.BREACHED ? decided : null,
                verdict == Verdict.MET ? decided : null,
                verdict == Verdict.CANCELLED ? decided : null,
                reason,
                3600L,
                100,
                IN,
                0L,
                0,
                100,
                100,
                "basic",
                TicketSeverity.S2,
                null,
                "ALL",
                1,
                1,
                1,
                List.of(),
                null,
                null,
                new Clock.Deciding(null, null, null, null),
                List.of(),
                flags,
                Instant.MAX);
    }
}
