package dev.watchkeeper.google;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line of requests in which the waiting tenants take turns: one with a thousand requests waiting does not hold up one
 * with a single request. Not for use by several threads.
 */
final class FairLine {
    private final Map<String, ArrayDeque<Ticket>> ring = new LinkedHashMap<>();
    private int waiting;

    /** A request that waits or has been let through. */
    static final class Ticket {
        final String tenant;
        boolean granted;

        private Ticket(String tenant) {
            this.tenant = tenant;
        }
    }

    /** Gets in line; a tenant new in line is behind all tenants already waiting. */
    Ticket join(String tenant) {
        Ticket ticket = new Ticket(tenant);
        ring.computeIfAbsent(tenant, t -> new ArrayDeque<>()).add(ticket);
        waiting++;
        return ticket;
    }

    /** Leaves the line without having been let through. */
    void leave(Ticket ticket) {
        ArrayDeque<Ticket> line = ring.get(ticket.tenant);
        if (line != null && line.remove(ticket)) {
            waiting--;
            if (line.isEmpty()) {
                ring.remove(ticket.tenant);
            }
        }
    }

    /** Lets the next one through; null if nobody waits. */
    @Nullable
    Ticket next() {
        Iterator<Map.Entry<String, ArrayDeque<Ticket>>> first = ring.entrySet().iterator();
        if (!first.hasNext()) {
            return null;
        }
        Map.Entry<String, ArrayDeque<Ticket>> entry = first.next();
        String tenant = entry.getKey();
        ArrayDeque<Ticket> line = entry.getValue();
        first.remove();
        Ticket ticket = line.remove();
        if (!line.isEmpty()) {
            ring.put(tenant, line);
        }
        ticket.granted = true;
        waiting--;
        return ticket;
    }

    int waiting() {
        return waiting;
    }

    int tenants() {
        return ring.size();
    }
}
