package dev.watchkeeper.sla;

import dev.watchkeeper.tickets.TicketEvent;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything the fold needs to know of one ticket.
 *
 * @param events as stored, in any order, repeats and corrections included; plan changes of the customer may be among
 *     them
 * @param splitAt when this ticket was split off another one; null if it was not
 * @param splitMessageAt when the message split off was written; null if unknown
 * @param carried customers left waiting on tickets merged into this one
 */
public record TicketHistory(
        String key,
        Collection<TicketEvent> events,
        @Nullable Instant splitAt,
        @Nullable Instant splitMessageAt,
        List<Carried> carried) {
    /** A customer who waits for an answer on a ticket that was merged into this one. */
    public record Carried(Instant mergedAt, TicketEvent message) {}

    public TicketHistory(String key, Collection<TicketEvent> events) {
        this(key, events, null, null, List.of());
    }
}
