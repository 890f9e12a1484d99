package dev.watchkeeper.sla;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.fixture.MemoryClockBook;
import dev.watchkeeper.fixture.MemoryOutbox;
import dev.watchkeeper.fixture.MemorySetAside;
import dev.watchkeeper.fixture.MemorySourceStates;
import dev.watchkeeper.fixture.MemoryThreads;
import dev.watchkeeper.fixture.MemoryTicketEvents;
import dev.watchkeeper.mail.Decision;
import dev.watchkeeper.mail.EntryState;
import dev.watchkeeper.mail.MailKind;
import dev.watchkeeper.mail.MailMode;
import dev.watchkeeper.mail.MailPolicy;
import dev.watchkeeper.mail.Mailbox;
import dev.watchkeeper.mail.OutboxEntry;
import dev.watchkeeper.mail.PostOffice;
import dev.watchkeeper.mail.SendOutcome;
import dev.watchkeeper.mail.alert.AlertDesk;
import dev.watchkeeper.mail.alert.AlertEvents;
import dev.watchkeeper.mail.alert.AlertSettings;
import dev.watchkeeper.mail.answer.Takings;
import dev.watchkeeper.mail.page.Links;
import dev.watchkeeper.mail.smtp.MimeWriter;
import dev.watchkeeper.render.JteRenderer;
import dev.watchkeeper.tenant.Contract;
import dev.watchkeeper.tenant.Language;
import dev.watchkeeper.tenant.MailSetup;
import dev.watchkeeper.tenant.Person;
import dev.watchkeeper.tenant.Portfolio;
import dev.watchkeeper.tenant.Profile;
import dev.watchkeeper.tenant.Tenant;
import dev.watchkeeper.tickets.EventType;
import dev.watchkeeper.tickets.TicketEvent;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** From a ticket event to the mails that people get, with time moved by hand. */
class SlaAlertsTest {
    private static final MailPolicy POLICY = new MailPolicy(
            MailMode.LIVE,
            Mailbox.of("watchkeeper@reseller.example"),
            Mailbox.of("am-team@reseller.example"),
            null,
            List.of("reseller.example"),
            200);

    private final MemoryTicketEvents log = new MemoryTicketEvents(new MemorySourceStates());
    private final MemoryClockBook book = new MemoryClockBook(log);
    private final MemoryOutbox outbox = new MemoryOutbox();
    private final MemoryThreads threads = new MemoryThreads();
    private final Portfolio portfolio = portfolio();
    private List<String> onCall = List.of();
    private final AlertDesk desk = new AlertDesk(
            () -> portfolio,
            threads,
            outbox,
            new PostOffice(outbox, new MimeWriter(), () -> POLICY),
            new JteRenderer(),
            () -> new Links(List.of("desk.example"), "watchkeeper@reseller.example"),
            AlertEvents.SILENT,
            this::settings,
            "1.0.0");
    private final ClockKeeper keeper = new ClockKeeper(
            book,
            log,
            () -> ClockKeeperContract.Desk.plan("1h").fold(),
            now -> new Watermarks(Map.of(), Instant.parse("2026-09-07T01:50:00Z")),
            new SlaAlerts(desk, log, () -> portfolio, (source, subject) -> "https://" + source + ".example/" + subject),
            MemorySetAside.alone());
    private final DeadlineWatch watch = new DeadlineWatch(keeper, book, java.time.Clock.systemUTC(), () -> {});

    private AlertSettings settings() {
        AlertSettings usual = AlertSettings.USUAL;
        return new AlertSettings(
                usual.groupWait(),
                usual.findingWait(),
                usual.stormFrom(),
                usual.summariesFrom(),
                usual.remindAfter(),
                usual.nightChecks(),
                usual.emergencyChecks(),
                onCall);
    }

    private static Portfolio portfolio() {
        Tenant tenant = new Tenant(
                "t1",
                "Xinghai Technology",
                "Xinghai",
                List.of(Script.CUSTOMER),
                "my_customer",
                null,
                List.of(new Contract("basic", null, null)),
                "wang",
                ZoneId.of("Asia/Shanghai"),
                Language.ZH_CN,
                Profile.NORMAL,
                MailSetup.PLAIN,
                List.of(),
                List.of(),
                "");
        return new Portfolio(
                List.of(tenant),
                List.of(
                        person("wang", Language.ZH_CN, "boss"),
                        person("boss", Language.EN, "director"),
                        person("director", Language.EN, null),
                        person("night", Language.EN, null)));
    }

