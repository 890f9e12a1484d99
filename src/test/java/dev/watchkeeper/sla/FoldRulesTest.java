package dev.watchkeeper.sla;

import static dev.watchkeeper.sla.Metric.FIRST_RESPONSE;
import static dev.watchkeeper.sla.Metric.NEXT_RESPONSE;
import static dev.watchkeeper.sla.Metric.PERIODIC_UPDATE;
import static dev.watchkeeper.sla.Metric.RESOLUTION;
import static dev.watchkeeper.sla.Script.at;
import static dev.watchkeeper.sla.Script.on;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.tickets.Actor;
import dev.watchkeeper.tickets.Channel;
import dev.watchkeeper.tickets.EventType;
import dev.watchkeeper.tickets.StatusCategory;
import dev.watchkeeper.tickets.TicketEvent;
import dev.watchkeeper.tickets.TicketSeverity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Sections 2.4 to 2.10 of the reference, rule by rule. All times are of 2026-09-07, round the clock. */
class FoldRulesTest {
    private static final String DAY = "2026-09-07T";
    private static final String LATER = DAY + "23:00Z";

    private static String t(String time) {
        return DAY + time + "Z";
    }

    private static Script ticket() {
        return on("ALL")
                .target(FIRST_RESPONSE, "2h")
                .target(NEXT_RESPONSE, "1h")
                .target(RESOLUTION, "8h")
                .target(PERIODIC_UPDATE, "3h")
                .opened(t("08:00"));
    }

    @Nested
    class FirstResponse {
        @Test
        void isFulfilledByTheFirstPublicHumanAgentMessage() {
            Clock clock = ticket().agent(t("08:10"), e -> e.isPublic(false))
                    .agent(t("08:20"), e -> e.automatic(true))
                    .agent(t("08:30"), e -> e.actor(Actor.system("bot")))
                    .event(t("08:31"), EventType.NOTE_INTERNAL, e -> e.actor(Actor.agent("u1")))
                    .event(t("08:32"), EventType.ASSIGNMENT_CHANGED, e -> e.change(null, "u1"))
                    .status(t("08:33"), "open")
                    .agent(t("09:00"), e -> e.channel(Channel.REMOTE))
                    .agent(t("09:30"))
                    .clockAt(LATER, FIRST_RESPONSE);

            assertThat(clock.fulfilledAt()).isEqualTo(at(t("09:00")));
            assertThat(clock.verdict()).isEqualTo(Verdict.MET);
            assertThat(clock.usedSeconds()).isEqualTo(3600);
        }

        @Test
        void doesNotPauseOnAStatus() {
            Clock clock = ticket().status(t("08:10"), "waiting_customer").clockAt(t("10:30"), FIRST_RESPONSE);

            assertThat(clock.verdict()).isEqualTo(Verdict.BREACHED);
            assertThat(clock.breachAt()).isEqualTo(at(t("10:00")));
            assertThat(clock.runState()).isEqualTo(RunState.RUNNING);
            assertThat(clock.overrunSeconds()).isEqualTo(1800);
        }

        @Test
        void pausesIfThePolicySaysSo() {
            Clock clock = ticket().rules(Script.RulesBuilder::pauseFirstResponse)
                    .status(t("08:10"), "waiting_customer")
                    .clockAt(t("10:30"), FIRST_RESPONSE);

            assertThat(clock.runState()).isEqualTo(RunState.PAUSED);
            assertThat(clock.dueAt()).isNull();
            assertThat(clock.breachAt()).isNull();
            assertThat(clock.remainingSeconds()).isEqualTo(6600);
            assertThat(clock.nextAt()).isNull();
        }

        @Test
        void isNotApplicableWhenTheDeskOpens() {
            Script script = on("ALL")
                    .target(FIRST_RESPONSE, "2h")
                    .target(NEXT_RESPONSE, "1h")
                    .opened(t("08:00"), e -> e.actor(Actor.agent("u1")).attr("initiated_by", "agent"))
                    .customer(t("09:00"));

            assertThat(script.clockAt(LATER, FIRST_RESPONSE).verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
            assertThat(script.clockAt(LATER, NEXT_RESPONSE).startedAt()).isEqualTo(at(t("09:00")));
        }

        @ParameterizedTest
        @CsvSource({
            "ANSWERED_AT_OPEN, MET, live_contact",
            "REQUIRE_MESSAGE, BREACHED, ",
            "NO_CLOCK, , ",
        })
        void ofALiveCallFollowsTheOption(Rules.HotlineFirstResponse option, Verdict verdict, String reason) {
            List<Clock> clocks = on("ALL")
                    .target(FIRST_RESPONSE, "2h")
                    .rules(r -> r.hotline(option))
                    .opened(
                            t("08:00"),
                            e -> e.actor(Actor.agent("u1"))
                                    .channel(Channel.HOTLINE)
                                    .attr("live", true)
                                    .attr("initiated_by", "customer"))
                    .clocksAt(LATER, FIRST_RESPONSE);

            assertThat(clocks).hasSize(verdict == null ? 0 : 1).allSatisfy(c -> {
                assertThat(c.verdict()).isEqualTo(verdict);
                assertThat(c.reason()).isEqualTo(reason);
            });
        }

        @Test
        void ofAVoicemailRuns() {
            Clock clock = on("ALL")
                    .target(FIRST_RESPONSE, "2h")
                    .opened(t("08:00"), e -> e.channel(Channel.HOTLINE))
                    .clockAt(t("08:30"), FIRST_RESPONSE);

            assertThat(clock.verdict()).isEqualTo(Verdict.OPEN);
        }

        @ParameterizedTest
        @CsvSource({
            "CANCEL, CANCELLED, closed_without_reply, STOPPED",
            "FULFIL, MET, closed_without_reply, STOPPED",
            "KEEP_RUNNING, OPEN, , RUNNING"
        })
        void closedWithoutReplyFollowsTheOption(
                Rules.CloseWithoutReply option, Verdict verdict, String reason, RunState state) {
            Clock clock = ticket().rules(r -> r.closeWithoutReply(option))
                    .closed(t("09:00"))
                    .clockAt(t("09:30"), FIRST_RESPONSE);

            assertThat(clock.verdict()).isEqualTo(verdict);
            assertThat(clock.reason()).isEqualTo(reason);
            assertThat(clock.runState()).isEqualTo(state);
        }

        @Test
        void aBreachStandsWhenClosedWithoutReply() {
            Clock clock = ticket().closed(t("11:00")).clockAt(LATER, FIRST_RESPONSE);

            assertThat(clock.verdict()).isEqualTo(Verdict.BREACHED);
            assertThat(clock.runState()).isEqualTo(RunState.STOPPED);
            assertThat(clock.usedSeconds()).isEqualTo(3 * 3600);
        }

        @Test
        void neverRestartsOnReopen() {
            List<Clock> clocks = ticket().agent(t("08:30"))
                    .solved(t("09:00"))
                    .reopened(t("10:00"))
                    .clocksAt(LATER, FIRST_RESPONSE);

            assertThat(clocks).hasSize(1);
        }

        @Test
        void aTicketOpenedAndSolvedInOneIsSolvedAtItsOpening() {
            Script script = on("ALL")
                    .target(FIRST_RESPONSE, "1h")
                    .target(RESOLUTION, "8h")
                    .opened(
                            t("10:00"),
                            e -> e.channel(Channel.HOTLINE)
                                    .actor(Actor.agent("u1"))
                                    .attr("live", true)
                                    .attr("initiated_by", "customer")
                                    .attr("status_category", "solved"));

            assertThat(script.clockAt(LATER, FIRST_RESPONSE).reason()).isEqualTo("live_contact");
            assertThat(script.clockAt(LATER, RESOLUTION).verdict()).isEqualTo(Verdict.MET);
            assertThat(script.clockAt(LATER, RESOLUTION).usedSeconds()).isZero();
            assertThat(script.foldAt(LATER).category()).isEqualTo(StatusCategory.SOLVED);
        }

        @Test
        void aMessageOnASolvedTicketThatNobodyHadBeenPromisedWaitsForTheReopening() {
            Script script = on("ALL")
                    .target(FIRST_RESPONSE, "1h")
                    .opened(t("10:00"), e -> e.automatic(true))
                    .solved(t("10:05"))
                    .customer(t("11:00"));
            assertThat(script.foldAt(LATER).clocks()).isEmpty();

            Clock clock = script.reopened(t("11:30")).clockAt(LATER, FIRST_RESPONSE);
            assertThat(clock.startedAt()).isEqualTo(at(t("11:00")));
            assertThat(clock.breachAt()).isEqualTo(at(t("12:00")));
        }

        @Test
        void anAutomaticOpeningWaitsForThePerson() {
            Clock clock = on("ALL")
                    .target(FIRST_RESPONSE, "2h")
                    .opened(t("08:00"), e -> e.automatic(true))
                    .customer(t("09:00"))
                    .clockAt(t("09:30"), FIRST_RESPONSE);

            assertThat(clock.startedAt()).isEqualTo(at(t("09:00")));
        }

        @Test
        void anAnswerDatedBeforeTheOpeningCountsAtTheOpening() {
            Clock clock = ticket().agent(t("07:58")).clockAt(LATER, FIRST_RESPONSE);

            assertThat(clock.verdict()).isEqualTo(Verdict.MET);
            assertThat(clock.usedSeconds()).isZero();
            assertThat(clock.fulfilledAt()).isEqualTo(at(t("08:00")));
            assertThat(clock.flags()).contains("clock_skew");
        }
    }

