package dev.watchkeeper.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchkeeper.calendar.ServiceCalendar;
import dev.watchkeeper.calendar.ServiceCalendars;
import dev.watchkeeper.tickets.sources.JsonFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers lines of {@code calendar eval}. Calendars written into lines are compiled once per content; a bad line gets
 * an error and never stops the stream. For one thread.
 */
final class CalendarEval {
    /** About what a compiled calendar of some years takes; an eighth of the heap may go into those of the lines. */
    private static final long CALENDAR_BYTES = 100_000;

    private static final int KEPT =
            (int) Math.max(256, Math.min(10_000, Runtime.getRuntime().maxMemory() / 8 / CALENDAR_BYTES));
    private static final int MOST_SEGMENTS = 100_000;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final JsonFactory json = new JsonFactory();
    private final ServiceCalendars named;
    private final Map<String, ServiceCalendar> inline = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ServiceCalendar> eldest) {
            return size() > KEPT;
        }
    };

    /** One question as read; the fields that an op needs are checked when it is answered. */
    private static final class Question {
        String id = "null";
        String op = "";

        @Nullable
        ServiceCalendar calendar;

        @Nullable
        Instant from;

        @Nullable
        Instant to;

        @Nullable
        Long seconds;

        @Nullable
        Integer count;
    }

    CalendarEval(ServiceCalendars named) {
        this.named = named;
    }

    /** Appends the answer to one line, without its line break; false if the line could not be answered. */
    boolean answer(String line, StringBuilder out) {
        Question question = new Question();
        int start = out.length();
        try {
            read(line, question);
            out.append("{\"id\":").append(question.id);
            boolean answered = answer(question, out);
            out.append('}');
            return answered;
        } catch (JsonProcessingException e) {
            fail(out, start, question, "not valid JSON: " + JsonFault.words(e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalArgumentException | DateTimeException e) {
            fail(out, start, question, String.valueOf(e.getMessage()));
        }
        return false;
    }

    private static void fail(StringBuilder out, int start, Question question, String message) {
        out.setLength(start);
        out.append("{\"id\":").append(question.id).append(",\"error\":");
        quote(out, message);
        out.append('}');
    }

    private void read(String line, Question question) throws IOException {
        IllegalArgumentException failure = null;
        try (JsonParser parser = json.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException(
                        "not a JSON object; a line is {\"id\": ..., \"calendar\": ..., \"op\": ...}");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken token = parser.nextToken();
                try {
                    field(line, question, name, token, parser);
                } catch (IllegalArgumentException e) {
                    failure = failure == null ? e : failure; // go on, the id may still come
                    parser.skipChildren();
                }
            }
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("something follows the object; write one object a line");
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void field(String line, Question question, String name, JsonToken token, JsonParser parser)
            throws IOException {
        if (token == JsonToken.VALUE_NULL) {
            return;
        }
        switch (name) {
            case "id" -> question.id = id(token, parser);
            case "op" -> question.op = parser.getText();
            case "from", "at" -> question.from = InstantText.read(name, parser.getText());
            case "to" -> question.to = InstantText.read(name, parser.getText());
            case "seconds" -> question.seconds = whole(name, token, parser);
            case "count" -> question.count = count(whole(name, token, parser));
            case "calendar" -> question.calendar = calendar(line, token, parser);
            default ->
                throw new IllegalArgumentException(
                        "field '" + name + "' is not known; accepted: id, calendar, op, from, to, seconds, count");
        }
    }

    private static String id(JsonToken token, JsonParser parser) throws IOException {
        if (token.isNumeric() || token.isBoolean()) {
            return parser.getText();
        }
        if (token != JsonToken.VALUE_STRING) {
            throw new IllegalArgumentException("id must be a text or a number");
        }
        StringBuilder quoted = new StringBuilder();
        quote(quoted, parser.getText());
        return quoted.toString();
    }

    private static long whole(String name, JsonToken token, JsonParser parser) throws IOException {
        if (token != JsonToken.VALUE_NUMBER_INT) {
            throw new IllegalArgumentException(name + " must be a whole number");
        }
        try {
            return parser.getLongValue();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(name + " is too large", e);
        }
    }

    private static int count(long count) {
        if (count < 0 || count > MOST_SEGMENTS) {
            throw new IllegalArgumentException("count " + count + " is not possible; accepted: 0 to " + MOST_SEGMENTS);
        }
        return (int) count;
    }

    private ServiceCalendar calendar(String line, JsonToken token, JsonParser parser) throws IOException {
        if (token == JsonToken.VALUE_STRING) {
            String id = parser.getText();
            return named.find(id)
                    .orElseThrow(() -> new IllegalArgumentException("calendar '" + id + "' is not known; "
                            + (named.ids().isEmpty()
                                    ? "no configuration was read, give --config DIR"
                                    : "defined are " + String.join(", ", named.ids()))));
        }
        if (token != JsonToken.START_OBJECT) {
            throw new IllegalArgumentException("calendar must be an id or an object with zone and hours");
        }
        int from = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        String text = line.substring(from, (int) parser.currentLocation().getCharOffset());
        ServiceCalendar known = inline.get(text);
        if (known == null) {
            known = InlineCalendar.read(MAPPER.readTree(text));
            inline.put(text, known);
        }
        return known;
    }

    private static boolean answer(Question question, StringBuilder out) {
        ServiceCalendar calendar = question.calendar;
        if (calendar == null) {
            throw new IllegalArgumentException("calendar is missing; give an id or an object with zone and hours");
        }
        Instant from = question.from;
        if (from == null) {
            throw new IllegalArgumentException("from is missing; give an instant such as 2026-04-30T08:40:00Z");
        }
        switch (question.op) {
            case "add" -> {
                return add(calendar, from, seconds(question), out);
            }
            case "subtract" -> {
                return subtract(calendar, from, seconds(question), out);
            }
            case "between" -> between(calendar, from, question.to, out);
            case "is_open" -> out.append(",\"is_open\":").append(calendar.isOpen(from));
            case "segments" -> segments(calendar, from, question, out);
            default ->
                throw new IllegalArgumentException(
                        "op '" + question.op + "' is not known; accepted: add, subtract, between, is_open, segments");
        }
        return true;
    }

    private static boolean add(ServiceCalendar calendar, Instant from, long seconds, StringBuilder out) {
        ServiceCalendar.Deadline deadline = calendar.add(from, seconds);
        instant(out, "due_at", deadline.dueAt());
        instant(out, "breach_at", deadline.breachAt());
        Instant due = deadline.dueAt();
        if (due == null) {
            out.append(",\"error\":\"unreachable: the calendar does not open long enough\"");
        } else {
            flags(calendar, from, due, out);
        }
        return due != null;
    }

    private static boolean subtract(ServiceCalendar calendar, Instant from, long seconds, StringBuilder out) {
        if (seconds < 0) {
            throw new IllegalArgumentException("seconds " + seconds + " is negative; add instead");
        }
        ServiceCalendar.Origin origin = calendar.subtract(from, seconds);
        instant(out, "at", origin.at());
        instant(out, "at_earliest", origin.earliest());
        Instant at = origin.at();
        if (at == null) {
            out.append(",\"error\":\"unreachable: the calendar was not open long enough\"");
        } else {
            flags(calendar, at, from, out);
        }
        return at != null;
    }

    private static void between(ServiceCalendar calendar, Instant from, @Nullable Instant to, StringBuilder out) {
        if (to == null) {
            throw new IllegalArgumentException("to is missing; give an instant such as 2026-04-30T08:40:00Z");
        }
        boolean reversed = to.isBefore(from);
        Instant first = reversed ? to : from;
        Instant last = reversed ? from : to;
        long open = calendar.between(first, last);
        out.append(",\"seconds\":").append(reversed ? -open : open);
        flags(calendar, first, last, out);
    }

    private static void segments(ServiceCalendar calendar, Instant from, Question question, StringBuilder out) {
        if (question.to == null && question.count == null) {
            throw new IllegalArgumentException("segments needs count or to");
        }
        int count = question.count == null ? MOST_SEGMENTS + 1 : question.count;
        List<ServiceCalendar.Segment> segments = calendar.segments(from, question.to, count);
        if (segments.size() > MOST_SEGMENTS) {
            throw new IllegalArgumentException("more than " + MOST_SEGMENTS + " segments; ask for a shorter time");
        }
        out.append(",\"segments\":[");
        for (int i = 0; i < segments.size(); i++) {
            out.append(i == 0 ? "{\"start\":\"" : ",{\"start\":\"");
            InstantText.append(out, segments.get(i).start());
            out.append('"');
            instant(out, "end", segments.get(i).end());
            out.append('}');
        }
        out.append(']');
    }

    private static long seconds(Question question) {
        Long seconds = question.seconds;
        if (seconds == null) {
            throw new IllegalArgumentException("seconds is missing; give a whole number");
        }
        return seconds;
    }

    private static void flags(ServiceCalendar calendar, Instant from, Instant to, StringBuilder out) {
        List<Integer> missing = calendar.incompleteYears(from, to);
        if (!missing.isEmpty()) {
            out.append(",\"flags\":[");
            for (int i = 0; i < missing.size(); i++) {
                out.append(i == 0 ? "" : ",")
                        .append("\"calendar_incomplete:")
                        .append(missing.get(i))
                        .append('"');
            }
            out.append(']');
        }
    }

    private static void instant(StringBuilder out, String name, @Nullable Instant instant) {
        out.append(",\"").append(name).append("\":");
        if (instant == null) {
            out.append("null");
        } else {
            InstantText.append(out.append('"'), instant);
            out.append('"');
        }
    }

    private static void quote(StringBuilder out, String text) {
        out.append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, out);
        out.append('"');
    }
}
