package dev.watchkeeper.sla;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.fixture.MemorySetAside;
import dev.watchkeeper.jobs.Transactions;
import dev.watchkeeper.tickets.Actor;
import dev.watchkeeper.tickets.EventType;
import dev.watchkeeper.tickets.TicketEvent;
import dev.watchkeeper.tickets.TicketEventBuilder;
import dev.watchkeeper.tickets.TicketEvents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The keeper and its book on every engine, with time moved by hand: marks, breaches, late news, confirmations. */
public interface ClockKeeperContract {
    TicketEvents log();

    ClockBook book();

    /** Over the same rows as the book. */
    ClockReports reports();

    Transactions transactions();

    /** A watchkeeper with a plan of an hour for the first response, four for the solution, on a 24x7 calendar. */
    final class Desk {
        final List<ClockNews> news = new ArrayList<>();
        final TicketEvents log;
        final ClockBook book;
        final ClockReports reports;
        final ClockKeeper keeper;
        final DeadlineWatch watch;
        Instant watermark = Instant.parse("2026-01-01T00:00:00Z");
        Fold fold = plan("1h").fold();

        Desk(ClockKeeperContract engine) {
            log = engine.log();
            book = engine.book();
            reports = engine.reports();
            keeper = new ClockKeeper(
                    book,
                    log,
                    () -> fold,
                    now -> new Watermarks(Map.of(), watermark),
                    (some, now) -> {
                        synchronized (news) {
                            news.addAll(some);
                        }
                    },
                    MemorySetAside.with(engine.transactions()));
            watch = new DeadlineWatch(keeper, book, java.time.Clock.systemUTC(), () -> {});
        }

        static Script plan(String first) {
            return Script.on("ALL").target(Metric.FIRST_RESPONSE, first).target(Metric.RESOLUTION, "4h");
        }

        void arrive(String at, Script script) {
            log.append(script.events().stream()
                    .map(event -> event.withReceivedAt(Instant.parse(at)))
                    .toList());
            tick(at);
        }

        int tick(String at) {
            return watch.tick(Instant.parse(at));
        }

        Clock clock(Metric metric) {
            return entry().clocks().stream()
                    .filter(clock -> clock.metric() == metric)
                    .findFirst()
                    .orElseThrow();
        }

        ClockBook.Entry entry() {
            return entry(Script.KEY);
        }

        ClockBook.Entry entry(String ticket) {
            ClockBook.Entry entry = book.entries(List.of(ticket)).get(ticket);
            if (entry == null) {
                throw new AssertionError("ticket " + ticket + " is not in the book");
            }
            return entry;
        }

        List<String> told() {
            return news.stream()
                    .map(one -> one.clock().metric().word() + " " + one.kind()
                            + (one.mark() == null ? "" : " " + one.mark().mark()) + (one.late() ? " late" : ""))
                    .toList();
        }
    }

    @Test
    default void everyMarkIsToldOnceAndTheBreachInItsFirstLateSecond() {
        Desk desk = new Desk(this);
        desk.arrive("2026-09-07T01:00:01Z", Script.on("ALL").opened("2026-09-07T01:00:00Z"));
        assertThat(desk.entry().card().nextAt()).isEqualTo("2026-09-07T01:30:00Z");
        assertThat(desk.tick("2026-09-07T01:29:59Z")).isZero();

        desk.tick("2026-09-07T01:30:00Z");
        desk.tick("2026-09-07T01:30:00Z");
        desk.tick("2026-09-07T01:45:00Z");
        desk.tick("2026-09-07T01:50:00Z");
        desk.tick("2026-09-07T01:54:00Z");
        desk.tick("2026-09-07T02:00:00Z");
        assertThat(desk.clock(Metric.FIRST_RESPONSE).verdict()).isEqualTo(Verdict.OPEN);
        desk.tick("2026-09-07T02:00:01Z");
        desk.tick("2026-09-07T02:00:02Z");

        assertThat(desk.told())
                .containsExactly(
                        "first_response MARK 50",
                        "first_response MARK 75",
                        "first_response MARK warn",
                        "first_response MARK 90",
                        "first_response BREACH breach");
        Clock breached = desk.clock(Metric.FIRST_RESPONSE);
        assertThat(breached.verdict()).isEqualTo(Verdict.BREACHED);
        assertThat(breached.breachAt()).isEqualTo("2026-09-07T02:00:00Z");
        assertThat(breached.isProvisional()).isTrue();
    }

