package dev.watchkeeper.mail.alert;

import static dev.watchkeeper.mail.alert.Alerts.DUE;
import static dev.watchkeeper.mail.alert.Alerts.OPENED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchkeeper.fixture.MemoryOutbox;
import dev.watchkeeper.fixture.MemoryThreads;
import dev.watchkeeper.mail.EntryState;
import dev.watchkeeper.mail.OutboxEntry;
import dev.watchkeeper.mail.alert.SlaAlert.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertDeskTest {
    private final MemoryOutbox outbox = new MemoryOutbox();
    private final MemoryThreads threads = new MemoryThreads();
    private final Desks desks = new Desks(outbox, threads);
    private final AlertDesk desk = desks.alertDesk();

    private static Instant at(String time) {
        return Instant.parse("2026-11-24T" + time + ":00Z").minus(Duration.ofHours(8));
    }

    private List<String> sent() {
        return desks.sent();
    }

    @Test
    void aBreachFromWarningToReply() {
        desk.tell(Alerts.mark("50", at("08:35")), at("08:35"));
        desks.deliver(at("08:36"));
        desk.tell(Alerts.mark("warn", at("08:55")), at("08:55"));
        desks.deliver(at("08:56"));
        desk.tell(Alerts.breach(at("09:05")), at("09:05"));
        desks.deliver(at("09:06"));
        desk.tell(Alerts.of(Kind.MET_LATE, at("09:12")), at("09:12"));
        desks.deliver(at("09:13"));

        assertThat(sent())
                .containsExactly(
                        "alert:zd-48213-fr-1:50:v1:am17",
                        "alert:zd-48213-fr-1:warn:v1:am17",
                        "alert:zd-48213-fr-1:warn:v1:lead3",
                        "alert:zd-48213-fr-1:breach:v1:am17",
                        "alert:zd-48213-fr-1:breach:v1:lead3",
                        "alert:zd-48213-fr-1:closed:am17",
                        "alert:zd-48213-fr-1:closed:lead3");
        assertThat(desks.subjects())
                .as("one subject for the whole thread")
                .containsOnly("[SLA] Xinghai #48213 first reply due 09:05");
        assertThat(threads.open()).isEmpty();
    }

    @Test
    void theFirstLineSaysWhatIsSoAndWhen() {
        assertThat(desks.firstLine(Alerts.mark("50", at("08:35"))))
                .isEqualTo("▲ First reply due 09:05 (Shanghai) · 30 min left at 08:35 · unassigned");
        assertThat(desks.firstLine(Alerts.mark("warn", at("08:55"))))
                .isEqualTo(
                        "■ First reply due 09:05 (Shanghai) · 10 min left at 08:55 · unassigned · Wang told as well");
        assertThat(desks.firstLine(Alerts.breach(at("09:05"))))
                .isEqualTo("■ Overdue · first reply was due 09:05 (Shanghai) · no public reply at 09:05");
        assertThat(desks.firstLine(Alerts.of(Kind.MET_LATE, at("09:12"))))
                .isEqualTo("✓ Replied · 09:12 · took 67 min (promised 60 min, 7 min late)");
        assertThat(desks.firstLine(Alerts.of(Kind.MET, at("08:50"))))
                .isEqualTo("✓ Replied · 08:50 · took 45 min (promised 60 min)");
        assertThat(desks.firstLine(Alerts.of(Kind.RETRACTED, at("08:58"))))
                .isEqualTo("✓ Withdrawn: the reply of 08:58 reached us late, the promise was kept");
        assertThat(desks.firstLine(Alerts.alert(Kind.PAUSED, "48213", "", null, at("08:40"), false, null)))
                .isEqualTo("Clock paused: waiting for the customer, 25 min left");
    }

    @Test
    void nothingIsClosedThatWasNeverOpened() {
        desk.tell(Alerts.of(Kind.MET, at("08:20")), at("08:20"));
        assertThat(outbox.depths()).isEmpty();

        desk.tell(Alerts.mark("50", at("08:35")), at("08:35"));
        desk.tell(Alerts.of(Kind.MET, at("08:35")), at("08:35"));
        desks.deliver(at("08:40"));
        assertThat(sent()).as("answered before the warning left").isEmpty();
        assertThat(desks.states()).containsExactly(EntryState.SUPERSEDED);
        assertThat(threads.open()).isEmpty();
    }

    @Test
    void aClosingMailIsWrittenOnce() {
        desk.tell(Alerts.mark("50", at("08:35")), at("08:35"));
        desks.deliver(at("08:36"));
        desk.tell(Alerts.of(Kind.MET, at("08:50")), at("08:50"));
        desk.tell(Alerts.of(Kind.MET, at("08:50")), at("08:51"));
        desk.tell(Alerts.of(Kind.ENDED, at("08:52")), at("08:52"));
        desks.deliver(at("09:00"));
        assertThat(sent()).containsExactly("alert:zd-48213-fr-1:50:v1:am17", "alert:zd-48213-fr-1:closed:am17");
    }

    @Test
    void newsOfOneMatterWithinHalfAMinuteIsOneMail() {
        desk.tell(Alerts.mark("50", at("08:35")), at("08:35"));
        desk.tell(Alerts.mark("warn", at("08:35").plusSeconds(10)), at("08:35").plusSeconds(10));
        desks.deliver(at("08:35").plusSeconds(30));
        assertThat(sent()).contains("alert:zd-48213-fr-1:warn:v1:am17").noneMatch(k -> k.contains(":50:"));
        assertThat(outbox.findByKey("alert:zd-48213-fr-1:50:v1:am17")
                        .orElseThrow()
                        .state())
                .isEqualTo(EntryState.SUPERSEDED);
    }

    @Test
    void theSameMarkTwiceIsOneMail() {
        desk.tell(Alerts.mark("50", at("08:35")), at("08:35"));
        desk.tell(Alerts.mark("50", at("08:35")), at("08:36"));
        desks.deliver(at("08:40"));
        assertThat(sent()).hasSize(1);
    }

    @Test
    void marksNobodyAskedForMakeNoMail() {
        desk.tell(Alerts.mark("75", at("08:50")), at("08:50"));
        assertThat(outbox.depths()).isEmpty();
        assertThat(threads.notes("zd-48213-fr-1"))
                .extracting(Threads.Note::note)
                .containsExactly("75: nobody wants this mark");
    }

    @Test
    void whoIsOnItIsWarnedNoMoreButABreachStillComes() {
        desk.tell(Alerts.mark("50", at("08:35")), at("08:35"));
        desks.deliver(at("08:36"));
        assertThat(desk.acknowledge("zd-48213-fr-1", "Li Min", at("08:40"))).isTrue();
        desk.tell(Alerts.mark("warn", at("08:55")), at("08:55"));
        desk.tell(Alerts.breach(at("09:05")), at("09:05"));
        desks.deliver(at("09:06"));
        assertThat(desk.repeatWhatIsDue(at("11:30"))).isZero();
        assertThat(sent()).noneMatch(k -> k.contains(":warn:")).anyMatch(k -> k.contains(":breach:"));
        assertThat(desk.acknowledge("no-such", "x", at("08:40"))).isFalse();
    }

    @Test
    void whenABreachComesUpAgainIsAMatterOfTheSettings() {
        AlertDesk strict = desks.alertDesk(remindedAfter(Duration.ofMinutes(10)));
        strict.tell(Alerts.breach(at("09:05")), at("09:05"));
        desks.deliver(at("09:06"));
        assertThat(desks.text("alert:zd-48213-fr-1:breach:v1:am17"))
                .contains("09:15")
                .doesNotContain("09:35", "11:05");
        for (int minute = 0; minute <= 300; minute++) {
            strict.repeatWhatIsDue(at("09:06").plus(Duration.ofMinutes(minute)));
        }
        assertThat(outbox.findByKey("alert:zd-48213-fr-1:breach:v1:repeat1:am17")
                        .orElseThrow()
                        .createdAt())
                .isEqualTo(at("09:15"));
        assertThat(outbox.findByKey("alert:zd-48213-fr-1:breach:v1:repeat2:am17"))
                .isEmpty();
        assertThatThrownBy(() -> remindedAfter(Duration.ofHours(2), Duration.ofMinutes(30)))
                .hasMessageContaining("does not rise");
    }

    @Test
    void withoutStepsABreachIsNotBroughtUpAgain() {
        AlertDesk once = desks.alertDesk(remindedAfter());
        once.tell(Alerts.breach(at("09:05")), at("09:05"));

        assertThat(once.repeatWhatIsDue(at("12:00"))).isZero();
    }

    private static AlertSettings remindedAfter(Duration... steps) {
        AlertSettings usual = AlertSettings.USUAL;
        return new AlertSettings(
                usual.groupWait(),
                usual.findingWait(),
                usual.stormFrom(),
                usual.summariesFrom(),
                List.of(steps),
                usual.nightChecks(),
                usual.emergencyChecks(),
                usual.onCall());
    }

    @Test
    void aBreachComesUpAgainAfterHalfAnHourAndTwoHoursThenRests() {
        desk.tell(Alerts.breach(at("09:05")), at("09:05"));
        desks.deliver(at("09:06"));
        for (int minute = 0; minute <= 300; minute++) {
            Instant now = at("09:06").plus(Duration.ofMinutes(minute));
            desk.repeatWhatIsDue(now);
            desks.deliver(now.plusSeconds(40));
        }
        assertThat(sent().stream().filter(k -> k.endsWith("am17")))
                .containsExactly(
                        "alert:zd-48213-fr-1:breach:v1:am17",
                        "alert:zd-48213-fr-1:breach:v1:repeat1:am17",
                        "alert:zd-48213-fr-1:breach:v1:repeat2:am17");
        assertThat(outbox.findByKey("alert:zd-48213-fr-1:breach:v1:repeat1:am17")
                        .orElseThrow()
                        .createdAt())
                .isEqualTo(at("09:35"));
        assertThat(outbox.findByKey("alert:zd-48213-fr-1:breach:v1:repeat2:am17")
                        .orElseThrow()
                        .createdAt())
                .isEqualTo(at("11:05"));
    }

    @Test
    void aMovedDeadlineOpensANewThreadAndClosesTheOldOne() {
        desk.tell(Alerts.mark("50", at("08:35")), at("08:35"));
        desks.deliver(at("08:36"));
        Instant later = DUE.plus(Duration.ofHours(2));
        desk.tell(Alerts.alert(Kind.MARK, "48213", "warn", later, at("10:55"), false, null), at("10:55"));
        desks.deliver(at("10:56"));
        desk.tell(Alerts.alert(Kind.MET, "48213", "", later, at("11:00"), false, at("11:00")), at("11:00"));
        desks.deliver(at("11:01"));

        assertThat(sent().stream().filter(k -> k.endsWith("am17")))
                .containsExactly(
                        "alert:zd-48213-fr-1:50:v1:am17",
                        "alert:zd-48213-fr-1e2:warn:v1:am17",
                        "alert:zd-48213-fr-1:closed:am17",
                        "alert:zd-48213-fr-1e2:closed:am17");
        assertThat(desks.subjects())
                .contains("[SLA] Xinghai #48213 first reply due 11:05", "[SLA] Xinghai #48213 first reply due 09:05");
        assertThat(threads.open()).isEmpty();
    }

    @Test
    void aPauseIsToldOnceAnHourAndReplacesWarningsThatWait() {
        desk.tell(Alerts.mark("50", at("08:35")), at("08:35"));
        desks.deliver(at("08:36"));
        desk.tell(Alerts.mark("warn", at("08:39")), at("08:39"));
        for (String time : List.of("08:39", "08:50", "09:20", "09:45")) {
            desk.tell(Alerts.alert(Kind.PAUSED, "48213", "", null, at(time), false, null), at(time));
            desks.deliver(at(time).plusSeconds(40));
        }
        assertThat(sent())
                .filteredOn(k -> k.contains(":paused:"))
                .as("at 08:39 and 09:45")
                .hasSize(2);
        assertThat(sent()).noneMatch(k -> k.contains(":warn:"));
        assertThat(threads.open()).hasSize(1);
    }

    @Test
    void manyAtOnceBecomeOneListAndTheSinglesWaitTenMinutes() {
        Instant now = at("08:35");
        for (int i = 0; i < 9; i++) {
            desk.tell(
                    Alerts.alert(
                            Kind.MARK, "4900" + i, "50", DUE.plusSeconds(60L * i), now.plusSeconds(i), false, null),
                    now.plusSeconds(i));
        }
        desks.deliver(now.plusSeconds(60));
        assertThat(sent()).filteredOn(k -> k.startsWith("alert:storm:")).hasSize(1);
        assertThat(sent()).filteredOn(k -> k.startsWith("alert:zd-")).hasSize(5);
        OutboxEntry list = desks.entries().stream()
                .filter(e -> e.dedupeKey().startsWith("alert:storm:") && e.state() == EntryState.SENT)
                .findFirst()
                .orElseThrow();
        assertThat(list.subject()).isEqualTo("[SLA] 9 tickets due before 09:13");

        desk.tell(Alerts.alert(Kind.MET, "49008", "", DUE, now.plusSeconds(300), false, now), now.plusSeconds(300));
        desks.deliver(now.plusSeconds(620));
        assertThat(sent())
                .filteredOn(k -> k.startsWith("alert:zd-"))
                .as("the answered one is dropped")
                .hasSize(8);
    }

    @Test
    void aFloodLeavesListsOnlyAndTellsTheOperator() {
        Instant now = at("08:35");
        for (int i = 0; i < 40; i++) {
            desk.tell(
                    Alerts.alert(
                            Kind.MARK, "5" + i, "50", DUE.plusSeconds(60L * i), now.plusSeconds(60L * i), false, null),
                    now.plusSeconds(60L * i));
            desks.deliver(now.plusSeconds(60L * i + 50));
        }
        desks.deliver(now.plusSeconds(3600));
        assertThat(desks.floods()).isNotEmpty();
        assertThat(sent()).filteredOn(k -> k.startsWith("alert:zd-")).hasSizeLessThanOrEqualTo(20);
        assertThat(sent()).filteredOn(k -> k.startsWith("alert:storm:")).hasSizeLessThanOrEqualTo(5);
    }

    @Test
    void anAlertThatGrewOldIsWrittenAnewWithoutStaleTimes() {
        desk.tell(Alerts.mark("50", at("08:35")), at("08:35"));
        OutboxEntry old = desks.entries().get(0);

        String newer = desk.refresh(old, at("08:45")).orElseThrow();

        assertThat(newer).isEqualTo("alert:zd-48213-fr-1:50:v1:r2:am17");
        assertThat(desks.text(newer))
                .contains("First reply due 09:05", "(24×7)")
                .doesNotContain("left at 08:35");
        assertThat(desk.refresh(outbox.findByKey(newer).orElseThrow(), at("08:55")))
                .isEmpty();
    }

    @Test
    void whoeverIsAwayIsStoodInForAndALateContractorHearsNothing() {
        desks.awayUntil(at("23:00"));
        desk.tell(Alerts.mark("50", at("08:35")), at("08:35"));
        desks.deliver(at("08:36"));
        assertThat(sent()).containsExactly("alert:zd-48213-fr-1:50:v1:am18");
        assertThat(desks.text("alert:zd-48213-fr-1:50:v1:am18")).contains("For Li Min, who is away");
    }

    @Test
    void marksExpireAtTheDeadlineBreachesAfterFourHours() {
        desk.tell(Alerts.mark("50", at("08:35")), at("08:35"));
        desk.tell(Alerts.breach(at("09:05")), at("09:05"));
        assertThat(outbox.findByKey("alert:zd-48213-fr-1:50:v1:am17")
                        .orElseThrow()
                        .expiresAt())
                .isEqualTo(DUE);
        assertThat(outbox.findByKey("alert:zd-48213-fr-1:breach:v1:am17")
                        .orElseThrow()
                        .expiresAt())
                .isEqualTo(at("13:05"));
        assertThat(OPENED).isBefore(DUE);
    }
}
