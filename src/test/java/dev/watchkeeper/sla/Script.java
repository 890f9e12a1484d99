package dev.watchkeeper.sla;

import dev.watchkeeper.calendar.CalendarFile;
import dev.watchkeeper.calendar.CalendarSpec;
import dev.watchkeeper.calendar.HolidaySets;
import dev.watchkeeper.calendar.ServiceCalendars;
import dev.watchkeeper.calendar.Window;
import dev.watchkeeper.tenant.Contract;
import dev.watchkeeper.tenant.Text;
import dev.watchkeeper.tickets.Actor;
import dev.watchkeeper.tickets.Channel;
import dev.watchkeeper.tickets.EventType;
import dev.watchkeeper.tickets.TicketEvent;
import dev.watchkeeper.tickets.TicketEventBuilder;
import dev.watchkeeper.tickets.TicketSeverity;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A ticket's story told line by line, and a small world of plans to fold it in. */
final class Script {
    static final String KEY = "desk/7";
    static final String CUSTOMER = "example.cn";

    /** CN, CN9 and ALL of the reference's examples, and ALL in another zone. */
    static final ServiceCalendars CALENDARS = ServiceCalendars.of(
            List.of(
                    china("CN", "09:00-12:00", "13:30-18:00"),
                    china("CN9", "09:00-18:00"),
                    CalendarSpec.always("ALL"),
                    new CalendarFile(
                                    "OFFICE",
                                    1,
                                    null,
                                    "UTC",
                                    Map.of("mon-fri", List.of(Window.of("09:00-17:00"))),
                                    null,
                                    null,
                                    null,
                                    Map.of(),
                                    Map.of())
                            .spec()),
            HolidaySets.shipped());

    private final List<TicketEvent> events = new ArrayList<>();
    private final Map<String, Plan> plans = new LinkedHashMap<>();
    private final Map<String, Map<TicketSeverity, Map<Metric, Duration>>> targets = new LinkedHashMap<>();
    private final List<CalendarOverride> overrides = new ArrayList<>();
    private final List<Policy> olderVersions = new ArrayList<>();
    private List<Contract> contracts = new ArrayList<>();
    private Rules rules = Rules.STANDARD;
    private @Nullable Instant effectiveFrom;
    private Watermarks watermarks = Watermarks.COMPLETE;
    private List<TicketHistory.Carried> carried = List.of();
    private @Nullable Instant splitAt;
    private @Nullable Instant splitMessageAt;
    private int ids;

    private static CalendarSpec china(String id, String... hours) {
        return new CalendarFile(
                        id,
                        1,
                        null,
                        "Asia/Shanghai",
                        Map.of(
                                "mon-fri",
                                List.of(hours).stream().map(Window::of).toList()),
                        null,
                        new CalendarFile.Holidays(List.of("cn"), true),
                        new CalendarFile.Makeup("cn", List.of("copy:mon")),
                        Map.of(),
                        Map.of())
                .spec();
    }