    @Test
    default void aSplitTakenBackTakesItsClocksBack() {
        Desk desk = new Desk(this);
        Instant received = Instant.parse("2026-09-07T01:20:00Z");
        Script parent = Script.on("ALL").opened("2026-09-07T01:00:00Z").agent("2026-09-07T01:01:00Z");
        String subject = parent.events().get(0).subject();
        TicketEvent split = TicketEvent.builder(
                        "/desk", "s", EventType.TICKET_SPLIT, subject, Instant.parse("2026-09-07T01:10:00Z"))
                .change(null, "child")
                .receivedAt(received)
                .build();
        desk.log.append(List.of(split));
        desk.arrive("2026-09-07T01:20:00Z", parent);
        assertThat(desk.entry("desk/child").card().open()).isTrue();
        assertThat(desk.entry("desk/child").clocks()).isNotEmpty();

        desk.log.append(List.of(TicketEvent.builder(
                        "/operator", "c", EventType.CORRECTION, subject, Instant.parse("2026-09-07T01:30:00Z"))
                .correction(new TicketEvent.Correction(split.key(), null, "by mistake"))
                .receivedAt(received)
                .build()));
        desk.tick("2026-09-07T01:30:00Z");
        desk.tick("2026-09-07T09:00:00Z");

        assertThat(desk.told()).noneMatch(one -> one.contains("BREACH") && !one.startsWith("resolution"));
        assertThat(desk.entry("desk/child").clocks())
                .as("nothing runs on a ticket that never was")
                .noneMatch(clock -> clock.isOpen() || clock.verdict() == Verdict.BREACHED);
    }

    /** The split is heard of first, the parent's opening and customer after it. */
    @Test
    default void aSplitTicketLearnsItsCustomerWhenItsParentDoes() {
        Desk desk = new Desk(this);
        Instant received = Instant.parse("2026-09-07T02:00:00Z");
        TicketEvent split = TicketEvent.builder(
                        "/desk", "s", EventType.TICKET_SPLIT, "parent", Instant.parse("2026-09-07T01:30:00Z"))
                .change(null, "child")
                .receivedAt(received)
                .build();
        desk.log.append(List.of(split));
        desk.tick("2026-09-07T02:00:00Z");
        assertThat(desk.entry("desk/child").clocks())
                .allSatisfy(clock -> assertThat(clock.verdict()).isEqualTo(Verdict.NOT_APPLICABLE));

        desk.log.append(List.of(TicketEvent.builder(
                        "/desk", "o", EventType.TICKET_OPENED, "parent", Instant.parse("2026-09-07T01:00:00Z"))
                .customer(Script.CUSTOMER)
                .receivedAt(received)
                .build()));
        desk.tick("2026-09-07T02:00:01Z");

        assertThat(desk.entry("desk/child").clocks())
                .filteredOn(clock -> clock.metric() == Metric.FIRST_RESPONSE)
                .singleElement()
                .satisfies(clock -> {
                    assertThat(clock.customer()).isEqualTo(Script.CUSTOMER);
                    assertThat(clock.dueAt()).isEqualTo("2026-09-07T02:30:00Z");
                });
    }

    @Test
    default void openTicketsWithoutAPlanAreCountedByCustomer() {
        Desk desk = new Desk(this);
        desk.arrive("2026-09-07T01:00:01Z", Script.on("ALL").opened("2026-09-07T01:00:00Z"));
        for (String subject : List.of("a", "b", "c")) {
            desk.log.append(List.of(TicketEvent.builder(
                            "/desk", subject, EventType.TICKET_OPENED, subject, Instant.parse("2026-09-07T01:00:00Z"))
                    .customer(subject.equals("c") ? null : "stranger.example")
                    .receivedAt(Instant.parse("2026-09-07T01:00:02Z"))
                    .build()));
        }
        desk.tick("2026-09-07T01:00:02Z");

        assertThat(desk.reports.unpromised())
                .containsExactly(
                        new ClockReports.Unpromised("stranger.example", 2, "desk/a"),
                        new ClockReports.Unpromised(null, 1, "desk/c"));
        assertThat(desk.reports.countOpen(null)).isEqualTo(2);
    }

