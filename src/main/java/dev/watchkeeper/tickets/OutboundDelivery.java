package dev.watchkeeper.tickets;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what was written, outside any transaction: at least once, with growing pauses, given up after about a day.
 */
public final class OutboundDelivery {
    private static final Logger LOG = LoggerFactory.getLogger(OutboundDelivery.class);
    private static final Duration LEASE = Duration.ofMinutes(2);
    /** How long a target is left alone after failures in a row; the first may be the event's own fault. */
    private static final List<Duration> RESTS =
            List.of(Duration.ZERO, Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(2));
    /** Pauses after each failed try. */
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(3),
            Duration.ofHours(6),
            Duration.ofHours(12));

    private final OutboundEvents events;
    private final OutboundTransport transport;
    private final Clock clock;
    private final Map<String, Rest> rests = new ConcurrentHashMap<>();

    private record Rest(int failures, Instant until) {}

    public OutboundDelivery(OutboundEvents events, OutboundTransport transport, Clock clock) {
        this.events = events;
        this.transport = transport;
        this.clock = clock;
    }

    /** Delivers everything due; returns how many were delivered. */
    public int deliverPending() {
        int delivered = 0;
        for (String target : events.targetsDue(clock.instant())) {
            Rest rest = rests.get(target);
            if (rest == null || !rest.until().isAfter(clock.instant())) {
                delivered += deliverTo(target);
            }
        }
        return delivered;
    }

    private enum Outcome {
        DELIVERED,
        /** The event's own fault. */
        NOT_DELIVERED,
        NO_ANSWER
    }

    /** Until nothing is due for it, or it does not answer: then it rests, so that the others need not wait for it. */
    private int deliverTo(String target) {
        int delivered = 0;
        while (true) {
            Instant now = clock.instant();
            List<OutboundEvents.Due> due = events.lease(target, now, now.plus(LEASE), 1);
            if (due.isEmpty()) {
                return delivered;
            }
            switch (deliver(due.get(0))) {
                case DELIVERED -> {
                    delivered++;
                    rests.remove(target);
                }
                case NOT_DELIVERED -> {
                    // The next one may fare better.
                }
                case NO_ANSWER -> {
                    Rest before = rests.get(target);
                    int failures = before == null ? 1 : before.failures() + 1;
                    Duration rest = RESTS.get(Math.min(failures, RESTS.size()) - 1);
                    rests.put(target, new Rest(failures, clock.instant().plus(rest)));
                    if (failures > 1) {
                        return delivered;
                    }
                }
            }
        }
    }

    private Outcome deliver(OutboundEvents.Due one) {
        try {
            transport.deliver(one.target(), one.event());
        } catch (OutboundTransport.Undelivered e) {
            putOff(one, String.valueOf(e.getMessage()), !e.permanent());
            return e.permanent() ? Outcome.NOT_DELIVERED : Outcome.NO_ANSWER;
        } catch (RuntimeException e) {
            // What is wrong with one event must not keep back those behind it.
            LOG.error("Event {} for {} cannot be sent", one.event().id(), one.target(), e);
            putOff(one, e.toString(), true);
            return Outcome.NOT_DELIVERED;
        }
        events.delivered(one.number(), clock.instant());
        return Outcome.DELIVERED;
    }

    private void putOff(OutboundEvents.Due one, String why, boolean again) {
        boolean later = again && one.tries() < PAUSES.size();
        Instant next = later ? clock.instant().plus(PAUSES.get(one.tries())) : null;
        LOG.warn("Event {} not taken by {}: {}{}", one.event().id(), one.target(), why, later ? "" : "; given up");
        events.failed(one.number(), why, next);
    }
}
