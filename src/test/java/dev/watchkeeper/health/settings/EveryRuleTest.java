package dev.watchkeeper.health.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.config.SettingRulesReader;
import dev.watchkeeper.finding.Sighting.Outcome;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every rule that judges settings, with all settings good but one: nobody reads the field of his neighbour. */
class EveryRuleTest {
    private static final RuleBook BOOK = SettingRulesReader.packaged();
    private static final String ROOT = "example.com";
    private static final Map<String, String> CARRIERS = Map.of(
            "calendar", "CHANGE_CALENDAR_SETTING", "drive", "CHANGE_DOCS_SETTING", "gmail", "CHANGE_EMAIL_SETTING");

    private static void say(AdminEvents events, String key, String value) {
        String kind = key.substring(0, key.indexOf('|'));
        String name = key.substring(key.indexOf('|') + 1);
        switch (kind) {
            case "event" -> events.event(name, "NEW_VALUE", value, "ORG_UNIT_NAME", ROOT);
            case "service" ->
                events.event("TOGGLE_SERVICE_ENABLED", "SERVICE_NAME", name, "NEW_VALUE", value, "ORG_UNIT_NAME", ROOT);
            case "choice" -> events.event(value, "ORG_UNIT_NAME", ROOT);
            default -> {
                boolean legacy = name.equals(name.toUpperCase(java.util.Locale.ROOT)) && CARRIERS.containsKey(kind);
                events.event(
                        legacy ? CARRIERS.getOrDefault(kind, "") : "CHANGE_APPLICATION_SETTING",
                        "APPLICATION_NAME",
                        application(kind),
                        "SETTING_NAME",
                        name,
                        "NEW_VALUE",
                        value,
                        "ORG_UNIT_NAME",
                        ROOT);
            }
        }
    }

    private static String application(String product) {
        if (product.equals("assuredcontrols")) {
            return "Data regions";
        }
        return Map.of(
                        "calendar",
                        "Calendar",
                        "chat",
                        "Google Chat",
                        "classroom",
                        "Classroom",
                        "drive",
                        "Drive and Docs",
                        "gmail",
                        "Gmail",
                        "groups",
                        "Groups for Business",
                        "meet",
                        "Google Meet",
                        "sites",
                        "Sites",
                        "gemini",
                        "Gemini app")
                .getOrDefault(product, "Security");
    }

    private static Map<String, Outcome> product(Map<String, String> values) {
        Ledger.Builder ledger = Ledger.builder(BOOK, AdminEvents.START, Instant.parse("2027-01-01T00:00:00Z"))
                .listing(List.of())
                .rootNames(Set.of(ROOT));
        events(values).list().forEach(ledger::add);
        return outcomes(new ProductJudge(ledger.build()).judge());
    }

    private static Map<String, Outcome> reference(Map<String, String> values) {
        ReferenceJudge judge = new ReferenceJudge(BOOK, ROOT, Set.of());
        events(values).list().forEach(judge::add);
        return outcomes(judge.judge());
    }

    private static AdminEvents events(Map<String, String> values) {
        AdminEvents events = new AdminEvents();
        values.forEach((key, value) -> say(events, key, value));
        return events;
    }

    private static Map<String, Outcome> outcomes(List<RuleVerdict> verdicts) {
        Map<String, Outcome> outcomes = new HashMap<>();
        verdicts.forEach(v -> outcomes.put(v.rule().policy(), v.outcome()));
        return outcomes;
    }

    private static List<SettingRule> judged() {
        return BOOK.rules().stream().filter(r -> !r.parts().isEmpty()).toList();
    }

    @Test
    void theRulesOfTheReleaseAndOfNewerEditionsAreThere() {
        assertThat(BOOK.rules()).hasSize(105);
        assertThat(BOOK.alerts().stream().filter(a -> a.onByDefault() != null)).hasSize(39);
    }

    @Test
    void aTenantThatFollowsEveryRulePassesEveryRuleInBothModes() {
        Map<String, String> values = GoodSettings.of(BOOK);

        assertThat(values.values()).doesNotContain("");
        Map<String, Outcome> product = product(values);
        Map<String, Outcome> reference = reference(values);
        for (SettingRule rule : judged()) {
            assertThat(product.get(rule.policy()))
                    .as("product " + rule.policy())
                    .isEqualTo(Outcome.PASS);
            assertThat(reference.get(rule.policy()))
                    .as("reference " + rule.policy())
                    .isEqualTo(Outcome.PASS);
        }
    }

    @Test
    void oneBadFieldFailsOnlyRulesThatNameIt() {
        for (SettingRule rule : judged()) {
            for (SettingRule.Part part : rule.parts()) {
                Map<String, String> values = GoodSettings.of(BOOK);
                String bad = GoodSettings.candidates(BOOK, part.setting()).stream()
                        .filter(v -> part.unit().isBad(v, true)
                                && part.unit()
                                                .judge(
                                                        v,
                                                        BOOK.setting(part.setting())
                                                                .orElseThrow(),
                                                        rule.words())
                                        == SettingTest.Judgement.BAD)
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("no bad value for " + part.setting()));
                values.put(part.setting(), bad);
                if (rule.all()) {
                    for (SettingRule.Part other : rule.parts()) {
                        values.put(
                                other.setting(),
                                GoodSettings.candidates(BOOK, other.setting()).stream()
                                        .filter(v -> other.unit().isBad(v, true))
                                        .findFirst()
                                        .orElseThrow());
                    }
                }
                check("product", rule, values, product(values));
                check("reference", rule, values, reference(values));
            }
        }
    }

    private static void check(
            String mode, SettingRule rule, Map<String, String> values, Map<String, Outcome> outcomes) {
        assertThat(outcomes.get(rule.policy())).as("%s %s", mode, rule.policy()).isEqualTo(Outcome.FAIL);
        Map<String, String> good = GoodSettings.of(BOOK);
        for (SettingRule other : judged()) {
            boolean touched = other.parts().stream()
                    .anyMatch(p -> !java.util.Objects.equals(values.get(p.setting()), good.get(p.setting())));
            if (!touched) {
                assertThat(outcomes.get(other.policy()))
                        .as("%s: %s beside a bad %s", mode, other.policy(), rule.policy())
                        .isEqualTo(Outcome.PASS);
            }
        }
    }
}
