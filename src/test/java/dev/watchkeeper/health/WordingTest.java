package dev.watchkeeper.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.finding.Sighting;
import dev.watchkeeper.fixture.Facts;
import dev.watchkeeper.fixture.PlainSpeech;
import dev.watchkeeper.tenant.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class WordingTest {
    private static final Pattern BLANK = Pattern.compile("\\{(\\w+)");
    private static final Wording WORDING =
            new Wording(Map.of("MANAGE_ACCESS", new Text("may manage", "可管理"), "Rule", new Text("a rule", "规则")));

    private static String en(String template, Map<String, Object> values) {
        return WORDING.fill(new Text(template, ""), values).en();
    }

    @Test
    void theNounFollowsTheNumber() {
        String template = "{users#user|users}, {users?is|are}";

        assertThat(en(template, Map.of("users", 1L))).isEqualTo("1 user, is");
        assertThat(en(template, Map.of("users", 0L))).isEqualTo("0 users, are");
        assertThat(en(template, Map.of("users", 1.0))).isEqualTo("1 user, is");
        assertThat(en(template, Map.of("users", 1.5))).isEqualTo("1.5 users, are");
        assertThat(en(template, Map.of("users", 824.5))).isEqualTo("825 users, are");
    }

    @Test
    void aPartWhoseValueIsMissingIsLeftOut() {
        String template = "changed[ from {before}] to {value}";

        assertThat(en(template, Map.of("value", "b"))).isEqualTo("changed to b");
        assertThat(en(template, Map.of("value", "b", "before", " "))).isEqualTo("changed to b");
        assertThat(en(template, Map.of("value", "b", "before", "a"))).isEqualTo("changed from a to b");
    }

    @Test
    void namesOfProgramsAreSaidInWordsAndOthersAsTheyAre() {
        assertThat(WORDING.fill(new Text("{v}", "{v}"), Map.of("v", List.of("MANAGE_ACCESS", "NEW_ONE"))))
                .isEqualTo(new Text("may manage, NEW_ONE", "可管理、NEW_ONE"));
        assertThat(en("{v}", Map.of("v", "Rule rules rule_info (newsletters)"))).isEqualTo("a rule (newsletters)");
        assertThat(en("{v}", Map.of("v", "Rule of thumb"))).isEqualTo("Rule of thumb");
    }

    @Test
    void whatWasPutInIsNotLookedAtAgain() {
        assertThat(en("{a}", Map.of("a", "{b} [x] 1", "b", "no"))).isEqualTo("{b} [x] 1");
    }

    /** Every sentence of the catalogue, with nothing but ones in it. */
    @Test
    void noSentenceOfTheCatalogueSaysOneUsers() {
        Wording words = new Wording(Facts.CATALOGUE.vocabulary());
        for (CatalogueEntry entry : Facts.CATALOGUE.entries()) {
            List<Text> all = new ArrayList<>(entry.wordings().values());
            all.addAll(entry.remedies().values());
            for (Text template : all) {
                Map<String, Object> ones = new HashMap<>();
                Matcher blank = BLANK.matcher(template.en() + template.zh());
                while (blank.find()) {
                    ones.put(blank.group(1), 1L);
                }
                Sighting sighting = new Sighting(
                        entry.id(),
                        Verdict.TENANT,
                        Sighting.Outcome.FAIL,
                        Severity.LOW,
                        entry.title(),
                        words.fill(template, ones),
                        Text.EMPTY,
                        Map.of(),
                        "");
                assertThat(PlainSpeech.complaints(sighting)).isEmpty();
            }
        }
    }
}
