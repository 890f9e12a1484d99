package dev.watchkeeper.tickets;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The wire form of an event (CloudEvents 1.0) as plain maps: read with clear errors, written back without loss.
 * <p>Unknown fields are kept, unknown types accepted; what the fold relies on is checked here, once.
 */
public final class EventForm {
    /** Many systems write their numbers in quotes. */
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");

    private static final Set<String> ENVELOPE =
            Set.of("specversion", "id", "source", "type", "subject", "time", "datacontenttype", "data");
    private static final Set<String> DATA = Set.of(
            "customer",
            "actor",
            "channel",
            "public",
            "automatic",
            "seq",
            "from",
            "to",
            "attrs",
            "raw_ref",
            "supersedes",
            "replacement",
            "reason",
            "complete_to");

    private static final Set<String> INITIATORS = Set.of("agent", "customer", "system");
    private static final List<String> FLAGS = List.of("live", "backfill", "history_incomplete");

    private EventForm() {}

    /**
     * Reads one event.
     *
     * @throws InvalidEvent naming the field and what is accepted
     */
    public static TicketEvent read(Map<String, Object> envelope) {
        TicketEvent event = readStored(envelope);
        checkWords(event.attrs());
        return event;
    }

    /** The same for an event of the log, where an older version may have kept words that are no longer taken in. */
    public static TicketEvent readStored(Map<String, Object> envelope) {
        try {
            return readChecked(envelope);
        } catch (InvalidEvent e) {
            throw e;
        } catch (IllegalArgumentException e) { // from the enums: same quality of message
            throw new InvalidEvent(String.valueOf(e.getMessage()));
        }
    }

    private static TicketEvent readChecked(Map<String, Object> envelope) {
        String version = text(envelope, "specversion");
        if (version != null && !version.equals("1.0")) {
            throw new InvalidEvent("specversion '" + version + "' is not supported; accepted: 1.0");
        }
        String wire = required(envelope, "type");
        EventType type = EventType.of(wire);
        Map<String, Object> data = map(envelope, "data");
        Instant time = instant("time", required(envelope, "time"));
        String subject = text(envelope, "subject");
        if (subject == null && (type == EventType.SOURCE_WATERMARK || type == EventType.UNKNOWN)) {
            subject = required(envelope, "source");
        }
        if (subject == null) {
            throw new InvalidEvent("subject is missing; it must be the ticket's key in the source");
        }
        boolean message = type == EventType.MESSAGE_CUSTOMER || type == EventType.MESSAGE_AGENT;
        TicketEventBuilder event = new TicketEventBuilder(
                        required(envelope, "source"), required(envelope, "id"), wire, subject, time)
                .customer(text(data, "customer"))
                .actor(actor(data, type))
                .channel(data.get("channel") == null ? null : Channel.of(required(data, "channel")))
                .isPublic(flag(data, "public", message))
                .automatic(flag(data, "automatic", message))
                .seq(number(data, "seq"))
                .change(text(data, "from"), text(data, "to"))
                .attrs(map(data, "attrs"))
                .rawRef(text(data, "raw_ref"))
                .extensions(without(envelope, ENVELOPE))
                .moreData(without(data, reserved(type)));
        switch (type) {
            case CORRECTION -> event.correction(correction(data));
            case SOURCE_WATERMARK -> event.completeTo(instant("data.complete_to", required(data, "complete_to")));
            case SEVERITY_CHANGED -> TicketSeverity.of(required(data, "to"));
            case PLAN_CHANGED -> planChanged(event, subject, data);
            case TICKET_MERGED -> required(map(data, "attrs"), "merged_into");
            default -> {}
        }
        checkAttributes(map(data, "attrs"));
        return event.build();
    }

