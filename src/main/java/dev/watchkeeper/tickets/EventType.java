package dev.watchkeeper.tickets;

import java.util.HashMap;
import java.util.Map;

/** What happened, and its rank among events of one second (a message counts before a status change). */
public enum EventType {
    TICKET_OPENED("ticket.opened", 0),
    CUSTOMER_CHANGED("customer.changed", 1),
    PLAN_CHANGED("plan.changed", 1),
    PRIORITY_CHANGED("priority.changed", 1),
    SEVERITY_CHANGED("severity.changed", 1),
    MESSAGE_CUSTOMER("message.customer", 2),
    MESSAGE_AGENT("message.agent", 3),
    TICKET_REOPENED("ticket.reopened", 4),
    STATUS_CHANGED("status.changed", 5),
    TICKET_SOLVED("ticket.solved", 6),
    TICKET_CLOSED("ticket.closed", 7),
    TICKET_MERGED("ticket.merged", 8),
    TICKET_SPLIT("ticket.split", 8),
    TICKET_DELETED("ticket.deleted", 9),
    NOTE_INTERNAL("note.internal", 10),
    ASSIGNMENT_CHANGED("assignment.changed", 10),
    CORRECTION("correction", 11),
    SOURCE_WATERMARK("source.watermark", 11),
    /** A type we do not know: stored, ignored by the fold. */
    UNKNOWN("", 12);

    private static final String PREFIX = "watchkeeper.";
    private static final Map<String, EventType> BY_WIRE = new HashMap<>();

    static {
        for (EventType type : values()) {
            BY_WIRE.put(type.wire(), type);
        }
    }

    private final String name;
    private final int rank;

    EventType(String name, int rank) {
        this.name = name;
        this.rank = rank;
    }

    /** The value of {@code type} on the wire, for example {@code watchkeeper.message.agent}. */
    public String wire() {
        return PREFIX + name;
    }

    public int rank() {
        return rank;
    }

    /** The type of a wire name; {@link #UNKNOWN} if it is none of ours. */
    public static EventType of(String wire) {
        return BY_WIRE.getOrDefault(wire, UNKNOWN);
    }
}
