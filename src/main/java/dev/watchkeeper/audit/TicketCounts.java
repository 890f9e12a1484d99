package dev.watchkeeper.audit;

import dev.watchkeeper.health.TicketSign;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** When customers opened tickets, as the ticket systems told us. */
public interface TicketCounts {
    /**
     * The instants at which tickets were opened, in any order.
     *
     * @param customers the names under which ticket systems know the customer, for example its domains
     */
    List<Instant> opened(Collection<String> customers, Instant from, Instant to);

    /**
     * What tickets of a customer say, newest first; without titles where a ticket system gives none.
     *
     * @param customers the names under which ticket systems know the customer
     */
    default List<TicketSign> signs(Collection<String> customers, Instant from, Instant to) {
        return List.of();
    }

    /** When the oldest ticket of any customer was opened; empty if there are none. */
    Optional<Instant> oldest();
}