    /** The wire form of an event; {@link #read} of it gives an equal event, but for {@code receivedAt}. */
    public static Map<String, Object> write(TicketEvent event) {
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("specversion", "1.0");
        envelope.put("id", event.id());
        envelope.put("source", event.source());
        envelope.put("type", event.type());
        envelope.put("subject", event.subject());
        envelope.put("time", event.occurredAt().toString());
        envelope.put("datacontenttype", "application/json");
        envelope.putAll(event.extensions());
        Map<String, Object> data = new LinkedHashMap<>();
        put(data, "customer", event.customer());
        Actor actor = event.actor();
        if (actor != null) {
            Map<String, Object> who = new LinkedHashMap<>();
            who.put("kind", actor.kind().word());
            put(who, "id", actor.id());
            put(who, "name", actor.name());
            data.put("actor", who);
        }
        Channel channel = event.channel();
        put(data, "channel", channel == null ? null : channel.word());
        data.put("public", event.isPublic());
        data.put("automatic", event.automatic());
        put(data, "seq", event.seq());
        put(data, "from", event.from());
        put(data, "to", event.to());
        if (!event.attrs().isEmpty()) {
            data.put("attrs", event.attrs());
        }
        put(data, "raw_ref", event.rawRef());
        TicketEvent.Correction correction = event.correction();
        if (correction != null) {
            data.put(
                    "supersedes",
                    Map.of(
                            "source",
                            correction.supersedes().source(),
                            "id",
                            correction.supersedes().id()));
            putNullable(data, "replacement", correction.replacement());
            put(data, "reason", correction.reason());
        }
        Instant completeTo = event.completeTo();
        put(data, "complete_to", completeTo == null ? null : completeTo.toString());
        data.putAll(event.moreData());
        envelope.put("data", data);
        return envelope;
    }

    /** The event that a correction leaves: its replacement laid over the old one, maps field by field. */
    static TicketEvent overlay(TicketEvent old, Map<String, Object> replacement) {
        Map<String, Object> form = write(old);
        replacement.forEach((name, value) -> {
            // Short form: a field of data written at the top, as operators tend to do.
            Map<String, Object> target = DATA.contains(name) ? map(form, "data") : form;
            layOver(target, name, value);
        });
        form.put("source", old.source());
        form.put("id", old.id());
        TicketEvent laid = readStored(form);
        if (replacement.containsKey("attrs") || replacement.containsKey("data")) {
            checkWords(laid.attrs());
        }
        EventLimits.checkFields(laid);
        Instant receivedAt = old.receivedAt();
        return receivedAt == null ? laid : laid.withReceivedAt(receivedAt);
    }

    @SuppressWarnings("unchecked")
    private static void layOver(Map<String, Object> target, String name, @Nullable Object value) {
        if (value instanceof Map<?, ?> over && target.get(name) instanceof Map<?, ?> under) {
            Map<String, Object> merged = new LinkedHashMap<>((Map<String, Object>) under);
            over.forEach((key, inner) -> layOver(merged, String.valueOf(key), inner));
            target.put(name, merged);
        } else {
            putNullable(target, name, value);
        }
    }

    private static Set<String> reserved(EventType type) {
        return type == EventType.UNKNOWN ? Set.of() : DATA;
    }

    private static void planChanged(TicketEventBuilder event, String subject, Map<String, Object> data) {
        required(data, "to");
        if (subject.startsWith("customer:") && text(data, "customer") == null) {
            event.customer(subject.substring("customer:".length()));
        }
    }

    private static void checkAttributes(Map<String, Object> attrs) {
        String severity = text(attrs, "severity");
        if (severity != null) {
            TicketSeverity.of(severity);
        }
        String category = text(attrs, "status_category");
        if (category != null) {
            StatusCategory.of(category);
        }
    }

    private static void checkWords(Map<String, Object> attrs) {
        String initiator = text(attrs, "initiated_by");
        if (initiator != null && !INITIATORS.contains(initiator)) {
            throw new InvalidEvent(
                    "data.attrs.initiated_by '" + initiator + "' is not known; accepted: agent, customer, system");
        }
        for (String name : FLAGS) {
            String flag = text(attrs, name);
            if (flag != null && !flag.equals("true") && !flag.equals("false")) {
                throw new InvalidEvent("data.attrs." + name + " '" + flag + "' is no boolean; accepted: true, false");
            }
        }
    }

