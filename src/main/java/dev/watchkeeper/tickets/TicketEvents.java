package dev.watchkeeper.tickets;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The event log: append-only, idempotent by (source, id). Every write joins the running transaction, so that cursors
 * and watermarks commit with the events they stand for. Safe for several threads and nodes.
 */
public interface TicketEvents {
    /**
     * Stores what is not there yet and queues the tickets it concerns for folding. The same id with other content goes
     * to quarantine; the first content stays. So does what the store refuses for what it holds, although it is within
     * the limits; the others are stored.
     *
     * @param events with {@code receivedAt} set, within {@link EventLimits}
     */
    Appended append(Collection<TicketEvent> events);

    /** The events whose ticket key is one of these, with those that name it (merged into, split to), in no order. */
    Map<String, List<TicketEvent>> ofTickets(Collection<String> ticketKeys);

    default List<TicketEvent> ofTicket(String ticketKey) {
        return ofTickets(List.of(ticketKey)).getOrDefault(ticketKey, List.of());
    }

    /** Events that concern every open ticket of a customer (changes of plan), by customer. */
    Map<String, List<TicketEvent>> ofCustomers(Collection<String> customers);

    /** Those of the keys that are in the log. */
    Set<TicketEvent.Key> known(Collection<TicketEvent.Key> keys);

    /** Keeps what could not be taken into the log, with the reason. */
    void quarantine(Quarantined what);

    /** What is in quarantine, newest first. */
    List<Quarantined> quarantined(int limit);

    /**
     * What became of an append.
     *
     * @param stored new events
     * @param repeated events that were there already
     * @param conflicts keys that were there with other content
     * @param refused keys of what the store could not take
     */
    record Appended(int stored, int repeated, List<TicketEvent.Key> conflicts, List<TicketEvent.Key> refused) {
        public static final Appended NOTHING = new Appended(0, 0, List.of());

        public Appended {
            conflicts = List.copyOf(conflicts);
            refused = List.copyOf(refused);
        }

        public Appended(int stored, int repeated, List<TicketEvent.Key> conflicts) {
            this(stored, repeated, conflicts, List.of());
        }
    }

    /**
     * Input that was set aside.
     *
     * @param eventId null if it could not even be read
     * @param body as received, cut to a length that can be stored
     */
    record Quarantined(String sourceId, @Nullable String eventId, Instant receivedAt, String reason, String body) {}
}