    @Nested
    class NextResponse {
        @Test
        void aMessageBeforeTheFirstResponseBelongsToIt() {
            assertThat(ticket().customer(t("08:30")).agent(t("09:00")).clocksAt(LATER, NEXT_RESPONSE))
                    .isEmpty();
        }

        @ParameterizedTest
        @EnumSource(
                value = Actor.Kind.class,
                names = {"THIRD_PARTY", "SYSTEM"})
        void messagesOfOthersStartNothing(Actor.Kind kind) {
            assertThat(ticket().agent(t("08:30"))
                            .customer(t("09:00"), e -> e.actor(new Actor(kind, "x", null)))
                            .customer(t("09:10"), e -> e.automatic(true))
                            .customer(t("09:20"), e -> e.isPublic(false))
                            .clocksAt(LATER, NEXT_RESPONSE))
                    .isEmpty();
        }

        @Test
        void pausesOnlyOnItsOwnList() {
            Script script = ticket().agent(t("08:30")).customer(t("09:00")).status(t("09:10"), "waiting_vendor");
            assertThat(script.clockAt(t("09:30"), NEXT_RESPONSE).usedSeconds()).isEqualTo(1800);

            script.rules(r -> r.pauseNextResponse(StatusCategory.WAITING_VENDOR));
            Clock paused = script.clockAt(t("09:30"), NEXT_RESPONSE);
            assertThat(paused.usedSeconds()).isEqualTo(600);
            assertThat(paused.pausedSeconds()).isEqualTo(1200);
        }

        @Test
        void eachCycleTakesTheChannelOfItsMessage() {
            List<Clock> clocks = ticket().override(
                            new CalendarOverride(List.of(), List.of(), List.of(), List.of(Channel.CHAT), "CN9"))
                    .agent(t("08:30"))
                    .customer(t("09:00"), e -> e.channel(Channel.CHAT))
                    .agent(t("09:05"))
                    .customer(t("09:10"))
                    .clocksAt(t("09:20"), NEXT_RESPONSE);

            assertThat(clocks).extracting(Clock::calendar).containsExactly("CN9", "ALL");
            assertThat(clocks).extracting(Clock::cycle).containsExactly(1, 2);
        }

        @Test
        void anAnsweredCallIsMessageAndAnswerAtOnce() {
            Script script = ticket().customer(
                            t("08:30"), e -> e.channel(Channel.HOTLINE).attr("live", true));

            assertThat(script.clockAt(LATER, FIRST_RESPONSE).fulfilledAt()).isEqualTo(at(t("08:30")));
            assertThat(script.clocksAt(LATER, NEXT_RESPONSE)).isEmpty();
        }
    }

    @Nested
    class Resolution {
        @Test
        void pausesOnlyOnTheCategoriesListed() {
            Clock clock = ticket().status(t("09:00"), "waiting_customer")
                    .status(t("10:00"), "waiting_customer")
                    .status(t("11:00"), "on_hold")
                    .status(t("12:00"), "open")
                    .clockAt(t("13:00"), RESOLUTION);

            assertThat(clock.pausedSeconds()).isEqualTo(2 * 3600);
            assertThat(clock.usedSeconds()).isEqualTo(3 * 3600);
            assertThat(clock.pauses())
                    .containsExactly(new Clock.Pause(at(t("09:00")), at(t("11:00")), "waiting_customer"));
        }

        @Test
        void aCustomersMessageEndsWaitingForTheCustomer() {
            Clock clock = ticket().status(t("09:00"), "waiting_customer")
                    .customer(t("10:00"))
                    .clockAt(t("11:00"), RESOLUTION);

            assertThat(clock.runState()).isEqualTo(RunState.RUNNING);
            assertThat(clock.pausedSeconds()).isEqualTo(3600);
        }