    private static @Nullable Actor actor(Map<String, Object> data, EventType type) {
        if (data.get("actor") == null) {
            return switch (type) {
                case MESSAGE_CUSTOMER -> new Actor(Actor.Kind.CUSTOMER, null, null);
                case MESSAGE_AGENT -> new Actor(Actor.Kind.AGENT, null, null);
                default -> null;
            };
        }
        Map<String, Object> actor = map(data, "actor");
        return new Actor(Actor.Kind.of(required(actor, "kind")), text(actor, "id"), text(actor, "name"));
    }

    private static TicketEvent.Correction correction(Map<String, Object> data) {
        Map<String, Object> supersedes = map(data, "supersedes");
        if (supersedes.isEmpty()) {
            throw new InvalidEvent(
                    "data.supersedes is missing; a correction names {source, id} of the event it corrects");
        }
        if (!data.containsKey("replacement")) {
            throw new InvalidEvent(
                    "data.replacement is missing; give the fields to change, or null to withdraw the event");
        }
        Map<String, Object> replacement = data.get("replacement") == null ? null : map(data, "replacement");
        if (replacement != null && replacement.get("time") != null) {
            instant("data.replacement.time", required(replacement, "time"));
        }
        return new TicketEvent.Correction(
                new TicketEvent.Key(required(supersedes, "source"), required(supersedes, "id")),
                replacement,
                text(data, "reason"));
    }

    private static Instant instant(String field, String value) {
        try {
            return EventLimits.time(field, WireTime.parse(value));
        } catch (DateTimeException e) {
            throw new InvalidEvent(
                    field + " '" + value + "' is no RFC 3339 time with offset, for example 2026-09-07T01:00:00Z");
        }
    }

    private static String required(Map<String, Object> map, String field) {
        String value = text(map, field);
        if (value == null || value.isBlank()) {
            throw new InvalidEvent(field + " is missing; it must be a non-empty text");
        }
        return value;
    }

    private static @Nullable String text(Map<String, Object> map, String field) {
        Object value = map.get(field);
        if (value == null) {
            return null;
        }
        if (value instanceof Map || value instanceof List) {
            throw new InvalidEvent(field + " must be a text, not an object or list");
        }
        return value.toString();
    }

    private static boolean flag(Map<String, Object> data, String field, boolean required) {
        Object value = data.get(field);
        if (value == null && !required) {
            return false;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw new InvalidEvent("data." + field + (value == null ? " is missing" : " '" + value + "' is no boolean")
                + "; messages need" + " public and automatic, each true or false");
    }

    private static @Nullable Long number(Map<String, Object> data, String field) {
        Object value = data.get(field);
        if (value == null) {
            return null;
        }
        if (value instanceof Integer || value instanceof Long) {
            return ((Number) value).longValue();
        }
        if (value instanceof String text && WHOLE.matcher(text).matches()) {
            return Long.valueOf(text);
        }
        throw new InvalidEvent("data." + field + " '" + value + "' is no whole number");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Map<String, Object> map, String field) {
        Object value = map.get(field);
        if (value == null) {
            return Map.of();
        }
        if (value instanceof Map<?, ?> inner) {
            return (Map<String, Object>) inner;
        }
        throw new InvalidEvent(field + " must be an object with named fields");
    }

    private static Map<String, Object> without(Map<String, Object> map, Set<String> known) {
        if (known.containsAll(map.keySet())) {
            return Map.of();
        }
        Map<String, Object> rest = new LinkedHashMap<>(map);
        rest.keySet().removeAll(known);
        return rest;
    }

    private static void put(Map<String, Object> map, String name, @Nullable Object value) {
        if (value != null) {
            map.put(name, value);
        }
    }

    @SuppressWarnings("NullAway") // null is a JSON value here: it withdraws, or clears a field
    private static void putNullable(Map<String, Object> map, String name, @Nullable Object value) {
        map.put(name, value);
    }
}
