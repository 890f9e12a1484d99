package dev.watchkeeper.google;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A token bucket whose tokens go to the waiting tenants in turn: one with a thousand requests waiting does not hold up
 * one with a single request. Pure: the time is passed in, nothing waits here. Not for use by several threads.
 *
 * <p>Guarantee: in any 60 seconds at most the configured number of requests is let through, the saved-up burst included.
 */
final class FairBucket {
    private static final double NANOS_PER_MINUTE = 60e9;

    private final int perMinute;
    private final Map<String, ArrayDeque<Ticket>> ring = new LinkedHashMap<>();
    private int nodes = 1;
    private double tokens;
    private long filledAt;

    /** A request that waits or has been let through. */
    static final class Ticket {
        final String tenant;
        boolean granted;

        private Ticket(String tenant) {
            this.tenant = tenant;
        }
    }

    FairBucket(int perMinute, long now) {
        this.perMinute = perMinute;
        this.filledAt = now;
        this.tokens = burst();
    }

    /** Gets in line; a tenant new in line is behind all tenants already waiting. */
    Ticket join(String tenant) {
        Ticket ticket = new Ticket(tenant);
        ring.computeIfAbsent(tenant, t -> new ArrayDeque<>()).add(ticket);
        return ticket;
    }

    /** Leaves the line without having been let through. */
    void leave(Ticket ticket) {
        ArrayDeque<Ticket> line = ring.get(ticket.tenant);
        if (line != null && line.remove(ticket) && line.isEmpty()) {
            ring.remove(ticket.tenant);
        }
    }

    /** Lets through whoever the saved tokens allow, one per tenant and turn; returns them. */
    List<Ticket> grant(long now) {
        refill(now);
        List<Ticket> granted = new ArrayList<>();
        while (tokens >= 1 && !ring.isEmpty()) {
            Iterator<Map.Entry<String, ArrayDeque<Ticket>>> first =
                    ring.entrySet().iterator();
            Map.Entry<String, ArrayDeque<Ticket>> entry = first.next();
            String tenant = entry.getKey();
            ArrayDeque<Ticket> line = entry.getValue();
            first.remove();
            Ticket ticket = line.remove();
            if (!line.isEmpty()) {
                ring.put(tenant, line);
            }
            ticket.granted = true;
            tokens -= 1;
            granted.add(ticket);
        }
        return granted;
    }

    /** How long until the next token is there, if one is missing; else 0. */
    long nanosToNext(long now) {
        refill(now);
        return tokens >= 1 ? 0 : (long) Math.ceil((1 - tokens) / ratePerNano());
    }

    /** Shares the quota with other nodes: each gets an equal part. */
    void share(int liveNodes) {
        nodes = Math.max(1, liveNodes);
        tokens = Math.min(tokens, burst());
    }

    /** Gives up what was saved: Google has just said that it is too much. */
    void drain(long now) {
        refill(now);
        tokens = 0;
    }

    int waiting() {
        return ring.values().stream().mapToInt(ArrayDeque::size).sum();
    }

    private void refill(long now) {
        long passed = now - filledAt;
        if (passed > 0) {
            tokens = Math.min(burst(), tokens + passed * ratePerNano());
            filledAt = now;
        }
    }

    private double quota() {
        return (double) perMinute / nodes;
    }

    private double burst() {
        return Math.max(1, quota() / 50);
    }

    /** Burst and steady flow together must not exceed the quota of any minute. */
    private double ratePerNano() {
        return Math.max(quota() - burst(), quota() / 2) / NANOS_PER_MINUTE;
    }
}
