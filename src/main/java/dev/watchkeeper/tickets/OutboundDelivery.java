package dev.watchkeeper.tickets;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what was written, outside any transaction: at least once, with growing pauses, given up after about a day.
 */
public final class OutboundDelivery {
    private static final Logger LOG = LoggerFactory.getLogger(OutboundDelivery.class);
    private static final Duration LEASE = Duration.ofMinutes(2);
    /** So few that a target which lets every call time out cannot outlast the lease of the last one. */
    private static final int BATCH = 10;
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

    public OutboundDelivery(OutboundEvents events, OutboundTransport transport, Clock clock) {
        this.events = events;
        this.transport = transport;
        this.clock = clock;
    }

    /** Delivers everything due; returns how many were delivered. */
    public int deliverPending() {
        int delivered = 0;
        while (true) {
            Instant now = clock.instant();
            List<OutboundEvents.Due> due = events.lease(now, now.plus(LEASE), BATCH);
            if (due.isEmpty()) {
                return delivered;
            }
            for (OutboundEvents.Due one : due) {
                delivered += deliver(one) ? 1 : 0;
            }
        }
    }

    private boolean deliver(OutboundEvents.Due one) {
        try {
            transport.deliver(one.target(), one.event());
        } catch (OutboundTransport.Undelivered e) {
            putOff(one, String.valueOf(e.getMessage()), !e.permanent());
            return false;
        } catch (RuntimeException e) {
            // What is wrong with one event must not keep back those behind it.
            LOG.error("Event {} for {} cannot be sent", one.event().id(), one.target(), e);
            putOff(one, e.toString(), true);
            return false;
        }
        events.delivered(one.number(), clock.instant());
        return true;
    }

    private void putOff(OutboundEvents.Due one, String why, boolean again) {
        boolean later = again && one.tries() < PAUSES.size();
        Instant next = later ? clock.instant().plus(PAUSES.get(one.tries())) : null;
        LOG.warn("Event {} not taken by {}: {}{}", one.event().id(), one.target(), why, later ? "" : "; given up");
        events.failed(one.number(), why, next);
    }
}
