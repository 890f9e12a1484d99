package dev.watchkeeper.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchkeeper.health.Plain;
import dev.watchkeeper.health.incidents.Impact;
import dev.watchkeeper.health.incidents.Incident;
import dev.watchkeeper.health.incidents.Product;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes the incidents document apart: unknown fields ignored, missing ones accepted, odd ones named. */
public final class IncidentReader {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
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
        JsonNode root;
        try {
            root = MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + Plain.line(e.getOriginalMessage(), 120), e);
        }
        if (!root.isArray()) {
            throw new IllegalArgumentException(
                    "not an array of incidents but " + root.getNodeType().name().toLowerCase(java.util.Locale.ROOT));
        }
        List<String> problems = new ArrayList<>();
        Map<String, Read> byId = new LinkedHashMap<>();
        for (JsonNode node : root) {
            String id = text(node, "id");
            if (!node.isObject() || !ID.matcher(id).matches()) {
                problems.add("an entry without a usable id was left out");
                continue;
            }
            if (byId.put(id, new Read(incident(id, node, problems), node.toString())) != null) {
                problems.add(id + " stands in the feed twice; the later entry counts");
            }
        }
        if (byId.isEmpty() && !root.isEmpty()) {
            throw new IllegalArgumentException("no entry of the array is an incident");
        }
        return new Document(List.copyOf(byId.values()), problems);
    }

    private static Incident incident(String id, JsonNode node, List<String> problems) {
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
            String productId = text(product, "id");
            if (ID.matcher(productId).matches()) {
                products.add(new Product(productId, Plain.line(text(product, "title"), 80)));
            }
        }
        List<Incident.Update> updates = new ArrayList<>();
        for (JsonNode update : node.path("updates")) {
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
        for (String line : markdown.split("\\R", -1)) {
            String plain = Plain.line(MARKUP.matcher(line).replaceAll(" "), 200);
            var label = LABEL.matcher(plain);
            String rest = label.matches() ? label.group(1).strip() : plain;
            if (!rest.isEmpty()) {
                return rest;
            }
        }
        return id;
    }

    private static Impact impact(JsonNode node, String field, String id, List<String> problems) {
        String word = text(node, field);
        Impact impact = Impact.of(word);
        if (impact == Impact.UNKNOWN) {
            problems.add(id + ": " + field + " '" + Plain.line(word, 60)
                    + "' is not known; it is shown and counted in no figure");
        }
        return impact;
    }

    private static @Nullable Instant instant(JsonNode node, String field, String id, List<String> problems) {
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
