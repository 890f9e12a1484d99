package dev.watchkeeper.sla;

import dev.watchkeeper.tickets.EventOrder;
import dev.watchkeeper.tickets.TicketEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The customer's messages that nobody has answered yet, oldest first. Used by one thread. */
final class Unanswered {
    private final TreeSet<TicketEvent> inOrder = new TreeSet<>(EventOrder.FOLD);
    private final Map<TicketEvent.Key, TicketEvent> byKey = new HashMap<>();

    void add(TicketEvent message) {
        if (byKey.putIfAbsent(message.key(), message) == null) {
            inOrder.add(message);
        }
    }

    /** Takes a message out; null if it does not wait here. */
    @Nullable
    TicketEvent remove(TicketEvent.Key key) {
        TicketEvent message = byKey.remove(key);
        if (message != null) {
            inOrder.remove(message);
        }
        return message;
    }

    @Nullable
    TicketEvent oldest() {
        return inOrder.isEmpty() ? null : inOrder.first();
    }

    void clear() {
        inOrder.clear();
        byKey.clear();
    }
}