    @Test
    default void aTicketIsKnownByItsNumberAndOpenUntilItIsDeleted() {
        Desk desk = new Desk(this);
        Script script = Script.on("ALL").opened("2026-09-07T01:00:00Z", e -> e.attr("number", "53007"));
        desk.arrive("2026-09-07T01:00:01Z", script);
        assertThat(desk.entry().card().number()).isEqualTo("53007");
        assertThat(desk.entry().card().open()).isTrue();

        desk.arrive(
                "2026-09-07T01:10:01Z",
                script.event("2026-09-07T01:10:00Z", EventType.TICKET_DELETED, e -> e.attr("reason", "deleted")));
        assertThat(desk.entry().card().open()).isFalse();
        assertThat(desk.entry().card().shownNumber()).isEqualTo("53007");
    }

    @Test
    default void afterDowntimeOnlyTheHighestMissedMarkIsToldFlaggedLate() {
        Desk desk = new Desk(this);
        desk.arrive("2026-09-07T01:00:01Z", Script.on("ALL").opened("2026-09-07T01:00:00Z"));

        desk.tick("2026-09-07T03:20:00Z");
        desk.tick("2026-09-07T03:20:01Z");

        assertThat(desk.told())
                .containsExactlyInAnyOrder("first_response BREACH breach late", "resolution MARK 50 late");
        assertThat(desk.clock(Metric.FIRST_RESPONSE).breachAt())
                .as("exact all the same")
                .isEqualTo("2026-09-07T02:00:00Z");
        assertThat(desk.entry().marks())
                .contains(Script.KEY + "/first_response/1/50/1", Script.KEY + "/first_response/1/90/1");
    }

    @Test
    default void anAnswerInTimeStopsTheClockAndIsToldOnce() {
        Desk desk = new Desk(this);
        Script script = Script.on("ALL").opened("2026-09-07T01:00:00Z");
        desk.arrive("2026-09-07T01:00:01Z", script);
        desk.tick("2026-09-07T01:30:00Z");

        desk.arrive("2026-09-07T01:40:05Z", script.agent("2026-09-07T01:40:00Z"));
        desk.tick("2026-09-07T03:00:00Z");

        assertThat(desk.told()).startsWith("first_response MARK 50", "first_response ANSWERED");
        assertThat(desk.told()).doesNotContain("first_response BREACH breach");
        assertThat(desk.clock(Metric.FIRST_RESPONSE).usedSeconds()).isEqualTo(2400);
    }

    /** Worked example 13: the poll brings an answer that was in time. */
    @Test
    default void aLateAnswerRetractsABreachThatWasNotConfirmed() {
        Desk desk = new Desk(this);
        Script script = Script.on("ALL").opened("2026-09-07T01:00:00Z");
        desk.arrive("2026-09-07T01:00:01Z", script);
        desk.tick("2026-09-07T02:00:01Z");
        desk.news.clear();

        desk.arrive("2026-09-07T02:03:10Z", script.agent("2026-09-07T01:58:30Z"));

        assertThat(desk.told()).containsExactly("first_response RETRACTED");
        Clock clock = desk.clock(Metric.FIRST_RESPONSE);
        assertThat(clock.verdict()).isEqualTo(Verdict.MET);
        assertThat(clock.usedSeconds()).isEqualTo(3510);
        assertThat(clock.isProvisional()).isTrue();
        assertThat(desk.reports.history(clock.id()))
                .filteredOn(row -> row.field().equals("verdict"))
                .extracting(ClockBook.HistoryRow::newValue)
                .containsExactly("open", "breached", "met");
        assertThat(desk.reports.history(clock.id()))
                .filteredOn(row -> "met".equals(row.newValue()))
                .extracting(ClockBook.HistoryRow::cause)
                .containsExactly("/desk e2");

        desk.watermark = Instant.parse("2026-09-07T02:00:00Z");
        assertThat(desk.keeper.queueConfirmable(Map.of("desk", desk.watermark))).isEqualTo(1);
        desk.tick("2026-09-07T02:15:00Z");
        assertThat(desk.clock(Metric.FIRST_RESPONSE).confirmation()).isEqualTo(Confirmation.CONFIRMED);
    }

