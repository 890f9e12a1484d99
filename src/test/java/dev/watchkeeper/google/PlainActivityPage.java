package dev.watchkeeper.google;

import com.google.api.client.json.JsonParser;
import com.google.api.client.json.JsonToken;
import dev.watchkeeper.health.ActivityEvent;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The plain way to read a page: everything becomes maps first. The fast way is held against it. */
record PlainActivityPage(
        List<ActivityEvent> events, @Nullable String nextToken) {
    /** Reads activity by activity, so that a page is never held as JSON. */
    static PlainActivityPage read(JsonParser body, String application) throws IOException {
        List<ActivityEvent> events = new ArrayList<>();
        String token = null;
        while (JsonValues.next(body) == JsonToken.FIELD_NAME) {
            String name = body.getText();
            JsonToken value = JsonValues.next(body);
            if (name.equals("items") && value == JsonToken.START_ARRAY) {
                while (JsonValues.next(body) != JsonToken.END_ARRAY) {
                    flatten(JsonValues.object(JsonValues.read(body)), application, events);
                }
            } else if (name.equals("error")) {
                throw new IOException("it holds an error although the status is 200");
            } else if (name.equals("items") && value != JsonToken.VALUE_NULL) {
                throw new IOException("items is not a list");
            } else {
                Object read = JsonValues.read(body);
                if (name.equals("nextPageToken")) {
                    token = JsonValues.text(read);
                }
            }
        }
        return new PlainActivityPage(events, token == null || token.isEmpty() ? null : token);
    }

    private static void flatten(Map<String, Object> activity, String application, List<ActivityEvent> into) {
        Map<String, Object> id = JsonValues.object(activity.get("id"));
        Map<String, Object> actor = JsonValues.object(activity.get("actor"));
        String own = JsonValues.text(id.get("applicationName"));
        Long qualifier = JsonValues.whole(id.get("uniqueQualifier"));
        int index = 0;
        List<?> events = JsonValues.list(activity.get("events"));
        if (events.isEmpty()) {
            // Not a shape of Google's: kept as an event without time, so that it is counted as unreadable.
            into.add(new ActivityEvent(
                    own.isEmpty() ? application : own,
                    null,
                    qualifier == null ? 0 : qualifier,
                    0,
                    "",
                    "",
                    null,
                    null,
                    null,
                    null,
                    Map.of()));
        }
        for (Object one : events) {
            Map<String, Object> event = JsonValues.object(one);
            into.add(new ActivityEvent(
                    own.isEmpty() ? application : own,
                    time(id.get("time")),
                    qualifier == null ? 0 : qualifier,
                    index++,
                    JsonValues.text(event.get("type")),
                    JsonValues.text(event.get("name")),
                    orNull(actor.get("email")),
                    actorId(actor),
                    orNull(activity.get("ipAddress")),
                    asn(activity),
                    parameters(event.get("parameters"))));
        }
    }

    /** A key such as SYSTEM stands in for a person without profile. */
    private static @Nullable String actorId(Map<String, Object> actor) {
        String profile = orNull(actor.get("profileId"));
        return profile != null ? profile : orNull(actor.get("key"));
    }

    private static @Nullable Long asn(Map<String, Object> activity) {
        Object asn = JsonValues.object(activity.get("networkInfo")).get("ipAsn");
        return JsonValues.whole(asn instanceof List<?> list && !list.isEmpty() ? list.get(0) : asn);
    }

    private static @Nullable String orNull(@Nullable Object value) {
        String text = JsonValues.text(value);
        return text.isEmpty() ? null : text;
    }

    /** RFC 3339, with any offset; null if Google's value cannot be read. */
    static @Nullable Instant time(@Nullable Object value) {
        try {
            return OffsetDateTime.parse(JsonValues.text(value)).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Map<String, Object> parameters(@Nullable Object list) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Object one : JsonValues.list(list)) {
            Map<String, Object> parameter = JsonValues.object(one);
            String name = JsonValues.text(parameter.get("name"));
            if (!name.isEmpty()) {
                values.putIfAbsent(name, value(parameter));
            }
        }
        return values;
    }

    /** The one value a parameter carries; the empty text if it carries none. */
    private static Object value(Map<String, Object> parameter) {
        for (Map.Entry<String, Object> entry : parameter.entrySet()) {
            Object read = read(entry.getKey(), entry.getValue());
            if (read != null) {
                return read;
            }
        }
        return "";
    }

    /** The value in one of its forms; null if the key names no form of a value. */
    private static @Nullable Object read(String form, Object value) {
        return switch (form) {
            case "value" -> JsonValues.text(value);
            case "intValue" -> wholeOrText(value);
            case "boolValue" -> {
                Boolean flag = JsonValues.flag(value);
                yield flag == null ? JsonValues.text(value) : flag;
            }
            case "multiValue", "multiBoolValue" ->
                JsonValues.list(value).stream().map(JsonValues::text).toList();
            case "multiIntValue" ->
                JsonValues.list(value).stream()
                        .map(PlainActivityPage::wholeOrText)
                        .toList();
            case "messageValue" -> parameters(JsonValues.object(value).get("parameter"));
            case "multiMessageValue" ->
                JsonValues.list(value).stream()
                        .map(one -> parameters(JsonValues.object(one).get("parameter")))
                        .toList();
            default -> null;
        };
    }

    private static Object wholeOrText(@Nullable Object value) {
        Long whole = JsonValues.whole(value);
        return whole == null ? JsonValues.text(value) : whole;
    }
}