        @Test
        void anOutOfOfficeAnswerDoesNot() {
            Clock clock = ticket().status(t("09:00"), "waiting_customer")
                    .customer(t("10:00"), e -> e.automatic(true))
                    .clockAt(t("11:00"), RESOLUTION);

            assertThat(clock.runState()).isEqualTo(RunState.PAUSED);
        }

        @Test
        void parkingNeedsAMessageIfThePolicySaysSo() {
            Script script = ticket().rules(Script.RulesBuilder::pauseNeedsMessage);
            assertThat(script.status(t("09:00"), "waiting_customer")
                            .clockAt(t("09:30"), RESOLUTION)
                            .runState())
                    .isEqualTo(RunState.RUNNING);
            assertThat(script.agent(t("09:40")).clockAt(t("10:00"), RESOLUTION).pausedSeconds())
                    .isEqualTo(1200);

            Clock before = ticket().rules(Script.RulesBuilder::pauseNeedsMessage)
                    .agent(t("08:50"))
                    .status(t("09:00"), "waiting_customer")
                    .clockAt(t("09:30"), RESOLUTION);
            assertThat(before.pausedSeconds()).isEqualTo(1800);
        }

        @Test
        void aPauseOfNoLengthIsDropped() {
            Clock clock = ticket().status(t("09:00"), "waiting_customer")
                    .event(t("09:00"), EventType.STATUS_CHANGED, e -> e.change(null, "open"))
                    .clockAt(t("10:00"), RESOLUTION);

            assertThat(clock.pauses()).isEmpty();
            assertThat(clock.pausedSeconds()).isZero();
        }

        @Test
        void anUnmappedStatusIsOpenAndFlagged() {
            Clock clock = ticket().status(t("09:00"), "waiting_customer")
                    .status(t("10:00"), "parked")
                    .clockAt(t("11:00"), RESOLUTION);

            assertThat(clock.runState()).isEqualTo(RunState.RUNNING);
            assertThat(clock.flags()).contains("unmapped_status");
        }

        @Test
        void closingAfterSolvingIsNoSecondFulfilment() {
            Clock clock = ticket().solved(t("09:00")).closed(t("12:00")).clockAt(LATER, RESOLUTION);

            assertThat(clock.fulfilledAt()).isEqualTo(at(t("09:00")));
        }

        @Test
        void aReopenAfterTheWindowStartsTheNextCycle() {
            List<Clock> clocks = ticket().solved(t("09:00"))
                    .reopened("2026-09-14T09:00:01Z")
                    .clocksAt("2026-09-14T10:00Z", RESOLUTION);

            assertThat(clocks).extracting(Clock::verdict).containsExactly(Verdict.MET, Verdict.OPEN);
            assertThat(clocks.get(1).cycle()).isEqualTo(2);
            assertThat(clocks.get(1).dueAt()).isEqualTo(at("2026-09-14T17:00:01Z"));
        }

        @Test
        void aReopenAtTheEdgeOfTheWindowGoesOn() {
            assertThat(ticket().solved(t("09:00"))
                            .reopened("2026-09-14T09:00:00Z")
                            .clocksAt("2026-09-14T10:00Z", RESOLUTION))
                    .singleElement()
                    .satisfies(c -> assertThat(c.usedSeconds()).isEqualTo(2 * 3600));
        }

        @Test
        void theReopensCategoryDecidesWhetherItRuns() {
            Clock clock = ticket().solved(t("09:00"))
                    .event(t("10:00"), EventType.TICKET_REOPENED, e -> e.change("solved", "waiting_customer"))
                    .clockAt(t("11:00"), RESOLUTION);

            assertThat(clock.runState()).isEqualTo(RunState.PAUSED);
            assertThat(clock.pauses()).extracting(Clock.Pause::reason).containsExactly("solved", "waiting_customer");
        }

        @Test
        void startsPausedIfOpenedSo() {
            Clock clock = on("ALL")
                    .target(RESOLUTION, "8h")
                    .opened(t("08:00"), e -> e.attr("status_category", "waiting_customer"))
                    .clockAt(t("09:00"), RESOLUTION);

            assertThat(clock.runState()).isEqualTo(RunState.PAUSED);
        }
    }

    @Nested
    class SolvedTickets {
        @Test
        void aThankYouStartsNothingAndIsFlagged() {
            Script script = ticket().agent(t("08:30")).solved(t("09:00")).customer(t("09:10"));

            assertThat(script.clocksAt(LATER, NEXT_RESPONSE)).isEmpty();
            assertThat(script.clockAt(LATER, RESOLUTION).flags()).contains("message_on_solved");
            assertThat(script.foldAt(LATER).waitingSince()).isNotNull();
        }

        @Test
        void aReopenMakesTheMessageCountFromItsOwnTime() {
            Clock clock = ticket().agent(t("08:30"))
                    .solved(t("09:00"))
                    .customer(t("09:10"))
                    .reopened(t("09:40"))
                    .clockAt(t("10:00"), NEXT_RESPONSE);

            assertThat(clock.startedAt()).isEqualTo(at(t("09:10")));
            assertThat(clock.usedSeconds()).isEqualTo(3000);
            assertThat(clock.breachAt()).isEqualTo(at(t("10:10")));
        }

        @Test
        void anAgentsMessageInBetweenSettlesIt() {
            assertThat(ticket().agent(t("08:30"))
                            .solved(t("09:00"))
                            .customer(t("09:10"))
                            .agent(t("09:20"))
                            .reopened(t("09:40"))
                            .clocksAt(LATER, NEXT_RESPONSE))
                    .isEmpty();
        }
    }

    @Nested
    class PeriodicUpdate {
        @Test
        void runsFromUpdateToUpdateAndEndsWithTheTicket() {
            List<Clock> clocks = ticket().agent(t("08:30"))
                    .agent(t("10:30"))
                    .agent(t("14:30"))
                    .solved(t("15:00"))
                    .clocksAt(LATER, PERIODIC_UPDATE);

            assertThat(clocks)
                    .extracting(Clock::verdict)
                    .containsExactly(Verdict.MET, Verdict.BREACHED, Verdict.NOT_APPLICABLE);
            assertThat(clocks.get(1).breachAt()).isEqualTo(at(t("13:30")));
            assertThat(clocks.get(2).reason()).isEqualTo("solved");
        }

        @Test
        void pausesWithTheResolution() {
            Clock clock = ticket().agent(t("08:30"))
                    .status(t("09:00"), "waiting_customer")
                    .clockAt(t("15:00"), PERIODIC_UPDATE);

            assertThat(clock.runState()).isEqualTo(RunState.PAUSED);
            assertThat(clock.usedSeconds()).isEqualTo(1800);
        }
    }