    /** A pause that is heard of late takes the breach back; when the time is up after it, that is told like any other. */
    @Test
    default void aBreachAfterARetractedOneIsAnAlarmOfItsOwn() {
        Desk desk = new Desk(this);
        Script script = Script.on("ALL").opened("2026-09-07T01:00:00Z").agent("2026-09-07T01:10:00Z");
        desk.arrive("2026-09-07T01:10:01Z", script);
        desk.tick("2026-09-07T05:00:01Z");
        assertThat(desk.told()).endsWith("resolution BREACH breach");

        desk.arrive("2026-09-07T05:03:00Z", script.status("2026-09-07T04:50:00Z", "waiting_customer"));
        assertThat(desk.told()).endsWith("resolution RETRACTED");
        desk.news.clear();
        desk.arrive("2026-09-07T06:00:01Z", script.status("2026-09-07T06:00:00Z", "open"));
        desk.tick("2026-09-07T06:10:00Z");
        assertThat(desk.told()).as("no mark a second time").doesNotContain("resolution MARK 90 late");
        desk.tick("2026-09-07T06:10:01Z");
        desk.tick("2026-09-07T06:10:02Z");

        assertThat(desk.told()).filteredOn(one -> one.contains("BREACH")).containsExactly("resolution BREACH breach");
        assertThat(desk.clock(Metric.RESOLUTION).targetVersion()).isEqualTo(2);
        assertThat(desk.entry().marks())
                .contains(Script.KEY + "/resolution/1/breach/1", Script.KEY + "/resolution/1/breach/2");
    }

    @Test
    default void afterTheConfirmationTheSameIsARestatement() {
        Desk desk = new Desk(this);
        Script script = Script.on("ALL").opened("2026-09-07T01:00:00Z");
        desk.arrive("2026-09-07T01:00:01Z", script);
        desk.tick("2026-09-07T02:00:01Z");
        desk.watermark = Instant.parse("2026-09-07T02:30:00Z");
        desk.keeper.queueConfirmable(Map.of("desk", desk.watermark));
        desk.tick("2026-09-07T02:31:00Z");
        assertThat(desk.clock(Metric.FIRST_RESPONSE).confirmation()).isEqualTo(Confirmation.CONFIRMED);
        desk.news.clear();

        desk.arrive("2026-09-07T02:40:00Z", script.agent("2026-09-07T01:58:30Z"));
        desk.book.queueAll("again");
        desk.tick("2026-09-07T02:50:00Z");

        assertThat(desk.told()).containsExactly("first_response RESTATED");
        assertThat(desk.clock(Metric.FIRST_RESPONSE).confirmation()).isEqualTo(Confirmation.RESTATED);
        assertThat(desk.reports.restatements(
                        Instant.parse("2026-09-07T00:00:00Z"), Instant.parse("2026-09-08T00:00:00Z")))
                .hasSize(1)
                .first()
                .satisfies(row -> {
                    assertThat(row.oldValue()).isEqualTo("breached");
                    assertThat(row.newValue()).isEqualTo("met");
                });
    }

    @Test
    default void historyThatIsReadInTellsNobody() {
        Desk desk = new Desk(this);
        desk.arrive(
                "2026-09-07T09:00:00Z", Script.on("ALL").opened("2026-09-07T01:00:00Z", e -> e.attr("backfill", true)));

        assertThat(desk.told()).isEmpty();
        assertThat(desk.clock(Metric.FIRST_RESPONSE).verdict()).isEqualTo(Verdict.BREACHED);
        String clock = Script.KEY + "/first_response/1/";
        assertThat(desk.entry().marks())
                .as("each mark is known to have fallen, also those that one row names together")
                .contains(clock + "50/1", clock + "75/1", clock + "90/1", clock + "breach/1");
    }

