package dev.watchkeeper.sla;

import dev.watchkeeper.tickets.Corrections;
import dev.watchkeeper.tickets.EventLimits;
import dev.watchkeeper.tickets.EventOrder;
import dev.watchkeeper.tickets.EventType;
import dev.watchkeeper.tickets.TicketEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The events of one ticket made ready for the fold: corrected, in order, none before the opening, none after now.
 *
 * @param opening the event that opens the ticket; null if its early history is missing or it was split off silently
 * @param openedAt epoch second; {@link RunningClock#UNSET} if there is nothing to fold
 * @param customer the first customer known, from the opening on
 * @param customerKnownAt when it became known, epoch second
 * @param sources that feed the ticket
 * @param nextHeldOut when the next event held out will count; null if none is
 * @param severitiesFrom the source states severities from this epoch second on; before it they follow from priorities
 */
record Prepared(
        List<TicketEvent> events,
        @Nullable TicketEvent opening,
        long openedAt,
        @Nullable String customer,
        long customerKnownAt,
        Set<String> sources,
        @Nullable Instant nextHeldOut,
        @Nullable Instant silentUntil,
        long severitiesFrom,
        Set<String> flags,
        List<String> warnings) {
    private static final Duration SKEW = Duration.ofMinutes(5);

    static Prepared of(TicketHistory history, Instant now) {
        return of(history, history.events(), now, Long.MAX_VALUE);
    }

    /** As it was known before an epoch second what customer and plan are. */
    static Prepared knownBefore(TicketHistory history, Instant now, long instant) {
        return of(history, LateKnowledge.knownBefore(instant, history.events()), now, instant);
    }

    private static Prepared of(TicketHistory history, Collection<TicketEvent> given, Instant now, long customerBefore) {
        Instant heldOut = null;
        for (TicketEvent event : given) {
            if (event.correction() != null && event.occurredAt().isAfter(now)) {
                heldOut = earlier(heldOut, event.occurredAt());
            }
        }
        Corrections.Effective effective = Corrections.apply(heldOut == null ? given : Corrections.saidBy(now, given));
        List<String> warnings = new ArrayList<>(effective.problems());
        Set<String> flags = new TreeSet<>();
        Set<String> sources = new LinkedHashSet<>();
        List<TicketEvent> events = new ArrayList<>();
        Instant silentUntil = null;
        long severitiesFrom = Long.MAX_VALUE;
        for (TicketEvent event : effective.events()) {
            if (event.kind() == EventType.SOURCE_WATERMARK) {
                continue;
            }
            if (!event.concernsCustomer()) {
                sources.add(event.source());
            }
            if (event.occurredAt().isAfter(now)) {
                Instant received = event.receivedAt();
                if (received != null && event.occurredAt().isAfter(received.plus(SKEW))) {
                    warnings.add("event " + event.source() + " " + event.id() + " is dated " + event.occurredAt()
                            + ", after it was received; held out until then, check the clock of the source");
                }
                heldOut = earlier(heldOut, event.occurredAt());
                continue;
            }
            if (event.kind() == EventType.SEVERITY_CHANGED) {
                severitiesFrom = Math.min(severitiesFrom, event.occurredAt().getEpochSecond());
            }
            if (event.isBackfill()) {
                Instant until = event.receivedAt() == null ? event.occurredAt() : event.receivedAt();
                silentUntil = silentUntil == null || until.isAfter(silentUntil) ? until : silentUntil;
            }
            events.add(event);
        }
        TicketEvent opening = null;
        for (TicketEvent event : events) {
            if (event.kind() == EventType.TICKET_OPENED) {
                opening = event;
                break;
            }
        }
        long openedAt = openedAt(history, events, opening, flags, now);
        List<TicketEvent> clamped = openedAt == RunningClock.UNSET ? List.of() : clamp(events, openedAt, flags);
        String customer = opening == null ? null : opening.customer();
        long knownAt = RunningClock.UNSET;
        for (TicketEvent event : clamped) {
            boolean known = event.occurredAt().getEpochSecond() < customerBefore;
            if (customer == null && known && !event.concernsCustomer()) {
                customer = event.kind() == EventType.CUSTOMER_CHANGED ? event.to() : event.customer();
                knownAt = event.occurredAt().getEpochSecond();
            }
        }
        if (opening != null && opening.attrIsTrue("history_incomplete")) {
            flags.add("history_incomplete");
        }
        return new Prepared(
                clamped,
                opening,
                openedAt,
                EventLimits.customer(customer),
                knownAt,
                sources,
                heldOut,
                silentUntil,
                severitiesFrom,
                flags,
                warnings);
    }

    private static Instant earlier(@Nullable Instant one, Instant other) {
        return one == null || other.isBefore(one) ? other : one;
    }

    private static long openedAt(
            TicketHistory history,
            List<TicketEvent> events,
            @Nullable TicketEvent opening,
            Set<String> flags,
            Instant now) {
        if (opening != null) {
            return opening.occurredAt().getEpochSecond();
        }
        Instant split = history.splitAt();
        if (split != null && !split.isAfter(now)) {
            return split.getEpochSecond();
        }
        for (TicketEvent event : events) {
            if (!event.concernsCustomer()) {
                flags.add("history_incomplete");
                return event.occurredAt().getEpochSecond();
            }
        }
        return RunningClock.UNSET;
    }

    /** Nothing happens on a ticket before it is opened; what is dated so is taken at the opening. */
    private static List<TicketEvent> clamp(List<TicketEvent> events, long openedAt, Set<String> flags) {
        List<TicketEvent> clamped = new ArrayList<>(events.size());
        boolean moved = false;
        for (TicketEvent event : events) {
            if (event.occurredAt().getEpochSecond() < openedAt && !event.concernsCustomer()) {
                if (event.kind() == EventType.MESSAGE_AGENT) {
                    flags.add("clock_skew");
                }
                clamped.add(event.toBuilder()
                        .occurredAt(Instant.ofEpochSecond(openedAt))
                        .build());
                moved = true;
            } else {
                clamped.add(event);
            }
        }
        if (moved) {
            clamped.sort(EventOrder.FOLD);
        }
        return clamped;
    }
}