    @Nested
    class Channels {
        @Test
        void aChannelOutsideThePlanRunsOnThePlansCalendarWithAFlag() {
            Clock clock = on("CN9")
                    .channels("basic", Channel.EMAIL)
                    .override(new CalendarOverride(List.of(), List.of(), List.of(), List.of(Channel.CHAT), "ALL"))
                    .target(FIRST_RESPONSE, "2h")
                    .opened(t("08:00"), e -> e.channel(Channel.CHAT))
                    .clockAt(t("08:10"), FIRST_RESPONSE);

            assertThat(clock.calendar()).isEqualTo("CN9");
            assertThat(clock.flags()).contains("channel_out_of_plan");
        }

        @ParameterizedTest
        @CsvSource({"false, CN9, 1", "true, ALL, 2"})
        void aCallAboutAMailTicketIsARegradeOnlyByOption(boolean option, String calendar, int version) {
            Script script = on("CN9")
                    .override(new CalendarOverride(List.of(), List.of(), List.of(), List.of(Channel.HOTLINE), "ALL"))
                    .target(FIRST_RESPONSE, "2h")
                    .opened(t("08:00"))
                    .customer(t("08:30"), e -> e.channel(Channel.HOTLINE));
            if (option) {
                script.rules(Script.RulesBuilder::channelEscalation);
            }
            Clock clock = script.clockAt(t("08:40"), FIRST_RESPONSE);

            assertThat(clock.calendar()).isEqualTo(calendar);
            assertThat(clock.targetVersion()).isEqualTo(version);
        }

        @Test
        void overridesMatchInOrder() {
            Script script = on("CN9")
                    .override(new CalendarOverride(List.of("other"), List.of(), List.of(), List.of(), "OFFICE"))
                    .override(new CalendarOverride(
                            List.of("basic"), List.of(TicketSeverity.S2), List.of(RESOLUTION), List.of(), "ALL"))
                    .override(new CalendarOverride(List.of(), List.of(), List.of(), List.of(), "CN"))
                    .plan("other", "CN9")
                    .target(FIRST_RESPONSE, "2h")
                    .opened(t("08:00"));

            assertThat(script.clockAt(LATER, RESOLUTION).calendar()).isEqualTo("ALL");
            assertThat(script.clockAt(LATER, FIRST_RESPONSE).calendar()).isEqualTo("CN");
        }
    }

    @Nested
    class Grades {
        private Script graded() {
            return on("ALL")
                    .target("basic", TicketSeverity.S2, RESOLUTION, "8h")
                    .target("basic", TicketSeverity.S1, RESOLUTION, "2h")
                    .target("basic", TicketSeverity.S3, RESOLUTION, "24h")
                    .opened(t("08:00"));
        }

        @Test
        void aStricterGradeKeepsStartAndUsed() {
            Clock clock = graded().severity(t("09:00"), "S1").clockAt(t("09:30"), RESOLUTION);

            assertThat(clock.dueAt()).isEqualTo(at(t("10:00")));
            assertThat(clock.severity()).isEqualTo(TicketSeverity.S1);
            assertThat(clock.targetVersion()).isEqualTo(2);
            assertThat(clock.startedAt()).isEqualTo(at(t("08:00")));
        }

        @Test
        void aTargetAlreadyUsedUpIsBreachedAtTheChange() {
            Clock clock = graded().severity(t("11:00"), "S1").clockAt(LATER, RESOLUTION);

            assertThat(clock.breachAt()).isEqualTo(at(t("11:00")));
            assertThat(clock.reason()).isEqualTo("regraded");
        }

        @Test
        void graceMovesTheTarget() {
            Clock clock = graded().rules(r -> r.regrade("keep_start_with_grace(30m)"))
                    .severity(t("11:00"), "S1")
                    .clockAt(t("11:10"), RESOLUTION);

            assertThat(clock.verdict()).isEqualTo(Verdict.OPEN);
            assertThat(clock.dueAt()).isEqualTo(at(t("11:30")));
        }

        @Test
        void aGraceOnceGivenIsNotTakenBackByWhatChangesNothing() {
            Script script = graded().rules(r -> r.regrade("keep_start_with_grace(30m)"))
                    .severity(t("11:00"), "S1")
                    .severity(t("11:15"), "S1")
                    .policyChangesAt(t("11:20"));
            Clock clock = script.clockAt(t("11:25"), RESOLUTION);

            assertThat(clock.verdict()).isEqualTo(Verdict.OPEN);
            assertThat(clock.dueAt()).isEqualTo(at(t("11:30")));
            assertThat(clock.targetVersion()).isEqualTo(2);
        }

        @Test
        void restartBeginsANewCycle() {
            List<Clock> clocks = graded().rules(r -> r.regrade("restart_at_change"))
                    .severity(t("11:00"), "S1")
                    .clocksAt(t("11:10"), RESOLUTION);

            assertThat(clocks).extracting(Clock::verdict).containsExactly(Verdict.NOT_APPLICABLE, Verdict.OPEN);
            assertThat(clocks.get(1).startedAt()).isEqualTo(at(t("11:00")));
            assertThat(clocks.get(1).dueAt()).isEqualTo(at(t("13:00")));
        }

        /** The rest of the ticket's life must not change what a priority meant when it came. */
        @Test
        void aPriorityBeforeTheFirstSeverityGoesOnCounting() {
            Script script = on("ALL")
                    .target("basic", TicketSeverity.S1, RESOLUTION, "1h")
                    .opened(t("08:00"))
                    .event(t("09:00"), EventType.PRIORITY_CHANGED, e -> e.change("normal", "urgent"));
            Clock early = script.clockAt(t("09:10"), RESOLUTION);
            Clock late = script.severity(t("11:00"), "S4").clockAt(LATER, RESOLUTION);

            assertThat(early.breachAt()).isEqualTo(at(t("09:00")));
            assertThat(late.breachAt()).isEqualTo(early.breachAt());
        }

        @Test
        void aCorrectionDatedLaterHasNotBeenSaidYet() {
            Script script =
                    on("ALL").target(FIRST_RESPONSE, "1h").opened(t("08:00")).agent(t("08:30"));
            TicketEvent answer = script.events().get(1);
            script.event(TicketEvent.builder("/operator", "c", EventType.CORRECTION, answer.subject(), at(t("10:00")))
                    .correction(new TicketEvent.Correction(answer.key(), null, "no answer at all"))
                    .build());

            assertThat(script.clockAt(t("09:30"), FIRST_RESPONSE).verdict()).isEqualTo(Verdict.MET);
            assertThat(script.clockAt(t("10:00"), FIRST_RESPONSE).verdict()).isEqualTo(Verdict.BREACHED);
        }

