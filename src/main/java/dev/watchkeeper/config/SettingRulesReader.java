package dev.watchkeeper.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchkeeper.health.settings.AlertRule;
import dev.watchkeeper.health.settings.RuleBook;
import dev.watchkeeper.health.settings.Setting;
import dev.watchkeeper.health.settings.SettingRule;
import dev.watchkeeper.health.settings.SettingTest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the packaged setting rules; a fault in them is ours and stops the start. */
public final class SettingRulesReader {
    private SettingRulesReader() {}

    public static RuleBook packaged() {
        try (InputStream in = SettingRulesReader.class.getResourceAsStream(RuleBook.RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RuleBook.RESOURCE + " is not in the jar");
            }
            return book(new ObjectMapper().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RuleBook book(JsonNode root) {
        List<Setting> settings = new ArrayList<>();
        root.path("settings").properties().forEach(e -> settings.add(setting(e.getKey(), e.getValue())));
        List<SettingRule> rules = new ArrayList<>();
        String takeout = "";
        for (JsonNode rule : root.path("rules")) {
            rules.add(rule(rule, root.path("settings")));
            takeout = rule.path("kind").asText().equals("takeout")
                    ? rule.path("setting").asText()
                    : takeout;
        }
        List<AlertRule> alerts = new ArrayList<>();
        for (JsonNode alert : root.path("alerts")) {
            alerts.add(new AlertRule(
                    alert.path("name").asText(),
                    alert.path("mail_only").asBoolean(),
                    alert.path("strength").asText().equals("SHALL"),
                    alert.path("current").asBoolean(),
                    alert.has("default_on") ? alert.path("default_on").asBoolean() : null));
        }
        return new RuleBook(
                map(root.path("applications"), SettingRulesReader::texts),
                map(root.path("services"), JsonNode::asText),
                settings,
                rules,
                alerts,
                takeout);
    }

    private static Setting setting(String key, JsonNode node) {
        List<Setting.OtherName> names = new ArrayList<>();
        node.path("names")
                .forEach(n -> names.add(new Setting.OtherName(
                        n.path("name").asText(),
                        n.path("status").asText(),
                        map(n.path("values"), JsonNode::asText),
                        n.has("otherwise") ? n.path("otherwise").asText() : null)));
        List<Setting.ApiField> api = new ArrayList<>();
        node.path("api")
                .forEach(f -> api.add(
                        new Setting.ApiField(f.path("field").asText(), map(f.path("values"), JsonNode::asText))));
        return new Setting(
                key,
                Set.copyOf(texts(node.path("values"))),
                node.has("default") ? node.path("default").asText() : null,
                node.path("number").asBoolean(),
                names,
                map(node.path("coarser"), SettingRulesReader::texts),
                api);
    }

    private static SettingRule rule(JsonNode node, JsonNode settings) {
        List<SettingRule.Part> parts = new ArrayList<>();
        for (JsonNode part : node.path("parts")) {
            String key = part.path("setting").asText();
            long most = settings.path(key).path("most").asLong();
            parts.add(new SettingRule.Part(
                    key, test(part.path("unit"), most), part.has("group") ? test(part.path("group"), most) : null));
        }
        JsonNode words = node.path("product_mode");
        return new SettingRule(
                node.path("policy").asText(),
                node.path("title").asText(),
                node.path("product").asText(),
                node.path("strength").asText(),
                word(SettingRule.Kind.class, node.path("kind").asText(), null),
                parts,
                node.path("combine").asText().equals("all"),
                node.path("all_present").asBoolean(),
                word(SettingRule.KnownWhen.class, node.path("known_when").asText(), null),
                node.path("newest_anywhere").asBoolean(),
                node.path("existing_units").asBoolean(),
                word(SettingRule.Quirk.class, node.path("quirk").asText(), SettingRule.Quirk.NONE),
                node.path("when_unknown").asText().equals("met"),
                texts(node.path("events")),
                node.path("twin_excuses").asBoolean(),
                node.path("service").asText(),
                texts(node.path("applications")),
                new SettingRule.Words(
                        Set.copyOf(texts(words.path("good"))),
                        Set.copyOf(texts(words.path("bad"))),
                        Set.copyOf(texts(words.path("open")))),
                texts(node.path("checks")));
    }

    private static SettingTest test(JsonNode node, long most) {
        return new SettingTest(
                word(SettingTest.Kind.class, node.path("test").asText(), null),
                texts(node.path("values")),
                node.path("text").asText(),
                node.has("limit") ? node.path("limit").asLong() : most,
                texts(node.path("never_bad")),
                texts(node.path("also_bad_at_root")),
                texts(node.path("never_bad_elsewhere")));
    }

    private static <E extends Enum<E>> E word(Class<E> kind, String word, @Nullable E otherwise) {
        return word.isEmpty() && otherwise != null ? otherwise : Enum.valueOf(kind, word.toUpperCase(Locale.ROOT));
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        node.forEach(one -> texts.add(one.asText()));
        return texts;
    }

    private static <T> Map<String, T> map(JsonNode node, Function<JsonNode, T> reader) {
        Map<String, T> map = new LinkedHashMap<>();
        node.properties().forEach(e -> map.put(e.getKey(), reader.apply(e.getValue())));
        return map;
    }
}
