package dev.watchkeeper.tickets;

import dev.watchkeeper.tenant.Keys;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long and how odd the texts, numbers and times of tickets may be: the one place that says so. Checked where events
 * come in (webhooks, rows, lines, replays); columns are at least as wide, which a test compares with the schema of both
 * engines; ids that are built from these texts are bounded by what they are built from.
 *
 * <p>Lengths are in characters as Java and H2 count them (two for an emoji), of which PostgreSQL counts fewer. What is
 * part of a key is limited in bytes too: an entry of an index of PostgreSQL ends at 2,704.
 */
public final class EventLimits {
    public static final int SOURCE = 200;
    public static final int ID = 400;
    public static final int TYPE = 200;
    public static final int SUBJECT = 400;
    public static final int CUSTOMER = 255;
    /** No plan of plans.yaml is called by a longer name. */
    public static final int PLAN = 100;
    /** Bytes of UTF-8 of an id or a subject. */
    public static final int KEY_BYTES = 1200;
    /** Characters of the whole event as JSON, which may be a little longer than it came. */
    public static final int BODY = 1_048_576;

    /** Our key of a ticket: the source's id, a slash, the subject. */
    public static final int TICKET_KEY = SOURCE + 1 + SUBJECT;
    /** The key of a clock: the ticket's, its metric and its cycle. */
    public static final int CLOCK_ID = TICKET_KEY + "/periodic_update/".length() + 10;
    /** An event of ours for others: the clock's key, what happened, a version and a second. */
    public static final int OUTBOUND_ID = CLOCK_ID + "/retracted/".length() + 10 + 1 + 12;
    /** Source and id of an event; openings that we infer of relatives have a longer id than what they come from. */
    public static final int EVENT_REF = SOURCE + 1 + ID + "/opened".length();

    /** Outside these bounds a time is a mistake, and would make calendars grow without end. */
    private static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private EventLimits() {}

    /**
     * Returns the event if it can be stored, and whatever is made of it as well.
     *
     * @throws InvalidEvent naming the field that is too long or holds control characters
     */
    public static TicketEvent check(TicketEvent event) {
        checkFields(event);
        long size = jsonLength(EventForm.write(event));
        if (size > BODY) {
            throw new InvalidEvent("the event has " + size + " characters as it is stored; at most " + BODY
                    + ", so leave attachments and long texts out");
        }
        return event;
    }

    /** The same without its size as a whole. */
    static void checkFields(TicketEvent event) {
        key("source", event.source(), SOURCE);
        if (event.source().chars().anyMatch(Character::isWhitespace)) {
            throw new InvalidEvent(
                    "source '" + event.source() + "' holds blanks; a URI such as /zendesk/main is needed");
        }
        key("id", event.id(), ID);
        text("type", event.type(), TYPE);
        key("subject", event.subject(), SUBJECT);
        text("data.customer", event.customer(), CUSTOMER);
        event.attr("merged_into").ifPresent(into -> key("data.attrs.merged_into", into, SUBJECT));
        event.attr("plan").ifPresent(plan -> text("data.attrs.plan", plan, PLAN));
        TicketEvent.Correction correction = event.correction();
        if (correction != null) {
            key("data.supersedes.source", correction.supersedes().source(), SOURCE);
            key("data.supersedes.id", correction.supersedes().id(), ID);
        }
        switch (event.kind()) {
            case TICKET_SPLIT -> key("data.to", event.to(), SUBJECT);
            case PLAN_CHANGED -> text("data.to", event.to(), PLAN);
            case CUSTOMER_CHANGED -> text("data.to", event.to(), CUSTOMER);
            default -> {}
        }
        time("time", event.occurredAt());
        Instant completeTo = event.completeTo();
        if (completeTo != null) {
            time("data.complete_to", completeTo);
        }
    }

    /**
     * Returns the time if it lies within the reach of calendars and columns.
     *
     * @throws InvalidEvent if it does not
     */
    public static Instant time(String field, Instant time) {
        if (time.isBefore(EARLIEST) || !time.isBefore(LATEST)) {
            throw new InvalidEvent(field + " '" + time + "' lies outside 1990 to 2199");
        }
        return time;
    }

    /** A plan's name as it stands in events that were stored before there was a limit; a longer one names no plan. */
    public static @Nullable String plan(@Nullable String plan) {
        return plan == null ? null : Keys.bounded(plan, PLAN);
    }

    /** The same of a customer. */
    public static @Nullable String customer(@Nullable String customer) {
        return customer == null ? null : Keys.bounded(customer, CUSTOMER);
    }

    private static void key(String field, @Nullable String value, int most) {
        text(field, value, most);
        if (value != null && 3L * value.length() > KEY_BYTES) {
            int bytes = value.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > KEY_BYTES) {
                throw new InvalidEvent(field + " has " + bytes + " bytes; at most " + KEY_BYTES);
            }
        }
    }

    private static void text(String field, @Nullable String value, int most) {
        if (value == null) {
            return;
        }
        if (value.length() > most) {
            throw new InvalidEvent(field + " has " + value.length() + " characters; at most " + most);
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isISOControl(c)) {
                throw new InvalidEvent(field + " holds control characters; plain text is needed");
            }
            if (Character.isSurrogate(c)) {
                if (Character.charCount(value.codePointAt(i)) < 2) {
                    throw new InvalidEvent(field + " holds half a character (a lone surrogate); plain text is needed");
                }
                i++;
            }
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