    @Test
    default void foldingAgainWritesNothing() {
        Desk desk = new Desk(this);
        desk.arrive("2026-09-07T01:00:01Z", Script.on("ALL").opened("2026-09-07T01:00:00Z"));
        int before = desk.reports.history(Script.KEY + "/first_response/1").size();
        Instant computed = desk.clock(Metric.FIRST_RESPONSE).asOf();

        desk.book.queue(List.of(Script.KEY), "again");
        desk.tick("2026-09-07T01:10:00Z");

        assertThat(desk.reports.history(Script.KEY + "/first_response/1")).hasSize(before);
        assertThat(desk.clock(Metric.FIRST_RESPONSE).asOf()).isEqualTo(computed);
        assertThat(desk.told()).isEmpty();
    }

    @Test
    default void anEventFromTheFutureCountsFromThenOn() {
        Desk desk = new Desk(this);
        desk.arrive(
                "2026-09-07T01:00:00Z",
                Script.on("ALL").opened("2026-09-07T01:00:00Z").agent("2026-09-07T01:20:00Z"));
        assertThat(desk.clock(Metric.FIRST_RESPONSE).verdict()).isEqualTo(Verdict.OPEN);

        desk.tick("2026-09-07T01:20:00Z");

        assertThat(desk.clock(Metric.FIRST_RESPONSE).verdict()).isEqualTo(Verdict.MET);
    }

    @Test
    default void aChangeOfRulesFoldsOpenTicketsAgainOnce() {
        Desk desk = new Desk(this);
        desk.arrive("2026-09-07T01:00:01Z", Script.on("ALL").opened("2026-09-07T01:00:00Z"));
        assertThat(desk.keeper.rulesMayHaveChanged("one", Instant.parse("2026-09-07T01:01:00Z")))
                .isTrue();
        desk.tick("2026-09-07T01:01:00Z");
        assertThat(desk.keeper.rulesMayHaveChanged("one", Instant.parse("2026-09-07T01:02:00Z")))
                .isFalse();
        assertThat(desk.book.queued()).isZero();

        desk.fold = Desk.plan("2h").fold();
        assertThat(desk.keeper.rulesMayHaveChanged("two", Instant.parse("2026-09-07T01:03:00Z")))
                .isTrue();
        desk.tick("2026-09-07T01:03:00Z");

        assertThat(desk.clock(Metric.FIRST_RESPONSE).dueAt()).isEqualTo("2026-09-07T03:00:00Z");
        assertThat(desk.told()).containsExactly("first_response MOVED");
    }

    @Test
    default void aChangeOfPlanReachesEveryOpenTicketOfTheCustomer() {
        Desk desk = new Desk(this);
        Script world = Desk.plan("8h")
                .plan("premier", "ALL")
                .target("premier", dev.watchkeeper.tickets.TicketSeverity.S2, Metric.FIRST_RESPONSE, "30m");
        desk.fold = world.fold();
        desk.arrive("2026-09-07T01:00:01Z", Script.on("ALL").opened("2026-09-07T01:00:00Z"));

        desk.log.append(Script.on("ALL").planChanged("2026-09-07T01:10:00Z", "premier").events().stream()
                .map(event -> event.withReceivedAt(Instant.parse("2026-09-07T01:10:01Z")))
                .toList());
        desk.tick("2026-09-07T01:10:02Z");

        assertThat(desk.clock(Metric.FIRST_RESPONSE).dueAt()).isEqualTo("2026-09-07T01:30:00Z");
        assertThat(desk.clock(Metric.FIRST_RESPONSE).targetVersion()).isEqualTo(2);
    }

    @Test
    default void aClockComesBackAsItWasWritten() {
        Desk desk = new Desk(this);
        Script script = Script.on("ALL")
                .opened("2026-09-07T01:00:00Z")
                .agent("2026-09-07T01:10:00Z")
                .status("2026-09-07T01:12:00Z", "waiting_customer")
                .severity("2026-09-07T01:14:00Z", "S1");
        desk.arrive("2026-09-07T01:15:00Z", script);
        FoldResult folded = desk.fold.fold(
                new TicketHistory(Script.KEY, desk.log.ofTicket(Script.KEY)),
                new Watermarks(Map.of(), desk.watermark),
                Instant.parse("2026-09-07T01:15:00Z"));

        assertThat(desk.entry().clocks()).containsExactlyInAnyOrderElementsOf(folded.clocks());
    }

