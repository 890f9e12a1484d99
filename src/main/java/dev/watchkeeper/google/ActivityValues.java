package dev.watchkeeper.google;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Single values of an activity, read from the stream whatever type they have; the parser stands on the value, and
 * afterwards on its last token. Texts and lists are capped as in {@link JsonValues}.
 */
final class ActivityValues {
    private ActivityValues() {}

    /** A text, number or boolean as text; empty for anything else. */
    static String text(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_STRING -> JsonValues.cap(json.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> String.valueOf(JsonValues.number(json.getText()));
            case VALUE_TRUE -> "true";
            case VALUE_FALSE -> "false";
            default -> {
                json.skipChildren();
                yield "";
            }
        };
    }

    static @Nullable String textOrNull(JsonParser json) throws IOException {
        String text = text(json);
        return text.isEmpty() ? null : text;
    }

    /** A 64-bit number, which Google sends as text; null if it is none. */
    static @Nullable Long whole(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_STRING -> JsonValues.whole(JsonValues.cap(json.getText()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> JsonValues.whole(JsonValues.number(json.getText()));
            default -> {
                json.skipChildren();
                yield null;
            }
        };
    }

    /** A number, or the first of a list of them. */
    static @Nullable Long wholeOrFirst(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            return whole(json);
        }
        Long first = null;
        boolean seen = false;
        while (ActivityReader.next(json) != JsonToken.END_ARRAY) {
            if (!seen && json.currentToken() != JsonToken.VALUE_NULL) {
                seen = true;
                first = whole(json);
            } else {
                json.skipChildren();
            }
        }
        return first;
    }

    private static Object wholeOrText(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            String text = JsonValues.cap(json.getText());
            Long whole = JsonValues.whole(text);
            return whole == null ? text : whole;
        }
        if (json.currentToken().isNumeric()) {
            Object number = JsonValues.number(json.getText());
            Long whole = JsonValues.whole(number);
            return whole == null ? JsonValues.text(number) : whole;
        }
        return text(json);
    }

    private static Object flagOrText(JsonParser json) throws IOException {
        String text = text(json);
        boolean flag = text.equalsIgnoreCase("true");
        return flag || text.equalsIgnoreCase("false") ? (Object) flag : text;
    }

    /** RFC 3339, with any offset; null if Google's value cannot be read. */
    static @Nullable Instant time(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            Instant usual = usualTime(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
            if (usual != null) {
                return usual;
            }
        }
        return JsonValues.time(text(json));
    }

    /** Google's own form {@code 2026-11-20T07:41:12.418Z}, without the general parser; null for all others. */
    static @Nullable Instant usualTime(char[] text, int from, int length) {
        if (length != 24
                || text[from + 4] != '-'
                || text[from + 7] != '-'
                || text[from + 10] != 'T'
                || text[from + 13] != ':'
                || text[from + 16] != ':'
                || text[from + 19] != '.'
                || text[from + 23] != 'Z') {
            return null;
        }
        int century = two(text, from);
        int year = two(text, from + 2);
        int month = two(text, from + 5);
        int day = two(text, from + 8);
        int hour = two(text, from + 11);
        int minute = two(text, from + 14);
        int second = two(text, from + 17);
        int millis = (text[from + 20] - '0') * 100 + two(text, from + 21);
        boolean digits = (century | year | two(text, from + 20) | two(text, from + 21)) >= 0;
        // The 31st of a short month and the like go to the general parser, which refuses them.
        boolean plain = month >= 1
                && month <= 12
                && day >= 1
                && day <= 28
                && hour >= 0
                && hour < 24
                && minute >= 0
                && minute < 60
                && second >= 0
                && second < 60;
        if (!digits || !plain) {
            return null;
        }
        long days = LocalDate.of(century * 100 + year, month, day).toEpochDay();
        return Instant.ofEpochMilli((((days * 24 + hour) * 60 + minute) * 60 + second) * 1000 + millis);
    }

    /** Two digits as a number; negative if they are none. */
    private static int two(char[] text, int at) {
        int tens = text[at] - '0';
        int ones = text[at + 1] - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
    }

    /** A list of parameters by name; empty if it is no list. */
    static Map<String, Object> parameters(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return Map.of();
        }
        Map<String, Object> values = new LinkedHashMap<>();
        int items = 0;
        while (ActivityReader.next(json) != JsonToken.END_ARRAY) {
            if (json.currentToken() == JsonToken.START_OBJECT && items < JsonValues.LONGEST_LIST) {
                parameter(json, values);
            } else {
                json.skipChildren();
            }
            items += json.currentToken() == JsonToken.VALUE_NULL ? 0 : 1;
        }
        return values;
    }

    private static void parameter(JsonParser json, Map<String, Object> into) throws IOException {
        String name = null;
        Object value = null;
        while (ActivityReader.next(json) == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            if (ActivityReader.next(json) == JsonToken.VALUE_NULL) {
                continue;
            }
            if (field.equals("name") && name == null) {
                name = text(json);
            } else if (value == null) {
                value = value(field, json);
            } else {
                json.skipChildren();
            }
        }
        if (name != null && !name.isEmpty()) {
            // A parameter may come without a value.
            into.putIfAbsent(name, value == null ? "" : value);
        }
    }

    /** The value in one of its forms; null if the field names no form of a value. */
    private static @Nullable Object value(String form, JsonParser json) throws IOException {
        return switch (form) {
            case "value" -> text(json);
            case "intValue" -> wholeOrText(json);
            case "boolValue" -> flagOrText(json);
            case "multiValue", "multiBoolValue" -> list(json, ActivityValues::text);
            case "multiIntValue" -> list(json, ActivityValues::wholeOrText);
            case "messageValue" -> message(json);
            case "multiMessageValue" -> list(json, ActivityValues::message);
            default -> {
                json.skipChildren();
                yield null;
            }
        };
    }

    private interface Item {
        Object read(JsonParser json) throws IOException;
    }

    private static List<Object> list(JsonParser json, Item item) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return List.of();
        }
        List<Object> list = new ArrayList<>();
        while (ActivityReader.next(json) != JsonToken.END_ARRAY) {
            if (json.currentToken() == JsonToken.VALUE_NULL) {
                continue;
            }
            if (list.size() < JsonValues.LONGEST_LIST) {
                list.add(item.read(json));
            } else {
                json.skipChildren();
            }
        }
        return list;
    }

    private static Map<String, Object> message(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return Map.of();
        }
        Map<String, Object> parameters = null;
        while (ActivityReader.next(json) == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            if (ActivityReader.next(json) == JsonToken.VALUE_NULL) {
                continue;
            }
            if (field.equals("parameter") && parameters == null) {
                parameters = parameters(json);
            } else {
                json.skipChildren();
            }
        }
        return parameters == null ? Map.of() : parameters;
    }
}
