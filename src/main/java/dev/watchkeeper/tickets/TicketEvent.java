package dev.watchkeeper.tickets;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The canonical event, one fact from a ticket system; immutable. (source, id) is unique for ever.
 *
 * @param source as on the wire, for example {@code /zendesk/main}
 * @param type as on the wire; {@link #kind()} is what we make of it
 * @param subject the ticket's key in that source
 * @param occurredAt by the source's clock, unrounded
 * @param receivedAt when we got it; null until the intake sets it
 * @param customer primary domain of the customer, if known
 * @param isPublic visible to the customer; false where it does not apply
 * @param automatic not written by a human; false where it does not apply
 * @param seq the source's sequence; orders events of one source within one second and rank
 * @param from old value of a change
 * @param to new value of a change
 * @param attrs plain values (text, number, boolean, list, map or null) under the names of the reference
 * @param correction set on corrections only
 * @param completeTo set on watermarks only
 * @param extensions envelope attributes unknown to us, kept
 * @param moreData fields of {@code data} unknown to us, kept
 */
public record TicketEvent(
        String source,
        String id,
        String type,
        String subject,
        Instant occurredAt,
        @Nullable Instant receivedAt,
        @Nullable String customer,
        @Nullable Actor actor,
        @Nullable Channel channel,
        boolean isPublic,
        boolean automatic,
        @Nullable Long seq,
        @Nullable String from,
        @Nullable String to,
        Map<String, Object> attrs,
        @Nullable String rawRef,
        @Nullable Correction correction,
        @Nullable Instant completeTo,
        Map<String, Object> extensions,
        Map<String, Object> moreData) {

    /** What makes an event one and the same. */
    public record Key(String source, String id) {}

    /**
     * Replaces or withdraws an earlier event.
     *
     * @param replacement a partial event in wire form laid over the old one; null withdraws it
     */
    public record Correction(
            Key supersedes,
            @Nullable Map<String, Object> replacement,
            @Nullable String reason) {
        public Correction {
            replacement = replacement == null ? null : frozen(replacement);
        }
    }

    public TicketEvent {
        requireText("source", source);
        requireText("id", id);
        requireText("type", type);
        requireText("subject", subject);
        attrs = frozen(attrs);
        extensions = frozen(extensions);
        moreData = frozen(moreData);
    }

    public Key key() {
        return new Key(source, id);
    }

    public EventType kind() {
        return EventType.of(type);
    }

    /** {@code /zendesk/main} as it is called in {@code sources.yaml} and in our ticket keys: {@code zendesk-main}. */
    public static String sourceId(String source) {
        return (source.startsWith("/") ? source.substring(1) : source).replace('/', '-');
    }

    public String sourceId() {
        return sourceId(source);
    }

    /**
     * Our key of the ticket, {@code zendesk-main/4711}. A correction belongs to the ticket of the event it supersedes;
     * for watermarks and plan changes the key names no ticket.
     */
    public String ticketKey() {
        String owner = correction == null ? source : correction.supersedes().source();
        return sourceId(owner) + "/" + subject;
    }

    /** True if this concerns a ticket; false for watermarks and for plan changes, which concern a customer. */
    public boolean concernsTicket() {
        return kind() != EventType.SOURCE_WATERMARK && !concernsCustomer();
    }

    /** True for a change that is folded into every open ticket of {@link #customer()}. */
    public boolean concernsCustomer() {
        return kind() == EventType.PLAN_CHANGED && subject.startsWith("customer:");
    }

    /** An attribute as text; empty if absent or null. */
    public Optional<String> attr(String name) {
        Object value = attrs.get(name);
        return value == null ? Optional.empty() : Optional.of(value.toString());
    }

    public boolean attrIsTrue(String name) {
        return attr(name).filter("true"::equals).isPresent();
    }

    public boolean isBackfill() {
        return attrIsTrue("backfill");
    }

    public boolean isBy(Actor.Kind kind) {
        return actor != null && actor.kind() == kind;
    }

    public TicketEvent withReceivedAt(Instant at) {
        return toBuilder().receivedAt(at).build();
    }

    /** The same content, whenever received: the test for "same id with other content". */
    public boolean sameContent(TicketEvent other) {
        return toBuilder()
                .receivedAt(null)
                .build()
                .equals(other.toBuilder().receivedAt(null).build());
    }

    public TicketEventBuilder toBuilder() {
        return new TicketEventBuilder(this);
    }

    public static TicketEventBuilder builder(
            String source, String id, EventType type, String subject, Instant occurredAt) {
        return new TicketEventBuilder(source, id, type.wire(), subject, occurredAt);
    }

    /** For a type of the source's own, which is kept and ignored by the fold. */
    public static TicketEventBuilder builder(
            String source, String id, String wireType, String subject, Instant occurredAt) {
        return new TicketEventBuilder(source, id, wireType, subject, occurredAt);
    }

    private static void requireText(String field, String value) {
        if (value.isBlank()) {
            throw new InvalidEvent(field + " is empty; it must be a non-empty text");
        }
    }

    private static Map<String, Object> frozen(Map<String, Object> map) {
        if (map.isEmpty()) {
            return Map.of();
        }
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((name, value) -> copy.put(name, frozenValue(value)));
        return Collections.unmodifiableMap(copy);
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // null is a JSON value and stays one
    private static Object frozenValue(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return frozen((Map<String, Object>) map);
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(one -> copy.add(frozenValue(one)));
            return Collections.unmodifiableList(copy);
        }
        return value;
    }
}