    @Test
    default void aCorrectionThatTakesAwayTheOpeningTakesAwayTheClock() {
        Desk desk = new Desk(this);
        desk.arrive("2026-09-07T01:00:01Z", Script.on("ALL").opened("2026-09-07T01:00:00Z"));

        desk.log.append(List.of(TicketEvent.builder(
                        "/operator", "c1", EventType.CORRECTION, "7", Instant.parse("2026-09-07T01:20:00Z"))
                .receivedAt(Instant.parse("2026-09-07T01:20:00Z"))
                .correction(new TicketEvent.Correction(new TicketEvent.Key("/desk", "e1"), null, "not a ticket"))
                .build()));
        desk.tick("2026-09-07T01:20:01Z");

        assertThat(desk.entry().clocks()).isEmpty();
        assertThat(desk.reports.history(Script.KEY + "/first_response/1"))
                .last()
                .satisfies(row -> assertThat(row.newValue()).isNull());
    }

    @Test
    default void aCorrectionThatIsTakenBackBringsTheClockBack() {
        Desk desk = new Desk(this);
        desk.arrive("2026-09-07T01:00:01Z", Script.on("ALL").opened("2026-09-07T01:00:00Z"));
        Instant received = Instant.parse("2026-09-07T01:20:00Z");
        TicketEvent wrong = TicketEvent.builder("/operator", "c1", EventType.CORRECTION, "7", received)
                .receivedAt(received)
                .correction(new TicketEvent.Correction(new TicketEvent.Key("/desk", "e1"), null, "not a ticket"))
                .build();
        desk.log.append(List.of(wrong));
        desk.tick("2026-09-07T01:20:01Z");

        desk.log.append(
                List.of(TicketEvent.builder("/operator", "c2", EventType.CORRECTION, "7", received.plusSeconds(60))
                        .receivedAt(received.plusSeconds(60))
                        .correction(new TicketEvent.Correction(wrong.key(), null, "it was one"))
                        .build()));
        desk.tick("2026-09-07T01:21:01Z");

        assertThat(desk.clock(Metric.FIRST_RESPONSE).isOpen()).isTrue();
    }

    /** First was merged into second, second into third; what is heard of first afterwards concerns third. */
    @Test
    default void whatIsHeardLateOfAMergedTicketReachesTheEndOfTheChain() {
        Desk desk = new Desk(this);
        desk.fold = Desk.plan("1h")
                .target(Metric.NEXT_RESPONSE, "1h")
                .rules(Script.RulesBuilder::mergeCarryWaiting)
                .fold();
        Instant received = Instant.parse("2026-09-07T02:00:00Z");
        List<TicketEvent> events = new ArrayList<>();
        for (String ticket : List.of("first", "second", "third")) {
            events.add(event(ticket, "o", EventType.TICKET_OPENED, "2026-09-07T01:00:00Z")
                    .customer(Script.CUSTOMER)
                    .actor(Actor.customer("c1"))
                    .isPublic(true)
                    .attr("severity", "S2")
                    .receivedAt(received)
                    .build());
            events.add(event(ticket, "a", EventType.MESSAGE_AGENT, "2026-09-07T01:05:00Z")
                    .actor(Actor.agent("u1"))
                    .isPublic(true)
                    .receivedAt(received)
                    .build());
        }
        events.add(event("first", "m", EventType.TICKET_MERGED, "2026-09-07T01:30:00Z")
                .attr("merged_into", "second")
                .receivedAt(received)
                .build());
        events.add(event("second", "m", EventType.TICKET_MERGED, "2026-09-07T01:40:00Z")
                .attr("merged_into", "third")
                .receivedAt(received)
                .build());
        desk.log.append(events);
        desk.tick("2026-09-07T02:00:00Z");
        assertThat(desk.entry("desk/third").clocks()).noneMatch(clock -> clock.metric() == Metric.NEXT_RESPONSE);

        desk.log.append(List.of(event("first", "c", EventType.MESSAGE_CUSTOMER, "2026-09-07T01:20:00Z")
                .actor(Actor.customer("c1"))
                .isPublic(true)
                .receivedAt(received.plusSeconds(60))
                .build()));
        desk.tick("2026-09-07T02:01:00Z");

        assertThat(desk.entry("desk/third").clocks())
                .filteredOn(clock -> clock.metric() == Metric.NEXT_RESPONSE)
                .extracting(Clock::startedAt)
                .containsExactly(Instant.parse("2026-09-07T01:20:00Z"));
    }

