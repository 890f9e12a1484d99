package dev.watchkeeper.google;

import com.google.api.client.json.JsonParser;
import com.google.api.client.json.JsonToken;
import com.google.api.client.json.gson.GsonFactory;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON as maps, lists, texts, numbers and booleans, whatever types the schema promises: the typed models of the
 * client throw on a number without quotes, and know nothing of fields newer than 2019. Sizes are capped.
 */
final class JsonValues {
    /** Longest text kept of one value; the rest is cut and marked. */
    static final int LONGEST_TEXT = 32_768;

    static final String CUT = "… [cut]";
    static final int LONGEST_LIST = 5_000;
    private static final int DEEPEST = 40;

    private JsonValues() {}

    /** The object in a small text; empty if it is none. */
    static Map<String, Object> readObject(String text) {
        if (!text.stripLeading().startsWith("{")) {
            return Map.of();
        }
        try (JsonParser parser = GsonFactory.getDefaultInstance().createJsonParser(text)) {
            parser.nextToken();
            return object(read(parser, 0));
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            return Map.of();
        }
    }

    /** The value the parser stands on; afterwards it stands on its last token. Null for JSON null. */
    static @Nullable Object read(JsonParser parser) throws IOException {
        return read(parser, 0);
    }

    private static @Nullable Object read(JsonParser parser, int depth) throws IOException {
        JsonToken token = parser.getCurrentToken();
        if (token == null) {
            throw new IOException("the text ends too early");
        }
        if (depth > DEEPEST) {
            throw new IOException("nested deeper than " + DEEPEST);
        }
        return switch (token) {
            case START_OBJECT -> readMap(parser, depth);
            case START_ARRAY -> readList(parser, depth);
            case VALUE_STRING -> cap(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new IOException("unexpected " + token);
        };
    }

    private static Map<String, Object> readMap(JsonParser parser, int depth) throws IOException {
        Map<String, Object> map = new LinkedHashMap<>();
        while (next(parser) == JsonToken.FIELD_NAME) {
            String name = cap(parser.getText());
            next(parser);
            Object value = read(parser, depth + 1);
            if (value != null) {
                map.putIfAbsent(name, value);
            }
        }
        return map;
    }

    private static List<Object> readList(JsonParser parser, int depth) throws IOException {
        List<Object> list = new ArrayList<>();
        while (next(parser) != JsonToken.END_ARRAY) {
            Object value = read(parser, depth + 1);
            if (value != null && list.size() < LONGEST_LIST) {
                list.add(value);
            }
        }
        return list;
    }

    static JsonToken next(JsonParser parser) throws IOException {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw new IOException("the text ends too early");
        }
        return token;
    }

    static Object number(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException notAnInteger) {
            try {
                return new BigDecimal(text.length() > 60 ? text.substring(0, 60) : text);
            } catch (NumberFormatException neither) {
                return cap(text);
            }
        }
    }

    static String cap(String text) {
        if (text.length() <= LONGEST_TEXT) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1)) ? LONGEST_TEXT - 1 : LONGEST_TEXT;
        return text.substring(0, end) + CUT;
    }

    @SuppressWarnings("unchecked") // read above: keys are texts
    static Map<String, Object> object(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    /** A text, number or boolean as text; empty for anything else. */
    static String text(@Nullable Object value) {
        return value instanceof String || value instanceof Number || value instanceof Boolean
                ? String.valueOf(value)
                : "";
    }

    /** A 64-bit number, which Google sends as text; null if it is none. */
    static @Nullable Long whole(@Nullable Object value) {
        if (value instanceof Long number) {
            return number;
        }
        if (value instanceof BigDecimal decimal) {
            // Guarded first: 1e999999999 would be written out in full.
            return decimal.precision() - decimal.scale() > 18 ? null : (Long) decimal.longValue();
        }
        if (value instanceof String text) {
            try {
                return Long.valueOf(text.trim());
            } catch (NumberFormatException e) {
                return null;
            }
        }
        return null;
    }

    static @Nullable Boolean flag(@Nullable Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        String text = text(value);
        return text.equalsIgnoreCase("true") ? Boolean.TRUE : text.equalsIgnoreCase("false") ? Boolean.FALSE : null;
    }

    /** RFC 3339, with any offset; null if Google's value cannot be read. */
    static @Nullable Instant time(@Nullable Object value) {
        try {
            return OffsetDateTime.parse(text(value)).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
