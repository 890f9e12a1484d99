package dev.watchkeeper.tickets.sources;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.watchkeeper.tickets.EventForm;
import dev.watchkeeper.tickets.InvalidEvent;
import dev.watchkeeper.tickets.TicketEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * CloudEvents 1.0 JSON in every mode we accept: structured, batch, binary headers, JSON lines. May be shared between
 * threads. Errors say what is wrong and where, and never quote more than a few characters of the input.
 */
public final class CloudEvents {
    /** A line or an item of a batch that could not be read, with its own text; numbers count from 1. */
    public record Problem(int number, String message, String text) {}

    /** What was read of a batch. */
    public record Batch(List<TicketEvent> events, List<Problem> problems) {}

    /** More than any event that can be stored, even with each of its characters escaped. */
    private static final int LONGEST_LINE = 8 << 20;

    private static final int SHOWN = 1000;

    private static final TypeReference<LinkedHashMap<String, Object>> OBJECT = new TypeReference<>() {};
    private static final ObjectMapper MAPPER = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(50)
                            .maxStringLength(1 << 20)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS)
            .build();

    private CloudEvents() {}

    /**
     * One event in structured mode.
     *
     * @throws InvalidEvent if it is no JSON object or a field is missing or wrong
     */
    public static TicketEvent read(String json) {
        return EventForm.read(object(json));
    }

    /** A batch (JSON array) or a single structured event; good items are read although others are bad. */
    public static Batch readBatch(String json) {
        if (!json.stripLeading().startsWith("[")) {
            return new Batch(List.of(read(json)), List.of());
        }
        List<?> items;
        try {
            items = MAPPER.readValue(json, List.class);
        } catch (JsonProcessingException e) {
            throw new InvalidEvent(describe(e));
        }
        List<TicketEvent> events = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        int number = 0;
        for (Object item : items) {
            number++;
            try {
                events.add(EventForm.read(asObject(item)));
            } catch (InvalidEvent e) {
                problems.add(new Problem(number, String.valueOf(e.getMessage()), text(item)));
            }
        }
        return new Batch(events, problems);
    }

    /** Binary mode: attributes in {@code ce-*} headers (any case, percent-encoded), the body is {@code data}. */
    public static TicketEvent readBinary(Map<String, String> headers, String body) {
        Map<String, Object> envelope = new LinkedHashMap<>();
        headers.forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith("ce-")) {
                envelope.put(lower.substring(3), decoded(value));
            }
        });
        if (!body.isBlank()) {
            envelope.put("data", object(body));
        }
        return EventForm.read(envelope);
    }

    /** What a header cannot hold comes as {@code %E4%BD%A0}; a percent sign that begins nothing stays. */
    private static String decoded(String value) {
        if (value.indexOf('%') < 0) {
            return value;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(value.length());
        for (int i = 0; i < value.length(); ) {
            if (value.charAt(i) == '%'
                    && i + 2 < value.length()
                    && HexFormat.isHexDigit(value.charAt(i + 1))
                    && HexFormat.isHexDigit(value.charAt(i + 2))) {
                bytes.write(HexFormat.fromHexDigits(value, i + 1, i + 3));
                i += 3;
            } else {
                int c = value.codePointAt(i);
                bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
                i += Character.charCount(c);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /**
     * JSON lines; blank lines are skipped, a bad line is reported with its number and reading goes on. So is one whose
     * event {@code events} refuses with {@link InvalidEvent}.
     */
    public static void readLines(Reader text, Consumer<TicketEvent> events, Consumer<Problem> problems)
            throws IOException {
        LineReader lines = new LineReader(text, LONGEST_LINE);
        String line;
        int number = 0;
        while ((line = lines.next()) != null) {
            number++;
            if (lines.wasCut()) {
                problems.accept(new Problem(
                        number,
                        "the line is longer than " + LONGEST_LINE + " characters; one event is one line",
                        line.substring(0, SHOWN)));
                continue;
            }
            if (number == 1 && line.startsWith("\uFEFF")) {
                line = line.substring(1);
            }
            if (line.isBlank()) {
                continue;
            }
            try {
                events.accept(read(line));
            } catch (InvalidEvent e) {
                problems.accept(new Problem(number, String.valueOf(e.getMessage()), line));
            }
        }
    }

    /** The event as one line of JSON in structured mode. */
    public static String write(TicketEvent event) {
        try {
            return MAPPER.writeValueAsString(EventForm.write(event));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event of ours cannot be written as JSON", e);
        }
    }

    private static String text(@Nullable Object item) {
        try {
            return MAPPER.writeValueAsString(item);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was read as JSON cannot be written as JSON", e);
        }
    }

    private static Map<String, Object> object(String json) {
        if (!json.stripLeading().startsWith("{")) {
            throw new InvalidEvent("not a JSON object; one event is one object {\"specversion\": \"1.0\", ...}");
        }
        try {
            return MAPPER.readValue(json, OBJECT);
        } catch (JsonProcessingException e) {
            throw new InvalidEvent(describe(e));
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> asObject(@Nullable Object item) {
        if (item instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new InvalidEvent("not a JSON object; a batch is a list of events");
    }

    private static String describe(JsonProcessingException e) {
        var at = e.getLocation();
        return "not valid JSON" + (at == null ? "" : " at column " + at.getColumnNr()) + ": " + JsonFault.words(e);
    }
}