    private static TicketEventBuilder event(String ticket, String id, EventType type, String at) {
        return TicketEvent.builder("/desk", ticket + "/" + id, type, ticket, Instant.parse(at));
    }

    @Test
    default void openClocksComeByDeadlineAndReportsByVerdict() {
        Desk desk = new Desk(this);
        desk.arrive("2026-09-07T01:00:01Z", Script.on("ALL").opened("2026-09-07T01:00:00Z"));
        desk.tick("2026-09-07T02:00:01Z");

        assertThat(desk.reports.openByDeadline(null, 10))
                .extracting(Clock::metric)
                .containsExactly(Metric.FIRST_RESPONSE, Metric.RESOLUTION);
        assertThat(desk.reports.openByDeadline(Set.of("other.cn"), 10)).isEmpty();
        Attainment.Report report = Attainment.report(
                desk.reports.forReport(
                        Set.of(Script.CUSTOMER),
                        Instant.parse("2026-09-01T00:00:00Z"),
                        Instant.parse("2026-10-01T00:00:00Z")),
                Instant.parse("2026-09-01T00:00:00Z"),
                Instant.parse("2026-10-01T00:00:00Z"));
        assertThat(report.total().breached()).isEqualTo(1);
        assertThat(report.total().running()).isEqualTo(1);
    }

    @Test
    default void anAcknowledgementIsKept() {
        Desk desk = new Desk(this);
        desk.arrive("2026-09-07T01:00:01Z", Script.on("ALL").opened("2026-09-07T01:00:00Z"));

        assertThat(desk.book.acknowledge(Script.KEY, "li", Instant.parse("2026-09-07T01:01:00Z")))
                .isTrue();
        assertThat(desk.book.acknowledge("desk/none", "li", Instant.parse("2026-09-07T01:01:00Z")))
                .isFalse();
        assertThat(desk.entry().card().ackedBy()).isEqualTo("li");
    }

    @Test
    default void aRestatementSaysFirstWhatItWouldChangeThenChangesItAndKeepsTheOld() {
        Desk desk = new Desk(this);
        Script script = Script.on("ALL").opened("2026-09-07T01:00:00Z").agent("2026-09-07T01:30:00Z");
        desk.arrive("2026-09-07T01:30:01Z", script);
        desk.watermark = Instant.parse("2026-09-07T01:31:00Z");
        desk.keeper.queueConfirmable(Map.of("desk", desk.watermark));
        desk.tick("2026-09-07T01:32:00Z");
        desk.news.clear();
        desk.fold = Desk.plan("20m").fold();
        Instant now = Instant.parse("2026-09-07T01:40:00Z");
        Restatement restatement = new Restatement(
                desk.book,
                desk.log,
                () -> desk.fold,
                at -> new Watermarks(Map.of(), desk.watermark),
                at -> {},
                (news, at) -> desk.news.addAll(news),
                MemorySetAside.with(transactions()));

        Restatement.Result dry = restatement.run(true, now);

        assertThat(dry.tickets()).isEqualTo(1);
        assertThat(dry.changes())
                .filteredOn(row -> row.field().equals("verdict"))
                .extracting(row -> row.oldValue() + " " + row.newValue())
                .containsExactly("met breached");
        assertThat(desk.clock(Metric.FIRST_RESPONSE).verdict()).isEqualTo(Verdict.MET);
        assertThat(desk.told()).isEmpty();

        Restatement.Result real = restatement.run(false, now);

        assertThat(real.changes()).isEqualTo(dry.changes());
        assertThat(desk.clock(Metric.FIRST_RESPONSE).verdict()).isEqualTo(Verdict.BREACHED);
        assertThat(desk.clock(Metric.FIRST_RESPONSE).confirmation()).isEqualTo(Confirmation.RESTATED);
        assertThat(desk.told()).containsExactly("first_response RESTATED");
        assertThat(desk.reports.history(Script.KEY + "/first_response/1"))
                .filteredOn(row -> row.field().equals("verdict"))
                .extracting(ClockBook.HistoryRow::newValue)
                .containsExactly("met", "breached");
        assertThat(restatement.run(false, now).changes()).isEmpty();
    }
}
