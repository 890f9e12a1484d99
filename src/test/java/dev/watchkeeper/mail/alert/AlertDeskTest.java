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
import dev.watchkeeper.mail.page.Words;
import dev.watchkeeper.tenant.Language;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
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
                .isEqualTo("✓ Withdrawn: replied at 08:58, which reached us late; the promise was kept");
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

    /** Nine tickets of one customer within seconds: two mails have been written, and the third makes it one list. */
    @Test
    void ticketsOfOneCustomerAreOneListFromTheFirstMinuteAndEndInOneMail() {
        Instant now = at("08:35");
        List<SlaAlert> twelve = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            twelve.add(Alerts.alert(Kind.MARK, "490" + (10 + i), "50", DUE.plusSeconds(60L * i), now, false, null));
        }
        desk.tell(twelve, now);
        desks.deliver(now.plusSeconds(60));
        assertThat(sent()).as("no single mails").noneMatch(k -> k.startsWith("alert:zd-"));
        OutboxEntry list = desks.entries().stream()
                .filter(e -> e.dedupeKey().startsWith("alert:storm:") && e.state() == EntryState.SENT)
                .findFirst()
                .orElseThrow();
        assertThat(list.subject()).isEqualTo("[SLA] 12 tickets due before 09:16");
        assertThat(desks.text(list.dedupeKey()).replaceAll("\\s+", " "))
                .contains("All from Xinghai", "all mail bouncing", "https://helpdesk.example/tickets/49010");

        desk.tell(twelve.stream().map(a -> breached(a, at("09:20"))).toList(), at("09:20"));
        desks.deliver(at("09:21"));
        assertThat(desks.entries().stream()
                        .filter(e -> e.state() == EntryState.SENT)
                        .map(OutboxEntry::subject))
                .contains("[SLA] 12 tickets overdue");

        desk.tell(
                twelve.stream()
                        .map(a -> Alerts.alert(Kind.MET_LATE, a.ticket(), "", DUE, at("09:40"), false, at("09:40")))
                        .toList(),
                at("09:40"));
        desks.deliver(at("09:41"));
        assertThat(sent().stream().filter(k -> k.endsWith(":am17")))
                .as("two lists; what was told in lists only needs no mail of its own at the end")
                .hasSizeLessThanOrEqualTo(3);
        assertThat(threads.open()).isEmpty();
    }

    private static SlaAlert breached(SlaAlert a, Instant now) {
        return Alerts.alert(Kind.BREACH, a.ticket(), "breach", a.dueAt(), now, false, null);
    }

    /** Two promises of one ticket are one ticket. */
    @Test
    void promisesOfOneTicketAreNoCrowd() {
        Instant now = at("08:35");
        List<SlaAlert> one = new ArrayList<>();
        for (String incident : List.of("zd-48213-fr-1", "zd-48213-res-1", "zd-48213-upd-1")) {
            one.add(named(Alerts.mark("50", now), incident));
        }
        desk.tell(one, now);
        desks.deliver(now.plusSeconds(60));
        assertThat(sent()).noneMatch(k -> k.startsWith("alert:storm:")).hasSize(3);
        assertThat(desks.entries().stream()
                        .map(e -> new String(outbox.mime(e.id()).orElseThrow(), StandardCharsets.UTF_8))
                        .map(mime -> mime.replaceAll("(?s).*\nReferences: <([^>]*)>.*", "$1"))
                        .distinct())
                .as("one conversation")
                .hasSize(1);
    }

    private static SlaAlert named(SlaAlert a, String incident) {
        return new SlaAlert(
                a.kind(),
                incident,
                a.mark(),
                a.targetVersion(),
                a.tenantId(),
                a.ticket(),
                a.title(),
                a.url(),
                incident.contains("-res-") ? "resolution" : a.metric(),
                a.severity(),
                a.target(),
                a.hours(),
                a.openedAt(),
                a.dueAt(),
                a.used(),
                a.remaining(),
                a.asOf(),
                a.ownerId(),
                a.assignee(),
                a.replied(),
                a.provisional(),
                a.dataUntil(),
                a.doneAt(),
                a.doneBy(),
                a.reason(),
                a.warnAt(),
                a.nextMetric(),
                a.nextDueAt(),
                a.acknowledged(),
                a.events());
    }

    /** Told one by one, they end in one mail when they end together. */
    @Test
    void whatEndsTogetherEndsInOneMail() {
        for (int i = 0; i < 4; i++) {
            Instant now = at("08:05").plus(Duration.ofMinutes(11L * i));
            desk.tell(Alerts.alert(Kind.MARK, "4900" + i, "50", DUE.plusSeconds(60L * i), now, false, null), now);
            desks.deliver(now.plusSeconds(60));
        }
        assertThat(sent()).hasSize(4);
        desk.tell(
                List.of("49000", "49001", "49002", "49003").stream()
                        .map(ticket -> Alerts.alert(Kind.MET, ticket, "", DUE, at("08:50"), false, at("08:49")))
                        .toList(),
                at("08:50"));
        desks.deliver(at("08:51"));
        assertThat(sent()).hasSize(5);
        OutboxEntry last = desks.entries().stream()
                .filter(e -> e.dedupeKey().startsWith("alert:closings:"))
                .findFirst()
                .orElseThrow();
        assertThat(last.subject()).isEqualTo("[SLA] Xinghai: 4 tickets done");
        assertThat(desks.text(last.dedupeKey())).contains("#49000", "#49003", "Replied · 08:49");
    }

    /** A list that leaves late does not call a deadline to come that has passed. */
    @Test
    void aListSaysTheTruthAboutTime() {
        List<SlaAlert> alerts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            alerts.add(Alerts.alert(Kind.MARK, "4900" + i, "50", DUE.plusSeconds(600L * i), at("08:35"), false, null));
        }
        Words words = Words.of(Language.EN, ZoneId.of("Asia/Shanghai"));
        assertThat(StormPage.subject(alerts, at("08:35"), words)).isEqualTo("[SLA] 4 tickets due before 09:35");
        assertThat(StormPage.subject(alerts, at("09:16"), words))
                .isEqualTo("[SLA] 4 tickets: 2 overdue, next due 09:25");
        assertThat(StormPage.subject(alerts, at("11:35"), words)).isEqualTo("[SLA] 4 tickets overdue");
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
                .as("again, if it has to wait again")
                .contains("alert:zd-48213-fr-1:50:v1:r3:am17");
    }

    /** Greylisting delays the first and the second mail of a breach: each is written anew under a key of its own. */
    @Test
    void aReminderThatWaitsIsNotTakenForTheFirstMail() {
        desk.tell(Alerts.breach(at("09:05")), at("09:05"));
        OutboxEntry first =
                outbox.findByKey("alert:zd-48213-fr-1:breach:v1:lead3").orElseThrow();
        String again = desk.refresh(first, at("09:11")).orElseThrow();
        assertThat(desks.text(again)).contains("as lead of the account manager", "66 min used");
        desks.deliver(at("09:12"));
        desk.repeatWhatIsDue(at("09:35"));
        OutboxEntry reminder =
                outbox.findByKey("alert:zd-48213-fr-1:breach:v1:repeat1:lead3").orElseThrow();
        String newer = desk.refresh(reminder, at("09:41")).orElseThrow();
        assertThat(newer)
                .isEqualTo("alert:zd-48213-fr-1:breach:v1:repeat1:r2:lead3")
                .isNotEqualTo(again);
        assertThat(outbox.findByKey(newer).orElseThrow().state()).isEqualTo(EntryState.PENDING);
        assertThat(desks.text(newer))
                .as("only the reminder that is still to come, and what is used by now")
                .contains("11:05", "96 min used")
                .doesNotContain("09:35 and");
    }

    @Test
    void theLastReminderPromisesNoOther() {
        desk.tell(Alerts.breach(at("09:05")), at("09:05"));
        desks.deliver(at("09:06"));
        desk.repeatWhatIsDue(at("09:35"));
        desk.repeatWhatIsDue(at("11:05"));
        assertThat(desks.text("alert:zd-48213-fr-1:breach:v1:repeat2:am17"))
                .contains("only in the daily digest")
                .doesNotContain("we write again");
    }

    @Test
    void aReplyIsNoSolution() {
        SlaAlert late = Alerts.alert(Kind.BREACH, "48213", "breach", DUE, at("09:05"), false, null);
        desk.tell(named(late, "zd-48213-res-1"), at("09:05"));
        assertThat(desks.text("alert:zd-48213-res-1:breach:v1:am17"))
                .contains("Solving the ticket ends it.")
                .doesNotContain("reply ends it");
    }

    /** The breach and its end reached us together: nobody is alarmed, and what waits is closed. */
    @Test
    void whatEndedBeforeItWasToldIsNoAlarm() {
        SlaAlert ended = Alerts.alert(Kind.MET_LATE, "48213", "breach", DUE, at("15:40"), false, at("11:40"));
        desk.tell(ended, at("15:40"));
        assertThat(outbox.depths()).isEmpty();
        assertThat(threads.notes("zd-48213-fr-1"))
                .extracting(Threads.Note::note)
                .containsExactly("breach: not told, it had ended before; see the digest");

        desk.tell(Alerts.mark("50", at("08:35")), at("08:35"));
        desks.deliver(at("08:36"));
        desk.tell(ended, at("15:40"));
        desks.deliver(at("15:41"));
        assertThat(sent()).containsExactly("alert:zd-48213-fr-1:50:v1:am17", "alert:zd-48213-fr-1:closed:am17");
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
