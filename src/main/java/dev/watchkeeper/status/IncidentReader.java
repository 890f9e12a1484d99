package dev.watchkeeper.status;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchkeeper.health.Plain;
import dev.watchkeeper.health.incidents.Impact;
import dev.watchkeeper.health.incidents.Incident;
import dev.watchkeeper.health.incidents.Product;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes the incidents document apart: unknown fields ignored, missing ones accepted, odd ones named. */
public final class IncidentReader {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    /** Some 46 incidents were seen in the feed, with some ten updates each. */
    private static final int MOST_ENTRIES = 5_000;

    private static final int MOST_PARTS = 500;
    private static final int MOST_PROBLEMS = 20;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{1,40}");
    private static final Pattern MARKUP = Pattern.compile("[*_#`>]+");
    private static final Pattern LABEL = Pattern.compile(
            "(?:\\[SYNTHETIC] )?(?:title|summary|incident summary|description)\\s*:\\s*(.*)", Pattern.CASE_INSENSITIVE);

    /** An incident with the JSON it came from. */
    public record Read(Incident incident, String raw) {}

    /**
     * One document.
     *
     * @param problems what was odd, for operators; it did not keep the rest from being read
     */
    public record Document(List<Read> incidents, List<String> problems) {
        public Document {
            incidents = List.copyOf(incidents);
            problems = List.copyOf(problems);
        }
    }

    private IncidentReader() {}

    /**
     * Reads a document.
     *
     * @throws IllegalArgumentException if it is no JSON array of incidents
     */
    public static Document read(String text) {
        Problems problems = new Problems();
        Map<String, Read> byId = new LinkedHashMap<>();
        int entries = 0;
        // One entry at a time: four megabytes of brackets would become a hundred as one tree.
        try (JsonParser parser = MAPPER.createParser(text)) {
            JsonToken first = parser.nextToken();
            if (first != JsonToken.START_ARRAY) {
                throw new IllegalArgumentException("not an array of incidents but " + word(first));
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (++entries > MOST_ENTRIES) {
                    throw new IllegalArgumentException("more than " + MOST_ENTRIES + " entries");
                }
                JsonNode node = parser.readValueAsTree();
                String id = text(node, "id");
                if (!node.isObject() || !ID.matcher(id).matches()) {
                    problems.add("an entry without a usable id was left out");
                    continue;
                }
                if (byId.put(id, new Read(incident(id, node, problems), node.toString())) != null) {
                    problems.add(id + " stands in the feed twice; the later entry counts");
                }
            }
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("not JSON: something stands behind the array");
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + Plain.line(e.getOriginalMessage(), 120), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("not JSON: " + e, e);
        }
        if (byId.isEmpty() && entries > 0) {
            throw new IllegalArgumentException("no entry of the array is an incident");
        }
        return new Document(List.copyOf(byId.values()), problems.all());
    }

    private static String word(@Nullable JsonToken token) {
        return token == null
                ? "missing"
                : token == JsonToken.START_OBJECT
                        ? "object"
                        : token.name().toLowerCase(Locale.ROOT).replace("value_", "");
    }

    /** What was odd, the first twenty in words and the rest as a number. */
    private static final class Problems {
        private final List<String> first = new ArrayList<>();
        private int more;

        void add(String problem) {
            if (first.contains(problem)) {
                return;
            }
            if (first.size() < MOST_PROBLEMS) {
                first.add(problem);
            } else {
                more++;
            }
        }

        List<String> all() {
            List<String> all = new ArrayList<>(first);
            if (more > 0) {
                all.add("and " + more + " more oddities");
            }
            return all;
        }
    }

    private static Incident incident(String id, JsonNode node, Problems problems) {
        Instant begin = instant(node, "begin", id, problems);
        Instant end = instant(node, "end", id, problems);
        if (begin == null) {
            problems.add(id + " has no readable begin; it is shown and counted in no figure");
        } else if (end != null && end.isBefore(begin)) {
            problems.add(id + " ends before it begins; it is counted in no figure");
        }
        Impact impact = impact(node, "status_impact", id, problems);
        List<Product> products = new ArrayList<>();
        for (JsonNode product : node.path("affected_products")) {
            if (products.size() >= MOST_PARTS) {
                problems.add(id + " has more than " + MOST_PARTS + " products; the rest is left out");
                break;
            }
            String productId = text(product, "id");
            if (ID.matcher(productId).matches()) {
                products.add(new Product(productId, Plain.line(text(product, "title"), 80)));
            }
        }
        List<Incident.Update> updates = new ArrayList<>();
        for (JsonNode update : node.path("updates")) {
            if (updates.size() >= MOST_PARTS) {
                problems.add(id + " has more than " + MOST_PARTS + " updates; the rest is left out");
                break;
            }
            Instant when = instant(update, "when", id, problems);
            if (when != null) {
                updates.add(new Incident.Update(
                        when, impact(update, "status", id, problems), Plain.line(text(update, "text"), 500)));
            }
        }
        return new Incident(
                id,
                title(text(node, "external_desc"), id),
                begin,
                end,
                impact,
                Plain.line(text(node, "severity"), 20),
                products,
                updates);
    }

    /** The first line with words, without the label and the marks of Markdown. */
    private static String title(String markdown, String id) {
        for (String line : markdown.split("\\R", 50)) {
            String plain = Plain.line(MARKUP.matcher(line).replaceAll(" "), 200);
            var label = LABEL.matcher(plain);
            String rest = label.matches() ? label.group(1).strip() : plain;
            if (!rest.isEmpty()) {
                return rest;
            }
        }
        return id;
    }

    private static Impact impact(JsonNode node, String field, String id, Problems problems) {
        String word = text(node, field);
        Impact impact = Impact.of(word);
        if (impact == Impact.UNKNOWN) {
            problems.add(id + ": " + field + " '" + Plain.line(word, 60)
                    + "' is not known; it is shown and counted in no figure");
        }
        return impact;
    }

    private static @Nullable Instant instant(JsonNode node, String field, String id, Problems problems) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        try {
            return OffsetDateTime.parse(value.asText()).toInstant();
        } catch (DateTimeException e) {
            problems.add(id + ": " + field + " '" + Plain.line(value.toString(), 60) + "' is not a date");
            return null;
        }
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isTextual() ? value.asText() : "";
    }
}