    private static Person person(String id, Language language, @Nullable String lead) {
        return new Person(
                id,
                "Person " + id,
                id + "@reseller.example",
                language,
                ZoneId.of("Asia/Shanghai"),
                "cn-workdays",
                Person.DigestMode.ON_CHANGE,
                LocalTime.of(8, 45),
                DayOfWeek.MONDAY,
                LocalTime.of(9, 0),
                "high",
                "critical",
                List.of("50", "warn", "breach"),
                "warn",
                List.of(),
                null,
                null,
                lead,
                true,
                false);
    }

    private void arrive(String at, Script script) {
        log.append(script.events().stream()
                .map(event -> event.withReceivedAt(Instant.parse(at)))
                .toList());
        watch.tick(Instant.parse(at));
    }

    /** Time passes; what has waited long enough is sent. */
    private void at(String instant) {
        Instant now = Instant.parse(instant);
        watch.tick(now);
        desk.repeatWhatIsDue(now);
        deliver(now.plusSeconds(30));
    }

    private void deliver(Instant now) {
        while (true) {
            var next = outbox.lease(EnumSet.allOf(MailKind.class), MailMode.LIVE, "n", now, now);
            if (next.isEmpty()) {
                return;
            }
            outbox.settle(
                    next.get().id(),
                    "n",
                    SendOutcome.accepted(250, "ok"),
                    new Decision(Decision.Reason.ACCEPTED, EntryState.SENT, null, true, null),
                    now);
        }
    }

    private List<String> sent() {
        return outbox.queue(EnumSet.of(EntryState.SENT), 100).stream()
                .sorted(Comparator.comparing(OutboxEntry::id))
                .map(entry -> entry.recipientId() + ": " + entry.subject())
                .toList();
    }

    private static Script opened() {
        return Script.on("ALL").opened("2026-09-07T01:00:00Z", e -> e.attr("title", "邮件全部退信"));
    }

    @Test
    void marksGoToTheManagerWarningsAndBreachesAlsoToTheLead() {
        arrive("2026-09-07T01:00:01Z", opened());
        at("2026-09-07T01:30:00Z");
        assertThat(sent()).containsExactly("wang: 【SLA】Xinghai #7 首次回复 10:00 到期");

        at("2026-09-07T01:45:00Z");
        assertThat(sent()).as("75 % is on request only").hasSize(1);

        at("2026-09-07T01:50:00Z");
        at("2026-09-07T02:00:01Z");
        assertThat(sent())
                .hasSize(5)
                .filteredOn(line -> line.startsWith("boss"))
                .hasSize(2);
        assertThat(outbox.ofIncident("desk-7-fr-1")).isNotEmpty();
    }

    @Test
    void whoWasAlarmedIsToldOfTheEndAndNobodyElse() {
        Script script = opened();
        arrive("2026-09-07T01:00:01Z", script);
        at("2026-09-07T01:30:00Z");
        arrive("2026-09-07T01:40:01Z", script.agent("2026-09-07T01:40:00Z"));
        at("2026-09-07T01:40:02Z");

        assertThat(sent()).hasSize(2).allSatisfy(line -> assertThat(line).startsWith("wang"));
    }

    /** The source was away: the ticket's breach and its answer arrive in one batch, a day later. */
    @Test
    void workThatWasDoneBeforeWeHeardOfItRingsNobody() {
        arrive("2026-09-08T05:00:00Z", opened().agent("2026-09-07T02:12:00Z"));
        at("2026-09-08T05:00:01Z");
        at("2026-09-08T07:00:01Z");
        assertThat(sent()).as("but for the promise that is still open").noneMatch(line -> line.contains("首次回复"));
        assertThat(openThreads()).containsExactly("desk-7-res-1 #7");
    }

