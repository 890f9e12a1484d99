package dev.watchkeeper.tickets.sources;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.watchkeeper.tickets.InvalidEvent;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import org.jspecify.annotations.Nullable;

/** JSON of ticket systems: bounded in depth and length, strict in form, lenient in what is absent. */
final class JsonTree {
    static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(50)
                            .maxStringLength(1 << 20)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** RFC 3339, and Jira's offsets without a colon. */
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX]")
            .toFormatter(java.util.Locale.ROOT);

    private JsonTree() {}

    static JsonNode read(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw new InvalidEvent("not valid JSON" + (at == null ? "" : " at column " + at.getColumnNr()));
        }
    }

    static String text(byte[] body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text; // a byte order mark is no JSON
        } catch (CharacterCodingException e) {
            throw new InvalidEvent("the body is not UTF-8");
        }
    }

    /** The text or number at a path; null if absent, null or empty. */
    static @Nullable String text(JsonNode node, String... path) {
        JsonNode at = node;
        for (String name : path) {
            at = at.path(name);
        }
        if (at.isObject()) {
            at = at.path("name"); // many systems send {"id": 2, "name": "open"} where others send "open"
        }
        if (!at.isValueNode() || at.isNull()) {
            return null;
        }
        String text = at.asText();
        return text.isEmpty() ? null : text;
    }

    static String required(JsonNode node, String... path) {
        String text = text(node, path);
        if (text == null) {
            throw new InvalidEvent(String.join(".", path) + " is missing");
        }
        return text;
    }

    static Instant time(JsonNode node, String... path) {
        String text = required(node, path);
        try {
            return OffsetDateTime.parse(text, TIME).toInstant();
        } catch (DateTimeException e) {
            throw new InvalidEvent(String.join(".", path) + " is no time with offset");
        }
    }

    /** The same, or another instant where the field is absent. */
    static Instant timeOr(Instant otherwise, JsonNode node, String... path) {
        return text(node, path) == null ? otherwise : time(node, path);
    }

    static boolean isTrue(JsonNode node, String... path) {
        return "true".equals(text(node, path));
    }
}