    static Instant at(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    /** One plan for everything: calendar and the targets given as metric, hours or 15m. */
    static Script on(String calendar) {
        return new Script().plan("basic", calendar).contract("basic", null, null);
    }

    Script plan(String id, String calendar) {
        plans.put(id, new Plan(Text.same(id), calendar, List.of(Channel.values()), Billing.INCLUDED, false, Map.of()));
        targets.putIfAbsent(id, new LinkedHashMap<>());
        return this;
    }

    Script channels(String id, Channel... channels) {
        Plan old = java.util.Objects.requireNonNull(plans.get(id));
        plans.put(id, new Plan(old.title(), old.calendar(), List.of(channels), old.billing(), false, Map.of()));
        return this;
    }

    Script override(CalendarOverride override) {
        overrides.add(override);
        return this;
    }

    Script contract(String plan, @Nullable String from, @Nullable String to) {
        contracts.add(new Contract(plan, from == null ? null : at(from), to == null ? null : at(to)));
        return this;
    }

    Script noContract() {
        contracts = new ArrayList<>();
        return this;
    }

    Script target(Metric metric, String duration) {
        for (TicketSeverity severity : TicketSeverity.values()) {
            target("basic", severity, metric, duration);
        }
        return this;
    }

    Script target(String plan, TicketSeverity severity, Metric metric, String duration) {
        targets.computeIfAbsent(plan, p -> new LinkedHashMap<>())
                .computeIfAbsent(severity, s -> new LinkedHashMap<>())
                .put(metric, Duration.parse("PT" + duration.toUpperCase(java.util.Locale.ROOT)));
        return this;
    }

    Script rules(UnaryOperator<RulesBuilder> change) {
        rules = change.apply(new RulesBuilder(rules)).build();
        return this;
    }

    /** What was said so far rules until then; later lines describe the next version. */
    Script policyChangesAt(String time) {
        olderVersions.add(policy());
        effectiveFrom = at(time);
        return this;
    }

    Script watermark(String time) {
        watermarks = new Watermarks(Map.of(), at(time));
        return this;
    }

    Script carried(String mergedAt, TicketEvent message) {
        carried = List.of(new TicketHistory.Carried(at(mergedAt), message));
        return this;
    }

    Script split(String splitTime, String messageTime) {
        splitAt = at(splitTime);
        splitMessageAt = at(messageTime);
        return this;
    }

    Script opened(String time) {
        return opened(time, e -> e);
    }

    Script opened(String time, UnaryOperator<TicketEventBuilder> more) {
        return event(
                time,
                EventType.TICKET_OPENED,
                e -> more.apply(e.customer(CUSTOMER)
                        .actor(Actor.customer("c1"))
                        .channel(Channel.EMAIL)
                        .isPublic(true)
                        .attr("severity", "S2")
                        .attr("status_category", "new")));
    }

    Script customer(String time) {
        return customer(time, e -> e);
    }

    Script customer(String time, UnaryOperator<TicketEventBuilder> more) {
        return event(
                time,
                EventType.MESSAGE_CUSTOMER,
                e -> more.apply(
                        e.actor(Actor.customer("c1")).channel(Channel.EMAIL).isPublic(true)));
    }

    Script agent(String time) {
        return agent(time, e -> e);
    }

    Script agent(String time, UnaryOperator<TicketEventBuilder> more) {
        return event(
                time,
                EventType.MESSAGE_AGENT,
                e -> more.apply(
                        e.actor(Actor.agent("u1")).channel(Channel.EMAIL).isPublic(true)));
    }

    Script status(String time, String to) {
        return event(time, EventType.STATUS_CHANGED, e -> e.change(null, to));
    }

    Script solved(String time) {
        return event(time, EventType.TICKET_SOLVED, e -> e.change("open", "solved"));
    }

    Script closed(String time) {
        return event(time, EventType.TICKET_CLOSED, e -> e.change("solved", "closed"));
    }

    Script reopened(String time) {
        return event(time, EventType.TICKET_REOPENED, e -> e.change("solved", "open"));
    }

    Script severity(String time, String to) {
        return event(time, EventType.SEVERITY_CHANGED, e -> e.change(null, to));
    }

    Script planChanged(String time, String to) {
        return event(
                TicketEvent.builder("/contracts", "p" + ++ids, EventType.PLAN_CHANGED, "customer:" + CUSTOMER, at(time))
                        .customer(CUSTOMER)
                        .change(null, to)
                        .build());
    }

    Script event(String time, EventType type, UnaryOperator<TicketEventBuilder> more) {
        return event(more.apply(TicketEvent.builder("/desk", "e" + ++ids, type, "7", at(time)))
                .build());
    }

    Script event(TicketEvent event) {
        events.add(event);
        return this;
    }

    List<TicketEvent> events() {
        return events;
    }

    private Policy policy() {
        Map<String, Map<TicketSeverity, Map<Metric, Duration>>> copy = new LinkedHashMap<>();
        targets.forEach((plan, bySeverity) -> {
            Map<TicketSeverity, Map<Metric, Duration>> inner = new LinkedHashMap<>();
            bySeverity.forEach((severity, byMetric) -> inner.put(severity, Map.copyOf(byMetric)));
            copy.put(plan, inner);
        });
        return new Policy(
                "test",
                olderVersions.size() + 1,
                effectiveFrom,
                plans,
                overrides,
                copy,
                Map.of("urgent", TicketSeverity.S1, "high", TicketSeverity.S2),
                TicketSeverity.S3,
                rules);
    }

    Fold fold() {
        List<Policy> versions = new ArrayList<>(olderVersions);
        versions.add(policy());
        return new Fold(Policies.of(versions), CALENDARS, Contracts.of(Map.of(CUSTOMER, contracts)));
    }

    FoldResult foldAt(String now) {
        return fold().fold(history(events), watermarks, at(now));
    }

    FoldResult explainAt(String now) {
        return fold().explain(history(events), watermarks, at(now));
    }

    TicketHistory history(List<TicketEvent> inOrder) {
        return new TicketHistory(KEY, inOrder, splitAt, splitMessageAt, carried);
    }

    List<Clock> clocksAt(String now, Metric metric) {
        return foldAt(now).clocks().stream().filter(c -> c.metric() == metric).toList();
    }

    Clock clockAt(String now, Metric metric) {
        List<Clock> found = clocksAt(now, metric);
        if (found.size() != 1) {
            throw new AssertionError("wanted one clock of " + metric + ", found " + found);
        }
        return found.get(0);
    }

    /** Rules with some of them changed. */
    static final class RulesBuilder {
        private Rules rules;

        RulesBuilder(Rules rules) {
            this.rules = rules;
        }

        Rules build() {
            return rules;
        }

        RulesBuilder pauseOn(dev.watchkeeper.tickets.StatusCategory... on) {
            return with(java.util.Set.of(on), rules.pauseFirstResponse(), rules.pauseNextResponse(), false);
        }

        RulesBuilder pauseFirstResponse() {
            return with(rules.pauseOn(), true, rules.pauseNextResponse(), rules.pauseNeedsMessage());
        }

        RulesBuilder pauseNextResponse(dev.watchkeeper.tickets.StatusCategory... on) {
            return with(rules.pauseOn(), rules.pauseFirstResponse(), java.util.Set.of(on), false);
        }

        RulesBuilder pauseNeedsMessage() {
            return with(rules.pauseOn(), rules.pauseFirstResponse(), rules.pauseNextResponse(), true);
        }

        private RulesBuilder with(
                java.util.Set<dev.watchkeeper.tickets.StatusCategory> on,
                boolean first,
                java.util.Set<dev.watchkeeper.tickets.StatusCategory> next,
                boolean needsMessage) {
            rules = new Rules(
                    on,
                    first,
                    next,
                    needsMessage,
                    rules.reopenWindow(),
                    rules.regrade(),
                    rules.closeWithoutReply(),
                    rules.hotlineFirstResponse(),
                    rules.channelEscalation(),
                    rules.mergeCarryWaiting(),
                    rules.splitStart(),
                    rules.calendarMode(),
                    rules.marks(),
                    rules.minLead());
            return this;
        }

        RulesBuilder regrade(String how) {
            return options(
                    Regrade.of(how),
                    rules.closeWithoutReply(),
                    rules.hotlineFirstResponse(),
                    rules.channelEscalation(),
                    rules.mergeCarryWaiting(),
                    rules.splitStart());
        }

        RulesBuilder closeWithoutReply(Rules.CloseWithoutReply how) {
            return options(
                    rules.regrade(),
                    how,
                    rules.hotlineFirstResponse(),
                    rules.channelEscalation(),
                    rules.mergeCarryWaiting(),
                    rules.splitStart());
        }

        RulesBuilder hotline(Rules.HotlineFirstResponse how) {
            return options(
                    rules.regrade(),
                    rules.closeWithoutReply(),
                    how,
                    rules.channelEscalation(),
                    rules.mergeCarryWaiting(),
                    rules.splitStart());
        }

        RulesBuilder channelEscalation() {
            return options(
                    rules.regrade(),
                    rules.closeWithoutReply(),
                    rules.hotlineFirstResponse(),
                    true,
                    rules.mergeCarryWaiting(),
                    rules.splitStart());
        }

        RulesBuilder mergeCarryWaiting() {
            return options(
                    rules.regrade(),
                    rules.closeWithoutReply(),
                    rules.hotlineFirstResponse(),
                    rules.channelEscalation(),
                    true,
                    rules.splitStart());
        }

        RulesBuilder splitStart(Rules.SplitStart start) {
            return options(
                    rules.regrade(),
                    rules.closeWithoutReply(),
                    rules.hotlineFirstResponse(),
                    rules.channelEscalation(),
                    rules.mergeCarryWaiting(),
                    start);
        }

        private RulesBuilder options(
                Regrade regrade,
                Rules.CloseWithoutReply close,
                Rules.HotlineFirstResponse hotline,
                boolean escalation,
                boolean carry,
                Rules.SplitStart split) {
            rules = new Rules(
                    rules.pauseOn(),
                    rules.pauseFirstResponse(),
                    rules.pauseNextResponse(),
                    rules.pauseNeedsMessage(),
                    rules.reopenWindow(),
                    regrade,
                    close,
                    hotline,
                    escalation,
                    carry,
                    split,
                    rules.calendarMode(),
                    rules.marks(),
                    rules.minLead());
            return this;
        }
    }
}
