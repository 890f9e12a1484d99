package dev.watchkeeper.tickets;

import java.util.Comparator;

/**
 * The total order of the fold: second, type rank, source, source sequence, id. Sequences are never compared across
 * differing seconds or ranks: a comparator that did so "if the source is the same" would not be transitive.
 */
public final class EventOrder {
    public static final Comparator<TicketEvent> FOLD = Comparator.comparingLong(
                    (TicketEvent e) -> e.occurredAt().getEpochSecond())
            .thenComparingInt(e -> e.kind().rank())
            .thenComparing(TicketEvent::source)
            .thenComparing(TicketEvent::seq, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(TicketEvent::id);

    private EventOrder() {}
}
