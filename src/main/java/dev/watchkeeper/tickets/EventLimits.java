package dev.watchkeeper.tickets;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the event log can hold; checked where events come in, so that a store never meets worse. */
public final class EventLimits {
    public static final int SOURCE = 200;
    public static final int ID = 400;
    public static final int TYPE = 200;
    public static final int SUBJECT = 400;
    public static final int CUSTOMER = 255;
    /** Characters of the whole event as JSON, which may be a little longer than it came. */
    public static final int BODY = 1_048_576;

    private EventLimits() {}

    /**
     * Returns the event if it can be stored.
     *
     * @throws InvalidEvent naming the field that is too long or holds control characters
     */
    public static TicketEvent check(TicketEvent event) {
        check("source", event.source(), SOURCE);
        if (event.source().chars().anyMatch(Character::isWhitespace)) {
            throw new InvalidEvent(
                    "source '" + event.source() + "' holds blanks; a URI such as /zendesk/main is needed");
        }
        check("id", event.id(), ID);
        check("type", event.type(), TYPE);
        check("subject", event.subject(), SUBJECT);
        check("data.customer", event.customer(), CUSTOMER);
        event.attr("merged_into").ifPresent(into -> check("data.attrs.merged_into", into, SUBJECT));
        if (event.kind() == EventType.TICKET_SPLIT) {
            check("data.to", event.to(), SUBJECT);
        }
        long size = jsonLength(EventForm.write(event));
        if (size > BODY) {
            throw new InvalidEvent("the event has " + size + " characters as it is stored; at most " + BODY
                    + ", so leave attachments and long texts out");
        }
        return event;
    }

    private static void check(String field, @Nullable String value, int most) {
        if (value == null) {
            return;
        }
        if (value.length() > most) {
            throw new InvalidEvent(field + " has " + value.length() + " characters; at most " + most);
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidEvent(field + " holds control characters; plain text is needed");
        }
    }

    /** Length of the value as compact JSON, counted without writing it. */
    static long jsonLength(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            long size = 2L + Math.max(0, map.size() - 1);
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                size += jsonLength(String.valueOf(entry.getKey())) + 1 + jsonLength(entry.getValue());
            }
            return size;
        }
        if (value instanceof Collection<?> list) {
            long size = 2L + Math.max(0, list.size() - 1);
            for (Object item : list) {
                size += jsonLength(item);
            }
            return size;
        }
        if (value instanceof CharSequence text) {
            return 2L + text.chars().mapToLong(EventLimits::escapedLength).sum();
        }
        return String.valueOf(value).length();
    }

    private static long escapedLength(int character) {
        return switch (character) {
            case '"', '\\', '\n', '\r', '\t', '\b', '\f' -> 2;
            default -> character < ' ' ? 6 : 1;
        };
    }
}
