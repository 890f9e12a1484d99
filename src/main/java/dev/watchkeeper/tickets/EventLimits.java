package dev.watchkeeper.tickets;

import org.jspecify.annotations.Nullable;

/** What the event log can hold; checked where events come in, so that a store never meets worse. */
public final class EventLimits {
    public static final int SOURCE = 200;
    public static final int ID = 400;
    public static final int TYPE = 200;
    public static final int SUBJECT = 400;
    public static final int CUSTOMER = 255;

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
}
