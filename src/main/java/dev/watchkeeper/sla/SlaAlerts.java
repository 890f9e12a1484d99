package dev.watchkeeper.sla;

import dev.watchkeeper.mail.alert.AlertDesk;
import dev.watchkeeper.mail.alert.Moment;
import dev.watchkeeper.mail.alert.SlaAlert;
import dev.watchkeeper.tenant.Portfolio;
import dev.watchkeeper.tenant.Tenant;
import dev.watchkeeper.tenant.Text;
import dev.watchkeeper.tickets.Actor;
import dev.watchkeeper.tickets.EventOrder;
import dev.watchkeeper.tickets.TicketEvent;
import dev.watchkeeper.tickets.TicketEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells people: turns what happened to clocks into alerts about promises, for the desk that writes the mails. */
public final class SlaAlerts implements NewsDesk {
    private static final int MOST_EVENTS = 6;

    private final AlertDesk desk;
    private final TicketEvents log;
    private final Supplier<Portfolio> portfolio;
    private final Pages pages;

    /** Pages of tickets for people. */
    public interface Pages {
        /** Null if the source has none. */
        @Nullable
        String of(String sourceId, String subject);
    }

    public SlaAlerts(AlertDesk desk, TicketEvents log, Supplier<Portfolio> portfolio, Pages pages) {
        this.desk = desk;
        this.log = log;
        this.portfolio = portfolio;
        this.pages = pages;
    }

    @Override
    public void tell(List<ClockNews> news, Instant now) {
        List<SlaAlert> alerts = new ArrayList<>();
        for (ClockNews one : news) {
            String customer = one.clock().customer();
            Optional<Tenant> tenant =
                    customer == null ? Optional.empty() : portfolio.get().byDomain(customer);
            tenant.flatMap(t -> alert(one, t, now)).ifPresent(alerts::add);
        }
        desk.tell(alerts, now);
    }

    /** The incident of a clock, the same for its whole life. */
    public static String incident(Clock clock) {
        return ClockName.of(clock);
    }

    private Optional<SlaAlert> alert(ClockNews one, Tenant tenant, Instant now) {
        Clock clock = one.clock();
        ClockBook.TicketCard card = one.ticket();
        ClockBook.FallenMark mark = one.mark();
        Long target = clock.targetSeconds();
        SlaAlert.Kind kind = asItStands(kind(one.kind(), clock), clock);
        boolean rings = kind == SlaAlert.Kind.MARK || kind == SlaAlert.Kind.BREACH;
        if (target == null || (rings && (mark == null || clock.dueAt() == null))) {
            return Optional.empty();
        }
        List<TicketEvent> events = log.ofTicket(clock.ticket()).stream()
                .filter(event -> !event.occurredAt().isAfter(now))
                .sorted(EventOrder.FOLD)
                .toList();
        Instant seenTo = clock.watermark();
        boolean known = seenTo.isAfter(Instant.EPOCH) && !seenTo.isAfter(now);
        Instant ackedAt = card.ackedAt();
        String assignee = card.assignee();
        Long remaining = clock.remainingSeconds();
        return Optional.of(new SlaAlert(
                kind,
                desk.incident(ClockName.names(clock), Set.of(card.subject())),
                mark == null ? "" : mark.mark(),
                clock.targetVersion(),
                tenant.id(),
                card.shownNumber(),
                card.title() == null ? "" : card.title(),
                pages.of(card.sourceId(), card.subject()),
                clock.metric().word(),
                clock.severity().name(),
                Duration.ofSeconds(target),
                clock.calendar() == null ? "" : clock.calendar(),
                card.openedAt() == null ? clock.startedAt() : card.openedAt(),
                clock.dueAt(),
                Duration.ofSeconds(clock.usedSeconds()),
                remaining == null ? null : Duration.ofSeconds(remaining),
                now,
                assignee == null
                        ? null
                        : portfolio.get().person(assignee).map(p -> p.id()).orElse(null),
                assignee,
                events.stream().anyMatch(SlaAlerts::isReply),
                clock.isProvisional(),
                known ? seenTo : null,
                clock.fulfilledAt(),
                doneBy(clock, events),
                kind == SlaAlert.Kind.PAUSED ? card.status() : clock.reason(),
                clock.marks().stream()
                        .filter(m -> m.name().equals("warn") && m.at().isAfter(now))
                        .map(Clock.Mark::at)
                        .findFirst()
                        .orElse(null),
                null,
                null,
                ackedAt != null,
                moments(events)));
    }