        @Test
        void aBreachStandsAfterRelaxation() {
            Clock clock = graded().severity(t("08:00:01"), "S1")
                    .severity(t("12:00"), "S3")
                    .clockAt(t("13:00"), RESOLUTION);

            assertThat(clock.verdict()).isEqualTo(Verdict.BREACHED);
            assertThat(clock.breachAt()).isEqualTo(at(t("10:00")));
            assertThat(clock.severity()).isEqualTo(TicketSeverity.S1);
            assertThat(clock.flags()).contains("regraded_after_breach");
        }

        @Test
        void aMetClockIsNeverJudgedAgain() {
            Clock clock = graded().solved(t("12:00")).severity(t("13:00"), "S1").clockAt(LATER, RESOLUTION);

            assertThat(clock.verdict()).isEqualTo(Verdict.MET);
            assertThat(clock.severity()).isEqualTo(TicketSeverity.S2);
        }

        @Test
        void withoutATargetItIsNotApplicableWhileThatLasts() {
            Script script = graded().severity(t("09:00"), "S4");
            assertThat(script.clockAt(t("10:00"), RESOLUTION).verdict()).isEqualTo(Verdict.NOT_APPLICABLE);

            Clock back = script.severity(t("11:00"), "S2").clockAt(t("11:30"), RESOLUTION);
            assertThat(back.verdict()).isEqualTo(Verdict.OPEN);
            assertThat(back.usedSeconds()).isEqualTo(3 * 3600 + 1800);
            assertThat(back.dueAt()).isEqualTo(at(t("16:00")));
        }

        @Test
        void aChangeThatChangesNothingKeepsTheVersion() {
            Clock clock = on("ALL")
                    .target(RESOLUTION, "8h")
                    .opened(t("08:00"))
                    .severity(t("09:00"), "S1")
                    .clockAt(t("10:00"), RESOLUTION);

            assertThat(clock.targetVersion()).isEqualTo(1);
            assertThat(clock.severity()).isEqualTo(TicketSeverity.S1);
        }

        @Test
        void aChangeKnownLateIsNotDatedBeforeItWasKnown() {
            Script script = on("ALL")
                    .plan("premier", "ALL")
                    .target(RESOLUTION, "8h")
                    .target("premier", TicketSeverity.S2, RESOLUTION, "3h")
                    .opened(t("08:00"));
            script.event(TicketEvent.builder(
                            "/contracts", "late", EventType.PLAN_CHANGED, "customer:" + Script.CUSTOMER, at(t("09:00")))
                    .customer(Script.CUSTOMER)
                    .change("basic", "premier")
                    .receivedAt(at(t("14:00")))
                    .build());

            Clock clock = script.clockAt(LATER, RESOLUTION);
            assertThat(clock.breachAt()).isEqualTo(at(t("14:00")));
            assertThat(clock.reason()).isEqualTo("regraded");
        }

        @Test
        void aClockThatEndedBeforeAChangeWasKnownIsNotJudgedAgain() {
            Script script = on("ALL")
                    .plan("premier", "ALL")
                    .target(RESOLUTION, "8h")
                    .target("premier", TicketSeverity.S2, RESOLUTION, "3h")
                    .opened(t("08:00"))
                    .solved(t("12:00"));
            script.event(TicketEvent.builder(
                            "/contracts", "late", EventType.PLAN_CHANGED, "customer:" + Script.CUSTOMER, at(t("09:00")))
                    .customer(Script.CUSTOMER)
                    .change("basic", "premier")
                    .receivedAt(at(t("14:00")))
                    .build());

            Clock clock = script.clockAt(LATER, RESOLUTION);
            assertThat(clock.verdict()).isEqualTo(Verdict.MET);
            assertThat(clock.plan()).isEqualTo("basic");
            assertThat(clock.targetSeconds()).isEqualTo(8 * 3600);
            assertThat(script.foldAt(LATER).plan()).as("what comes next").isEqualTo("premier");
        }

        @ParameterizedTest
        @CsvSource({"02:00, 15m, not_applicable", "02:00, 3h, not_applicable", "03:30, 15m, breached", "03:30, 3h, met"
        })
        void whatHadEndedWhenTheCustomerBecameKnownStaysAsItEnded(String answer, String target, String verdict) {
            Script script = on("ALL")
                    .target(FIRST_RESPONSE, target)
                    .opened(t("01:00"), e -> e.customer(null))
                    .agent(t(answer))
                    .event(t("03:00"), EventType.CUSTOMER_CHANGED, e -> e.change(null, Script.CUSTOMER));

            Clock clock = script.clockAt(LATER, FIRST_RESPONSE);
            assertThat(clock.verdict().word()).isEqualTo(verdict);
            assertThat(clock.hasFlag(Clock.STANDS_AS_ENDED)).isEqualTo(answer.equals("02:00"));
            assertThat(clock.customer()).isEqualTo(Script.CUSTOMER);
            if (clock.verdict() == Verdict.BREACHED) {
                assertThat(clock.breachAt()).isEqualTo(at(t("03:00")));
            }
        }

        @Test
        void aCustomerCorrectedIntoTheOpeningIsKnownFromTheCorrectionOn() {
            Script script = on("ALL")
                    .target(FIRST_RESPONSE, "15m")
                    .target(RESOLUTION, "1h")
                    .opened(t("01:00"), e -> e.customer(null))
                    .agent(t("02:00"));
            script.event(correction("c1", t("03:00"), "e1", Map.of("customer", Script.CUSTOMER, "channel", "portal")));

            Clock first = script.clockAt(LATER, FIRST_RESPONSE);
            assertThat(first.reason()).isEqualTo("no_contract");
            assertThat(first.flags()).contains(Clock.STANDS_AS_ENDED);
            assertThat(first.channel()).as("what else was corrected counts").isEqualTo(Channel.PORTAL);
            assertThat(script.clockAt(LATER, RESOLUTION).verdict()).isEqualTo(Verdict.BREACHED);
        }

