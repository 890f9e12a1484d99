package dev.watchkeeper.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.health.Cadence;
import dev.watchkeeper.health.Catalogue;
import dev.watchkeeper.health.CatalogueEntry;
import dev.watchkeeper.health.Lifespan;
import dev.watchkeeper.tenant.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Reads the packaged catalogue of checks; a fault in it is ours and stops the start. */
public final class CatalogueReader {
    private CatalogueReader() {}

    public static Catalogue packaged() {
        try (InputStream in = CatalogueReader.class.getResourceAsStream(Catalogue.RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(Catalogue.RESOURCE + " is not in the jar");
            }
            List<CatalogueEntry> entries = new ArrayList<>();
            JsonNode root = new ObjectMapper().readTree(in);
            for (JsonNode check : root.path("checks")) {
                entries.add(entry(check));
            }
            return new Catalogue(entries, map(root.path("words"), CatalogueReader::text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CatalogueEntry entry(JsonNode check) {
        JsonNode refs = check.path("refs");
        return new CatalogueEntry(
                check.path("id").asText(),
                check.path("group").asText(),
                text(check.path("title")),
                text(check.path("predicts")),
                Cadence.of(check.path("cadence").asText()),
                check.path("on_change").asBoolean(false),
                Severity.of(check.path("severity").asText()),
                check.path("evidence").asText(),
                texts(check.path("reads")),
                life(check.path("life")),
                map(check.path("limits"), JsonNode::asDouble),
                map(check.path("lists"), CatalogueReader::texts),
                map(check.path("wordings"), CatalogueReader::text),
                map(check.path("remedies"), CatalogueReader::text),
                texts(refs.path("scuba")),
                texts(refs.path("cis")),
                texts(refs.path("other")));
    }

    private static Lifespan life(JsonNode life) {
        return new Lifespan(
                life.path("begins").asText(),
                texts(life.path("ends")),
                life.path("news_days").asInt(),
                texts(life.path("proves")),
                Set.copyOf(texts(life.path("lasts"))));
    }

    private static Text text(JsonNode node) {
        return new Text(node.path("en").asText(), node.path("zh").asText());
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        node.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static <T> Map<String, T> map(JsonNode node, Function<JsonNode, T> value) {
        Map<String, T> map = new LinkedHashMap<>();
        node.properties().forEach(field -> map.put(field.getKey(), value.apply(field.getValue())));
        return map;
    }
}
