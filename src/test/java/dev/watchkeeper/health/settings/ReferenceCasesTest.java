package dev.watchkeeper.health.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchkeeper.config.SettingRulesReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * A thousand cases for the rules in reference mode, worked out by another program from the published description of the
 * rules: what was said, in order of time, and what the public auditor makes of it. One case a line.
 */
class ReferenceCasesTest {
    private static final RuleBook BOOK = SettingRulesReader.packaged();

    @Test
    void everyCaseOfEveryRuleComesOutAsTheAuditorSays() throws IOException {
        List<String> wrong = new ArrayList<>();
        Set<String> covered = new TreeSet<>();
        int cases = 0;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(getClass().getResourceAsStream("reference-cases.jsonl")),
                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode one = new ObjectMapper().readTree(line);
                String rule = one.get("rule").asText();
                String verdict = verdict(rule, one.get("say"));
                cases++;
                covered.add(rule + " " + one.get("expect").asText());
                if (!verdict.equals(one.get("expect").asText())) {
                    wrong.add(rule + ", " + one.get("case").asText() + ": " + verdict);
                }
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(cases).isGreaterThan(1000);
        // All but the alert rules, which have a test of their own, are seen met and not met.
        assertThat(covered).hasSize(2 * (BOOK.rules().size() - 1));
    }

    private static String verdict(String rule, JsonNode say) {
        AdminEvents events = new AdminEvents();
        for (JsonNode event : say) {
            List<Object> parameters = new ArrayList<>();
            event.get(1).properties().forEach(field -> {
                parameters.add(field.getKey());
                parameters.add(field.getValue().asText());
            });
            events.event(event.get(0).asText(), parameters.toArray());
        }
        ReferenceJudge judge = new ReferenceJudge(BOOK, "example.com", Set.of());
        events.list().forEach(judge::add);
        return judge.judge().stream()
                .filter(v -> v.rule().policy().equals(rule))
                .findFirst()
                .orElseThrow()
                .outcome()
                .name()
                .toLowerCase(Locale.ROOT);
    }
}