    /** The same after a warning had been sent: that thread is closed, with the truth and without an alarm. */
    @Test
    void whoWasWarnedIsToldOfALateEndEvenIfTheBreachIsHeardWithIt() {
        Script script = opened();
        arrive("2026-09-07T01:00:01Z", script);
        at("2026-09-07T01:30:00Z");
        log.append(script.agent("2026-09-07T02:12:00Z").events().stream()
                .map(event -> event.withReceivedAt(Instant.parse("2026-09-07T05:00:00Z")))
                .toList());
        at("2026-09-07T05:00:00Z");
        assertThat(outbox.queue(EnumSet.of(EntryState.SENT), 100).stream()
                        .sorted(Comparator.comparing(OutboxEntry::id))
                        .map(OutboxEntry::dedupeKey)
                        .filter(key -> key.contains("-fr-1")))
                .containsExactly("alert:desk-7-fr-1:50:v1:wang", "alert:desk-7-fr-1:closed:wang");
    }

    @Test
    void whoIsOnItHearsNoWarningsButTheBreach() {
        Takeover takeover = new Takeover(book, desk, () -> portfolio, () -> List.of("des", "desk", "desk-7"));
        arrive("2026-09-07T01:00:01Z", opened());
        at("2026-09-07T01:30:00Z");
        assertThat(takeover.find("desk-7-fr-1")).contains(new Takings.Ticket("t1", "7", "邮件全部退信", true, null));

        assertThat(takeover.take("desk-7-fr-1", "wang", Instant.parse("2026-09-07T01:31:00Z")))
                .isTrue();
        at("2026-09-07T01:50:00Z");
        assertThat(sent()).as("no last warning").hasSize(1);
        at("2026-09-07T02:00:01Z");
        assertThat(sent()).hasSize(3);
        assertThat(takeover.find("desk-7-fr-1e2").orElseThrow().takenBy()).isEqualTo("wang");
    }

    private void opened(String source, String ticket) {
        log.append(List.of(TicketEvent.builder(
                        source, "o" + ticket, EventType.TICKET_OPENED, ticket, Instant.parse("2026-09-07T01:00:00Z"))
                .customer(Script.CUSTOMER)
                .channel(dev.watchkeeper.tickets.Channel.EMAIL)
                .receivedAt(Instant.parse("2026-09-07T01:00:01Z"))
                .build()));
    }

    private List<String> openThreads() {
        return threads.open().stream()
                .map(thread -> thread.key() + " #"
                        + (thread.facts() == null ? "" : thread.facts().ticket()))
                .sorted()
                .toList();
    }

    @Test
    void ticketsThatLookAlikeWithHyphensHaveThreadsOfTheirOwn() {
        Takeover takeover = new Takeover(book, desk, () -> portfolio, () -> List.of("desk", "desk-eu"));
        opened("/desk", "eu-1");
        opened("/desk-eu", "1");
        opened("/desk", "a ticket: with / odd signs");
        at("2026-09-07T01:30:00Z");

        assertThat(openThreads())
                .hasSize(3)
                .contains("desk-eu-1-fr-1 #1", "desk.eu-1-fr-1 #eu-1")
                .anyMatch(thread -> thread.matches("desk~[0-9a-f]{40}-fr-1 #a ticket: with / odd signs"));
        for (var thread : threads.open()) {
            String ticket = thread.facts() == null ? "" : thread.facts().ticket();
            assertThat(takeover.find(thread.key()).orElseThrow().number()).isEqualTo(ticket);
        }
        assertThat(takeover.take("desk.eu-1-fr-1", "wang", Instant.parse("2026-09-07T01:31:00Z")))
                .isTrue();
        assertThat(threads.find("desk-eu-1-fr-1").orElseThrow().acknowledgedBy())
                .isNull();
        assertThat(threads.find("desk.eu-1-fr-1").orElseThrow().acknowledgedBy())
                .isEqualTo("wang");
    }

    /** A thread that was begun when names could stand for two tickets goes on under its name, for its ticket only. */
    @Test
    void aConversationUnderAnAmbiguousOlderNameGoesOn() {
        Takeover takeover = new Takeover(book, desk, () -> portfolio, () -> List.of("desk", "desk-eu"));
        opened("/desk", "eu-1");
        at("2026-09-07T01:30:00Z");
        var begun = threads.find("desk.eu-1-fr-1").orElseThrow();
        threads.close("desk.eu-1-fr-1");
        threads.begin(new dev.watchkeeper.mail.alert.AlertThread(
                "desk-eu-1-fr-1",
                1,
                begun.tenantId(),
                begun.subjectZh(),
                begun.subjectEn(),
                begun.openedAt(),
                begun.dueAt(),
                begun.state(),
                null,
                0,
                null,
                null,
                begun.facts()));

        opened("/desk-eu", "1");
        at("2026-09-07T02:00:01Z");

        assertThat(openThreads())
                .hasSize(2)
                .contains("desk-eu-1-fr-1 #eu-1")
                .anyMatch(thread -> thread.matches("desk-eu~[0-9a-f]{40}-fr-1 #1"));
        assertThat(threads.find("desk-eu-1-fr-1").orElseThrow().breachedAt()).isNotNull();
        assertThat(takeover.find("desk-eu-1-fr-1").orElseThrow().number()).isEqualTo("eu-1");
    }

