package dev.watchkeeper.sla;

import static dev.watchkeeper.sla.Script.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.fixture.MemorySourceStates;
import dev.watchkeeper.fixture.MemoryTicketEvents;
import dev.watchkeeper.tickets.Actor;
import dev.watchkeeper.tickets.Channel;
import dev.watchkeeper.tickets.EventType;
import dev.watchkeeper.tickets.TicketEvent;
import dev.watchkeeper.tickets.TicketEventBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private static final Instant NOW = at("2026-09-07T12:00Z");

    private final Script plans = Script.on("ALL")
            .target(Metric.FIRST_RESPONSE, "2h")
            .target(Metric.NEXT_RESPONSE, "1h")
            .rules(Script.RulesBuilder::mergeCarryWaiting);
    private final List<TicketEvent> events = new ArrayList<>();

    private TicketEventBuilder event(String ticket, String time, EventType type) {
        return TicketEvent.builder("/desk", ticket + type + time, type, ticket, at("2026-09-07T" + time + "Z"));
    }

    private void opened(String ticket, String time, @Nullable String customer) {
        events.add(event(ticket, time, EventType.TICKET_OPENED)
                .customer(customer)
                .channel(Channel.EMAIL)
                .build());
    }

    private void agent(String ticket, String time) {
        events.add(event(ticket, time, EventType.MESSAGE_AGENT)
                .actor(Actor.agent("u"))
                .isPublic(true)
                .build());
    }

    private record Result(List<FoldResult> tickets, List<Replay.Problem> problems) {
        List<Clock> clocks() {
            return tickets.stream().flatMap(t -> t.clocks().stream()).toList();
        }
    }

    private Result replay() {
        List<Replay.Problem> problems = new ArrayList<>();
        List<FoldResult> tickets = new ArrayList<>();
        Replay replay = new Replay(plans.fold(), NOW, position -> events.get((int) position), problems::add);
        for (int i = 0; i < events.size(); i++) {
            replay.take(events.get(i), i);
        }
        replay.fold(tickets::add);
        return new Result(tickets, problems);
    }

    private Clock clock(String id) {
        return replay().clocks().stream()
                .filter(c -> c.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void sourcesThatAreCalledAlikeKeepTheirTicketsApart() {
        for (String source : List.of("/a-b", "/a/b", "a-b")) {
            events.add(TicketEvent.builder(source, "o", EventType.TICKET_OPENED, "1", at("2026-09-07T08:00Z"))
                    .customer(Script.CUSTOMER)
                    .channel(Channel.EMAIL)
                    .build());
        }
        events.add(TicketEvent.builder("/a/b", "r", EventType.MESSAGE_AGENT, "1", at("2026-09-07T08:10Z"))
                .actor(Actor.agent("u"))
                .isPublic(true)
                .build());

        assertThat(replay().clocks())
                .filteredOn(c -> c.metric() == Metric.FIRST_RESPONSE)
                .extracting(c -> c.ticket().replaceAll("~[0-9a-f]{12}", "~") + " "
                        + c.verdict().word())
                .containsExactlyInAnyOrder("a-b/1 met", "a-b~/1 breached", "a-b~/1 breached");
        assertThat(replay().clocks()).extracting(Clock::id).doesNotHaveDuplicates();
    }

    @Test
    void whoWaitsOnAMergedTicketWaitsOnItsParent() {
        opened("1", "08:00", Script.CUSTOMER);
        agent("1", "08:10");
        opened("2", "09:00", Script.CUSTOMER);
        events.add(event("2", "09:30", EventType.TICKET_MERGED)
                .attr("merged_into", "1")
                .build());

        assertThat(clock("desk/1/next_response/1").startedAt()).isEqualTo(at("2026-09-07T09:00Z"));
        assertThat(clock("desk/2/first_response/1").reason()).isEqualTo("merged");
    }

    @Test
    void ticketsMergedIntoEachOtherDoNotTurnInCircles() {
        opened("1", "08:00", Script.CUSTOMER);
        opened("2", "09:00", Script.CUSTOMER);
        events.add(event("2", "09:30", EventType.TICKET_MERGED)
                .attr("merged_into", "1")
                .build());
        events.add(event("1", "09:40", EventType.TICKET_MERGED)
                .attr("merged_into", "2")
                .build());

        assertThat(replay().tickets()).hasSize(2);
    }

    @Test
    void aTicketKnownOnlyByItsSplitHasTheSameCustomer() {
        opened("1", "08:00", Script.CUSTOMER);
        events.add(event("1", "09:00", EventType.TICKET_SPLIT).change(null, "3").build());

        assertThat(clock("desk/3/first_response/1").dueAt()).isEqualTo(at("2026-09-07T11:00Z"));
    }

    @Test
    void aSplitTicketTakesOverTheCustomerAndTheGradeOfThatInstant() {
        opened("1", "08:00", null);
        events.add(event("1", "08:10", EventType.CUSTOMER_CHANGED)
                .change(null, Script.CUSTOMER)
                .build());
        events.add(event("1", "08:20", EventType.SEVERITY_CHANGED)
                .change("S3", "S1")
                .build());
        events.add(event("1", "09:00", EventType.TICKET_SPLIT).change(null, "3").build());
        events.add(event("1", "09:10", EventType.SEVERITY_CHANGED)
                .change("S1", "S4")
                .build());
        agent("3", "09:30");

        Clock first = clock("desk/3/first_response/1");
        assertThat(first.customer()).isEqualTo(Script.CUSTOMER);
        assertThat(first.severity()).isEqualTo(dev.watchkeeper.tickets.TicketSeverity.S1);
        assertThat(first.usedSeconds()).isEqualTo(1800);
        assertThat(replay().problems()).isEmpty();
    }

    @Test
    void aTicketKnownOnlyByAMergeHasTheCustomerOfItsChildAndIsNotCounted() {
        opened("2", "09:00", Script.CUSTOMER);
        agent("2", "09:05");
        events.add(event("2", "09:10", EventType.MESSAGE_CUSTOMER)
                .actor(Actor.customer("c"))
                .isPublic(true)
                .build());
        events.add(event("2", "09:30", EventType.TICKET_MERGED)
                .attr("merged_into", "1")
                .build());

        Clock next = clock("desk/1/first_response/1");
        assertThat(next.customer()).isEqualTo(Script.CUSTOMER);
        assertThat(next.startedAt()).isEqualTo(at("2026-09-07T09:30Z"));
        assertThat(next.flags()).contains("history_incomplete");
        assertThat(replay().problems()).isEmpty();
    }

    @Test
    void planChangesReachEveryTicketOfTheCustomerOnly() {
        plans.plan("premier", "ALL")
                .target("premier", dev.watchkeeper.tickets.TicketSeverity.S3, Metric.FIRST_RESPONSE, "90m");
        opened("1", "08:00", Script.CUSTOMER);
        opened("2", "08:30", Script.CUSTOMER);
        opened("3", "08:30", "stranger.example");
        events.add(TicketEvent.builder(
                        "/contracts",
                        "c",
                        EventType.PLAN_CHANGED,
                        "customer:" + Script.CUSTOMER,
                        at("2026-09-07T09:00Z"))
                .customer(Script.CUSTOMER.toUpperCase(java.util.Locale.ROOT))
                .change("basic", "premier")
                .build());

        assertThat(clock("desk/1/first_response/1").breachAt()).isEqualTo(at("2026-09-07T09:30Z"));
        assertThat(clock("desk/2/first_response/1").plan()).isEqualTo("premier");
        assertThat(replay().problems())
                .singleElement()
                .satisfies(p -> assertThat(p.customer()).isEqualTo("stranger.example"));
    }

    @Test
    void theSameIdWithOtherContentIsAProblemAndTheFirstCounts() {
        opened("1", "08:00", Script.CUSTOMER);
        TicketEvent first = events.get(0);
        events.add(first);
        events.add(first.toBuilder().customer("other.example").build());

        assertThat(replay().problems())
                .singleElement()
                .satisfies(p -> assertThat(p.message()).contains("twice with different content"));
        assertThat(replay().tickets().get(0).customer()).isEqualTo(Script.CUSTOMER);
    }

    @Test
    void aPlanNobodyDefinedIsNamed() {
        opened("1", "08:00", Script.CUSTOMER);
        events.add(TicketEvent.builder(
                        "/contracts",
                        "c",
                        EventType.PLAN_CHANGED,
                        "customer:" + Script.CUSTOMER,
                        at("2026-09-07T07:00Z"))
                .customer(Script.CUSTOMER)
                .change("basic", "gold")
                .build());

        assertThat(replay().problems())
                .singleElement()
                .satisfies(p -> assertThat(p.message()).contains("plan 'gold' is not defined"));
    }

    private void withdraw(String id, TicketEvent what) {
        events.add(TicketEvent.builder("/operator", id, EventType.CORRECTION, what.subject(), at("2026-09-07T10:00Z"))
                .correction(new TicketEvent.Correction(what.key(), null, "by mistake"))
                .build());
    }

    @Test
    void aMergeOrSplitTakenBackLeavesNoTicketAndNobodyWaitingElsewhere() {
        opened("1", "08:00", Script.CUSTOMER);
        opened("5", "07:00", Script.CUSTOMER);
        agent("5", "07:10");
        TicketEvent merge = event("1", "08:30", EventType.TICKET_MERGED)
                .attr("merged_into", "5")
                .build();
        TicketEvent unknown = event("1", "08:31", EventType.TICKET_MERGED)
                .attr("merged_into", "6")
                .build();
        TicketEvent split =
                event("5", "08:40", EventType.TICKET_SPLIT).change(null, "7").build();
        withdraw("c1", merge); // arrives before what it takes back
        events.addAll(List.of(merge, unknown, split));
        withdraw("c2", unknown);
        withdraw("c3", split);

        assertThat(replay().clocks())
                .extracting(Clock::id)
                .doesNotContain("desk/5/next_response/1", "desk/6/first_response/1", "desk/7/first_response/1");
        assertThat(clock("desk/1/first_response/1").runState()).isEqualTo(RunState.RUNNING);
        assertThat(replay().problems()).isEmpty();
    }

    @Test
    void aCorrectionMayItselfBeTakenBack() {
        opened("1", "08:00", Script.CUSTOMER);
        agent("1", "08:10");
        TicketEvent answer = events.get(1);
        TicketEvent second = TicketEvent.builder("/operator", "c2", EventType.CORRECTION, "1", at("2026-09-07T10:30Z"))
                .correction(new TicketEvent.Correction(new TicketEvent.Key("/operator", "c1"), null, "it was right"))
                .build();
        events.add(0, second);
        assertThat(replay().problems()).as("of nothing").hasSize(1);
        withdraw("c1", answer);

        assertThat(clock("desk/1/first_response/1").verdict()).isEqualTo(Verdict.MET);
        assertThat(replay().problems()).isEmpty();
    }

    @Test
    void whoWaitsGoesAlongAWholeChainOfMerges() {
        opened("1", "08:00", Script.CUSTOMER);
        opened("2", "07:00", Script.CUSTOMER);
        agent("2", "07:10");
        opened("3", "06:00", Script.CUSTOMER);
        agent("3", "06:10");
        events.add(event("2", "09:00", EventType.TICKET_MERGED)
                .attr("merged_into", "3")
                .build());
        events.add(event("1", "08:30", EventType.TICKET_MERGED)
                .attr("merged_into", "2")
                .build());

        assertThat(clock("desk/3/next_response/1").startedAt()).isEqualTo(at("2026-09-07T08:00Z"));
        MemoryTicketEvents log = new MemoryTicketEvents(new MemorySourceStates());
        log.append(events.stream().map(e -> e.withReceivedAt(NOW)).toList());
        TicketHistory stored = Objects.requireNonNull(new TicketHistories(log)
                .of(List.of("desk/3"), plans.fold(), Watermarks.COMPLETE, NOW)
                .get("desk/3"));
        assertThat(plans.fold().fold(stored, Watermarks.COMPLETE, NOW).clocks())
                .extracting(Clock::id)
                .as("as the daemon reads it")
                .contains("desk/3/next_response/1");
    }
}