    /** A mark or breach of a clock that has ended meanwhile is no alarm any more: it is told as the end that it came to. */
    private static SlaAlert.Kind asItStands(SlaAlert.Kind kind, Clock clock) {
        boolean rings = kind == SlaAlert.Kind.MARK || kind == SlaAlert.Kind.BREACH;
        if (!rings || (clock.fulfilledAt() == null && clock.cancelledAt() == null)) {
            return kind;
        }
        if (clock.fulfilledAt() == null) {
            return SlaAlert.Kind.ENDED;
        }
        return clock.verdict() == Verdict.BREACHED ? SlaAlert.Kind.MET_LATE : SlaAlert.Kind.MET;
    }

    private static SlaAlert.Kind kind(ClockNews.Kind kind, Clock clock) {
        return switch (kind) {
            case MARK -> SlaAlert.Kind.MARK;
            case BREACH -> SlaAlert.Kind.BREACH;
            case ANSWERED -> SlaAlert.Kind.MET;
            case ANSWERED_LATE -> SlaAlert.Kind.MET_LATE;
            case RETRACTED, RESTATED ->
                clock.verdict() == Verdict.BREACHED ? SlaAlert.Kind.MET_LATE : SlaAlert.Kind.RETRACTED;
            case PAUSED -> SlaAlert.Kind.PAUSED;
            case MOVED -> SlaAlert.Kind.MOVED;
            case ENDED -> SlaAlert.Kind.ENDED;
        };
    }

    private static boolean isReply(TicketEvent event) {
        return event.kind() == dev.watchkeeper.tickets.EventType.MESSAGE_AGENT
                && event.isPublic()
                && !event.automatic();
    }

    private static @Nullable String doneBy(Clock clock, List<TicketEvent> events) {
        TicketEvent.Key end = clock.deciding().end();
        return events.stream()
                .filter(event -> event.key().equals(end))
                .map(TicketEvent::actor)
                .filter(java.util.Objects::nonNull)
                .map(actor -> actor.name() == null ? actor.id() : actor.name())
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static List<Moment> moments(List<TicketEvent> events) {
        List<Moment> moments = new ArrayList<>();
        for (TicketEvent event : events) {
            Text what = what(event);
            if (what != null) {
                moments.add(new Moment(event.occurredAt(), what));
            }
        }
        moments.sort(Comparator.comparing(Moment::at));
        return moments.size() <= MOST_EVENTS ? moments : moments.subList(moments.size() - MOST_EVENTS, moments.size());
    }

    private static @Nullable Text what(TicketEvent event) {
        boolean byCustomer = event.isBy(Actor.Kind.CUSTOMER);
        return switch (event.kind()) {
            case TICKET_OPENED -> byCustomer ? new Text("Opened by the customer", "客户提交") : new Text("Opened", "提交");
            case MESSAGE_CUSTOMER -> new Text("Customer wrote", "客户来信");
            case MESSAGE_AGENT ->
                event.automatic()
                        ? new Text("Automatic reply (does not count)", "自动回复（不算）")
                        : new Text("Public reply", "公开回复");
            case NOTE_INTERNAL -> new Text("Internal note (does not count)", "内部备注（不算）");
            case SEVERITY_CHANGED -> new Text("Severity now " + event.to(), "严重级别改为 " + event.to());
            case STATUS_CHANGED -> new Text("Status changed", "状态变更");
            case TICKET_SOLVED -> new Text("Solved", "已解决");
            case TICKET_CLOSED -> new Text("Closed", "已关闭");
            case TICKET_REOPENED -> new Text("Reopened", "重新打开");
            case ASSIGNMENT_CHANGED -> new Text("Assigned", "分配");
            default -> null;
        };
    }
}