        @Test
        void aCustomerTakenBackLeavesWhatHadEndedAsItEnded() {
            Script script = on("ALL")
                    .target(FIRST_RESPONSE, "15m")
                    .target(RESOLUTION, "9h")
                    .opened(t("01:00"), e -> e.customer(null))
                    .event(t("01:05"), EventType.CUSTOMER_CHANGED, e -> e.change(null, Script.CUSTOMER))
                    .agent(t("02:00"));
            script.event(correction("c1", t("03:00"), "e2", null));

            Clock first = script.clockAt(LATER, FIRST_RESPONSE);
            assertThat(first.verdict()).isEqualTo(Verdict.BREACHED);
            assertThat(first.breachAt()).isEqualTo(at(t("01:15")));
            assertThat(first.flags()).contains(Clock.STANDS_AS_ENDED);
            assertThat(script.clockAt(LATER, RESOLUTION).verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
        }

        @Test
        void aLatePlanTakenBackJudgesNothingThatHadEnded() {
            Script script = on("ALL")
                    .plan("premier", "ALL")
                    .target(RESOLUTION, "8h")
                    .target("premier", TicketSeverity.S2, RESOLUTION, "3h")
                    .opened(t("08:00"))
                    .planChanged(t("09:00"), "premier")
                    .solved(t("12:00"));
            script.event(correction("/contracts", "c1", t("14:00"), "p2", null));

            Clock clock = script.clockAt(LATER, RESOLUTION);
            assertThat(clock.verdict()).isEqualTo(Verdict.BREACHED);
            assertThat(clock.breachAt()).isEqualTo(at(t("11:00")));
            assertThat(clock.flags()).contains(Clock.STANDS_AS_ENDED);
        }

        private TicketEvent correction(String id, String time, String of, @Nullable Map<String, Object> replacement) {
            return correction("/desk", id, time, of, replacement);
        }

        private TicketEvent correction(
                String source, String id, String time, String of, @Nullable Map<String, Object> replacement) {
            return TicketEvent.builder("/operator", id, EventType.CORRECTION, "7", at(time))
                    .correction(new TicketEvent.Correction(new TicketEvent.Key(source, of), replacement, null))
                    .build();
        }

        @Test
        void contractPeriodsChangeThePlanByThemselves() {
            Script script = on("ALL").noContract().plan("premier", "ALL");
            Clock clock = script.contract("basic", null, t("10:00"))
                    .contract("premier", t("10:00"), null)
                    .target(RESOLUTION, "8h")
                    .target("premier", TicketSeverity.S2, RESOLUTION, "3h")
                    .opened(t("08:00"))
                    .clockAt(t("10:30"), RESOLUTION);

            assertThat(clock.plan()).isEqualTo("premier");
            assertThat(clock.dueAt()).isEqualTo(at(t("11:00")));
        }

        @Test
        void aContractKnownAheadIsLookedAtWhenItBegins() {
            Clock clock = on("ALL")
                    .noContract()
                    .contract("basic", null, t("10:00"))
                    .target(RESOLUTION, "8h")
                    .opened(t("08:00"))
                    .clockAt(t("09:00"), RESOLUTION);

            assertThat(clock.nextAt()).isEqualTo(at(t("10:00")));
        }

        @Test
        void anotherPolicyVersionCountsFromItsInstant() {
            Script script = on("ALL")
                    .target(RESOLUTION, "8h")
                    .policyChangesAt(t("10:00"))
                    .target(RESOLUTION, "3h")
                    .opened(t("08:00"));

            assertThat(script.clockAt(t("09:59"), RESOLUTION).policyVersion()).isEqualTo(1);
            Clock clock = script.clockAt(t("10:30"), RESOLUTION);
            assertThat(clock.policyVersion()).isEqualTo(2);
            assertThat(clock.dueAt()).isEqualTo(at(t("11:00")));
        }

        @Test
        void theSeverityComesFromThePriorityWhereTheSourceHasNone() {
            Script script = on("ALL")
                    .target("basic", TicketSeverity.S1, RESOLUTION, "1h")
                    .opened(t("08:00"))
                    .event(t("09:00"), EventType.PRIORITY_CHANGED, e -> e.change("normal", "urgent"));

            assertThat(script.foldAt(LATER).severity()).isEqualTo(TicketSeverity.S1);
            script.severity(t("09:30"), "S4");
            assertThat(script.foldAt(LATER).severity()).isEqualTo(TicketSeverity.S4);
        }

        @Test
        void aCustomerKnownLateWasACustomerAllAlong() {
            Clock clock = on("ALL")
                    .target(FIRST_RESPONSE, "2h")
                    .opened(t("08:00"), e -> e.customer(null))
                    .event(t("11:00"), EventType.CUSTOMER_CHANGED, e -> e.change(null, Script.CUSTOMER))
                    .clockAt(t("11:30"), FIRST_RESPONSE);

            assertThat(clock.plan()).isEqualTo("basic");
            assertThat(clock.breachAt()).isEqualTo(at(t("11:00")));
            assertThat(clock.reason()).isEqualTo("regraded");
        }

        @Test
        void withoutContractNothingIsPromised() {
            Clock clock = on("ALL")
                    .noContract()
                    .target(FIRST_RESPONSE, "2h")
                    .opened(t("08:00"))
                    .clockAt(LATER, FIRST_RESPONSE);

            assertThat(clock.verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
            assertThat(clock.reason()).isEqualTo("no_contract");
        }
    }

    @Nested
    class Endings {
        @Test
        void aMergeCancelsWhatIsOpenAndKeepsBreaches() {
            Script script = ticket().event(t("11:00"), EventType.TICKET_MERGED, e -> e.attr("merged_into", "9"))
                    .agent(t("11:30"));

            assertThat(script.clockAt(LATER, FIRST_RESPONSE).verdict()).isEqualTo(Verdict.BREACHED);
            Clock resolution = script.clockAt(LATER, RESOLUTION);
            assertThat(resolution.verdict()).isEqualTo(Verdict.CANCELLED);
            assertThat(resolution.reason()).isEqualTo("merged");
            assertThat(resolution.cancelledAt()).isEqualTo(at(t("11:00")));
        }

        @ParameterizedTest
        @CsvSource({"spam, spam, true", "wrong desk, deleted, true", "merged, merged, false"})
        void deletingCancels(String given, String reason, boolean deleted) {
            Clock clock = ticket().event(t("09:00"), EventType.TICKET_DELETED, e -> e.attr("reason", given))
                    .clockAt(LATER, FIRST_RESPONSE);

            assertThat(clock.reason()).isEqualTo(reason);
            assertThat(clock.flags().contains("deleted")).isEqualTo(deleted);
        }

        @Test
        void whoWaitsOnAMergedTicketGoesOnWaitingByOption() {
            TicketEvent message = TicketEvent.builder("/desk", "child", EventType.MESSAGE_CUSTOMER, "6", at(t("09:00")))
                    .channel(Channel.EMAIL)
                    .build();
            Script script = ticket().agent(t("08:30")).carried(t("09:30"), message);
            assertThat(script.clocksAt(t("09:40"), NEXT_RESPONSE)).isEmpty();

            script.rules(Script.RulesBuilder::mergeCarryWaiting);
            Clock clock = script.clockAt(t("09:40"), NEXT_RESPONSE);
            assertThat(clock.startedAt()).isEqualTo(at(t("09:00")));
            assertThat(clock.usedSeconds()).isEqualTo(2400);
        }

        private Script answered() {
            return on("ALL")
                    .target(FIRST_RESPONSE, "2h")
                    .target(NEXT_RESPONSE, "1h")
                    .opened(t("08:00"))
                    .agent(t("08:10"));
        }

        /** The first message is e3, the second e4. */
        @Test
        void theObligationMovesWithAMessageSplitOff() {
            Script script = answered()
                    .customer(t("09:00"))
                    .event(
                            t("09:20"),
                            EventType.TICKET_SPLIT,
                            e -> e.change(null, "8").attr("message", "e3"));

            Clock clock = script.clockAt(LATER, NEXT_RESPONSE);
            assertThat(clock.verdict()).isEqualTo(Verdict.CANCELLED);
            assertThat(clock.reason()).isEqualTo("split");
            assertThat(clock.cancelledAt()).isEqualTo(at(t("09:20")));
            assertThat(script.foldAt(LATER).waitingSince()).isNull();
        }

        @Test
        void whoElseWaitsIsWaitedForFromTheOldestMessageThatStays() {
            Script script = answered()
                    .customer(t("09:00"))
                    .customer(t("09:10"))
                    .event(
                            t("09:20"),
                            EventType.TICKET_SPLIT,
                            e -> e.change(null, "8").attr("message", "e3"));

            List<Clock> clocks = script.clocksAt(t("09:30"), NEXT_RESPONSE);
            assertThat(clocks).extracting(Clock::verdict).containsExactly(Verdict.CANCELLED, Verdict.OPEN);
            assertThat(clocks.get(1).startedAt()).isEqualTo(at(t("09:10")));
            assertThat(clocks.get(1).usedSeconds()).isEqualTo(20 * 60);
        }

        @Test
        void aMessageSplitOffBehindTheOldestOneLeavesItsClock() {
            Script script = answered()
                    .customer(t("09:00"))
                    .customer(t("09:10"))
                    .event(
                            t("09:20"),
                            EventType.TICKET_SPLIT,
                            e -> e.change(null, "8").attr("message", "e4"));

            assertThat(script.clockAt(LATER, NEXT_RESPONSE).breachAt()).isEqualTo(at(t("10:00")));
        }

        @Test
        void aBreachBeforeTheSplitStaysAndAThankYouThatWentAwayStartsNothing() {
            Script late = answered()
                    .customer(t("09:00"))
                    .event(
                            t("10:20"),
                            EventType.TICKET_SPLIT,
                            e -> e.change(null, "8").attr("message", "e3"));
            assertThat(late.clockAt(LATER, NEXT_RESPONSE).breachAt()).isEqualTo(at(t("10:00")));
            assertThat(late.clockAt(LATER, NEXT_RESPONSE).overrunSeconds()).isEqualTo(20 * 60);

            Script thanks = answered()
                    .solved(t("08:30"))
                    .customer(t("09:00"))
                    .event(
                            t("09:20"),
                            EventType.TICKET_SPLIT,
                            e -> e.change(null, "8").attr("message", "e4"))
                    .reopened(t("09:30"));
            assertThat(thanks.clocksAt(LATER, NEXT_RESPONSE)).isEmpty();
        }

        @Test
        void aSplitTakenBackLeavesTheObligationHere() {
            Script script = answered()
                    .customer(t("09:00"))
                    .event(
                            t("09:20"),
                            EventType.TICKET_SPLIT,
                            e -> e.change(null, "8").attr("message", "e3"));
            script.event(TicketEvent.builder("/operator", "c", EventType.CORRECTION, "7", at(t("09:40")))
                    .correction(new TicketEvent.Correction(new TicketEvent.Key("/desk", "e4"), null, null))
                    .build());

            assertThat(script.clockAt(LATER, NEXT_RESPONSE).breachAt()).isEqualTo(at(t("10:00")));
        }

        @ParameterizedTest
        @CsvSource({"SPLIT, 08:00", "MESSAGE, 07:30"})
        void aTicketSplitOffStartsByOption(Rules.SplitStart option, String start) {
            Clock clock = ticket().rules(r -> r.splitStart(option))
                    .split(t("08:00"), t("07:30"))
                    .clockAt(t("08:10"), FIRST_RESPONSE);

            assertThat(clock.startedAt()).isEqualTo(at(t(start)));
        }

        @Test
        void missingEarlyHistoryIsFlagged() {
            Clock clock = on("ALL")
                    .target(FIRST_RESPONSE, "2h")
                    .customer(t("09:00"), e -> e.customer(Script.CUSTOMER))
                    .clockAt(t("09:30"), FIRST_RESPONSE);

            assertThat(clock.flags()).contains("history_incomplete");
            assertThat(clock.startedAt()).isEqualTo(at(t("09:00")));
        }
    }

    @Nested
    class Lateness {
        @Test
        void eventsOfTheFutureWaitAndAreWarnedOf() {
            Script script = ticket().agent(t("09:30"), e -> e.receivedAt(at(t("09:00"))));
            FoldResult early = script.foldAt(t("09:10"));

            assertThat(early.clocks().get(0).verdict()).isEqualTo(Verdict.OPEN);
            assertThat(early.clocks().get(0).nextAt()).isEqualTo(at(t("09:00")).plusSeconds(1800));
            assertThat(early.warnings()).singleElement().asString().contains("check the clock of the source");
            assertThat(script.clockAt(t("09:30"), FIRST_RESPONSE).verdict()).isEqualTo(Verdict.MET);
        }

        @Test
        void backfillIsFoldedButSilent() {
            Clock clock = on("ALL")
                    .target(FIRST_RESPONSE, "2h")
                    .opened(t("08:00"), e -> e.attr("backfill", true).receivedAt(at(t("20:00"))))
                    .clockAt(LATER, FIRST_RESPONSE);

            assertThat(clock.verdict()).isEqualTo(Verdict.BREACHED);
            assertThat(clock.silentUntil()).isEqualTo(at(t("20:00")));
        }

        @Test
        void everySourceThatFeedsTheTicketMustHavePassed() {
            Script script = ticket();
            Watermarks marks = new Watermarks(Map.of("/desk", at(t("10:00"))), Instant.MAX);
            assertThat(confirmation(script, marks)).isEqualTo(Confirmation.PROVISIONAL);
            assertThat(confirmation(script, new Watermarks(Map.of("/desk", at(t("10:00:01"))), Instant.MAX)))
                    .isEqualTo(Confirmation.CONFIRMED);
            assertThat(confirmation(script, new Watermarks(Map.of("/other", at(t("09:00"))), Instant.MAX)))
                    .isEqualTo(Confirmation.CONFIRMED);
        }

        private Confirmation confirmation(Script script, Watermarks marks) {
            return java.util.Objects.requireNonNull(script.fold()
                    .fold(script.history(script.events()), marks, at(LATER))
                    .clocks()
                    .get(0)
                    .confirmation());
        }
    }

    @Nested
    class Marks {
        @Test
        void comeInBusinessTimeWithABoundedLead() {
            Clock clock =
                    on("ALL").target(FIRST_RESPONSE, "15m").opened(t("08:00")).clockAt(t("08:08"), FIRST_RESPONSE);

            assertThat(clock.marks())
                    .containsExactly(
                            new Clock.Mark("50", 450, at(t("08:07:30"))),
                            new Clock.Mark("warn", 450, at(t("08:07:30"))),
                            new Clock.Mark("75", 675, at(t("08:11:15"))),
                            new Clock.Mark("90", 810, at(t("08:13:30"))),
                            new Clock.Mark("breach", 901, at(t("08:15:01"))));
            assertThat(clock.nextAt()).isEqualTo(at(t("08:11:15")));
            assertThat(clock.alarmKey(clock.marks().get(2))).isEqualTo("desk/7/first_response/1/75/1");
        }

        @Test
        void theBreachIsToldAtTheFirstLateSecondNotAtTheDeadline() {
            Clock clock = on("CN9")
                    .target(FIRST_RESPONSE, "8h")
                    .opened("2026-06-18T10:00+08:00")
                    .clockAt("2026-06-18T18:00+08:00", FIRST_RESPONSE);

            assertThat(clock.dueAt()).isEqualTo(at("2026-06-18T18:00+08:00"));
            assertThat(clock.nextAt()).isEqualTo(at("2026-06-22T09:00:01+08:00"));
        }

        @ParameterizedTest
        @CsvSource({
            "2026-06-18T18:00:00+08:00, MET",
            "2026-06-22T09:00:00+08:00, MET",
            "2026-06-22T09:00:01+08:00, BREACHED"
        })
        void anAnswerBetweenDeadlineAndBreachIsMet(String answered, Verdict verdict) {
            Clock clock = on("CN9")
                    .target(FIRST_RESPONSE, "8h")
                    .opened("2026-06-18T10:00+08:00")
                    .agent(answered)
                    .clockAt("2026-06-23T10:00+08:00", FIRST_RESPONSE);

            assertThat(clock.verdict()).isEqualTo(verdict);
        }

        @Test
        void aPauseLongerThanTheClockLeavesItOpen() {
            Clock clock = ticket().status(t("08:10"), "waiting_customer").clockAt("2026-12-31T00:00Z", RESOLUTION);

            assertThat(clock.verdict()).isEqualTo(Verdict.OPEN);
            assertThat(clock.usedSeconds()).isEqualTo(600);
        }

        @Test
        void aTargetFilledWhenThePauseBeginsBreachesOnResume() {
            Script script = ticket().status(t("16:00"), "waiting_customer");
            Clock paused = script.clockAt(t("18:00"), RESOLUTION);
            assertThat(paused.verdict()).isEqualTo(Verdict.OPEN);
            assertThat(paused.dueAt()).isEqualTo(at(t("16:00")));
            assertThat(paused.breachAt()).isNull();

            Clock resumed = script.status(t("19:00"), "open").clockAt(t("19:00"), RESOLUTION);
            assertThat(resumed.verdict()).isEqualTo(Verdict.OPEN);
            assertThat(resumed.breachAt()).isEqualTo(at(t("19:00")));
            assertThat(script.clockAt(t("19:00:01"), RESOLUTION).verdict()).isEqualTo(Verdict.BREACHED);
        }

        @Test
        void aRegradeLeavesPassedMarksAtItsInstant() {
            Clock clock = on("ALL")
                    .target("basic", TicketSeverity.S2, RESOLUTION, "8h")
                    .target("basic", TicketSeverity.S1, RESOLUTION, "2h")
                    .opened(t("08:00"))
                    .severity(t("09:35"), "S1")
                    .clockAt(t("09:40"), RESOLUTION);

            assertThat(clock.marks())
                    .filteredOn(m -> m.at().equals(at(t("09:35"))))
                    .extracting(Clock.Mark::name)
                    .containsExactly("50", "75");
        }
    }

    @Test
    void aCalendarThatNeverOpensIsUnreachable() {
        Script script = on("NEVER").target(FIRST_RESPONSE, "1h").opened(t("08:00"));
        var never = new dev.watchkeeper.calendar.CalendarFile(
                "NEVER", 1, null, "UTC", Map.of(), null, null, null, Map.of(), Map.of());
        Fold fold = new Fold(
                script.fold().policies(),
                dev.watchkeeper.calendar.ServiceCalendars.of(
                        List.of(never.spec()), dev.watchkeeper.calendar.HolidaySets.shipped()),
                script.fold().contracts());

        Clock clock = fold.fold(script.history(script.events()), Watermarks.COMPLETE, at(LATER))
                .clocks()
                .get(0);
        assertThat(clock.dueAt()).isNull();
        assertThat(clock.verdict()).isEqualTo(Verdict.OPEN);
        assertThat(clock.flags()).contains("unreachable");
    }

    @Test
    void yearsWithoutHolidaysAreFlagged() {
        Clock clock = on("CN").target(RESOLUTION, "16h")
                .opened("2026-12-31T15:00+08:00")
                .clockAt("2026-12-31T16:00+08:00", RESOLUTION);

        assertThat(clock.flags()).containsExactly("calendar_incomplete:2027");
    }

    @Test
    void aTimelineTellsEveryEventAndWhatItDid() {
        FoldResult told = ticket().event(t("08:10"), EventType.NOTE_INTERNAL, e -> e)
                .agent(t("11:00"))
                .explainAt(LATER);

        assertThat(told.timeline())
                .extracting(FoldResult.Step::text)
                .anySatisfy(text -> assertThat(text).contains("target 7200 s on calendar ALL"))
                .anySatisfy(text -> assertThat(text).contains("no effect on any clock"))
                .anySatisfy(text -> assertThat(text).startsWith("breached"))
                .anySatisfy(text -> assertThat(text).contains("fulfilled: breached with 10800 s used"));
        assertThat(told.timeline()).isSortedAccordingTo(java.util.Comparator.comparing(FoldResult.Step::at));
    }
}