    @Test
    void aThreadOfNoTicketOfOursIsNotTaken() {
        Takeover takeover = new Takeover(book, desk, () -> portfolio, () -> List.of("desk"));
        arrive("2026-09-07T01:00:01Z", opened());
        for (String thread :
                List.of("desk-8-fr-1", "other-7-fr-1", "desk-7-fr-2", "desk-7", "f-0k3z9tr2wq5x", "-fr-1")) {
            assertThat(takeover.find(thread)).as(thread).isEmpty();
            assertThat(takeover.take(thread, "wang", Instant.parse("2026-09-07T01:31:00Z")))
                    .isFalse();
        }
    }

    @Test
    void nothingIsClosedThatWasNeverOpened() {
        Script script = opened();
        arrive("2026-09-07T01:00:01Z", script);
        arrive("2026-09-07T01:10:01Z", script.agent("2026-09-07T01:10:00Z"));
        at("2026-09-07T01:40:00Z");

        assertThat(sent()).isEmpty();
    }

    @Test
    void aLateAnswerWithdrawsTheAlarmFromEverybodyWhoHadIt() {
        Script script = opened();
        arrive("2026-09-07T01:00:01Z", script);
        at("2026-09-07T02:00:01Z");
        int before = sent().size();
        arrive("2026-09-07T02:03:10Z", script.agent("2026-09-07T01:58:30Z"));
        at("2026-09-07T02:03:11Z");

        assertThat(sent().subList(before, sent().size()))
                .anySatisfy(line -> assertThat(line).startsWith("wang"))
                .anySatisfy(line -> assertThat(line).startsWith("boss"));
    }

    @Test
    void noLineOfOneCustomerStandsInAnothersMail() {
        arrive("2026-09-07T01:00:01Z", opened());
        log.append(List.of(
                TicketEvent.builder("/desk", "x1", EventType.TICKET_OPENED, "99", Instant.parse("2026-09-07T01:00:00Z"))
                        .customer("stranger.cn")
                        .attr("severity", "S2")
                        .receivedAt(Instant.parse("2026-09-07T01:00:01Z"))
                        .build()));
        at("2026-09-07T02:00:01Z");

        assertThat(sent()).isNotEmpty().allSatisfy(line -> assertThat(line).doesNotContain("99"));
    }

    @Test
    void whoIsOnCallGetsTheBreachAndRemindersClimbTheChainUntilSomebodyTakesIt() {
        onCall = List.of("night");
        arrive("2026-09-07T01:00:01Z", opened());
        at("2026-09-07T01:50:00Z");
        assertThat(sent()).noneMatch(line -> line.startsWith("night"));
        at("2026-09-07T02:00:01Z");
        assertThat(sent()).filteredOn(line -> line.startsWith("night")).hasSize(1);

        at("2026-09-07T02:30:02Z");
        assertThat(sent()).filteredOn(line -> line.startsWith("night")).hasSize(2);
        assertThat(sent()).noneMatch(line -> line.startsWith("director"));
        at("2026-09-07T04:00:02Z");
        assertThat(sent())
                .filteredOn(line -> line.startsWith("director") && line.contains("first reply"))
                .hasSize(1);
    }

    @Test
    void anAcknowledgementEndsTheReminders() {
        arrive("2026-09-07T01:00:01Z", opened());
        at("2026-09-07T02:00:01Z");
        assertThat(desk.acknowledge("desk-7-fr-1", "wang", Instant.parse("2026-09-07T02:05:00Z")))
                .isTrue();
        int before = sent().size();

        at("2026-09-07T02:30:02Z");

        assertThat(sent()).hasSize(before);
    }
}
