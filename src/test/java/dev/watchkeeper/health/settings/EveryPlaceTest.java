package dev.watchkeeper.health.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.config.SettingRulesReader;
import dev.watchkeeper.finding.Sighting.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Every rule of the product's judge passing, failing and unknown, and at every kind of place: the root, a unit below a
 * good root, a group beside one. What was said comes as statements, so that no name of an event plays a part.
 */
class EveryPlaceTest {
    private static final RuleBook BOOK = SettingRulesReader.packaged();
    private static final Map<String, String> GOOD = GoodSettings.of(BOOK);
    private static final Instant AT = Instant.parse("2026-11-01T00:00:00Z");
    private static final String GROUP = "team@example.com";
    private static final String UNHEARD = "A_VALUE_NOBODY_HAS_SEEN";

    /** What a place says about a part; the unit's path or the group, whichever has an @ in it. */
    private record Says(
            String setting, String place, @Nullable String value) {}

    private static List<SettingRule> rules() {
        return BOOK.rules().stream().filter(r -> !r.parts().isEmpty()).toList();
    }

    private static RuleVerdict judge(SettingRule rule, List<Says> all) {
        Ledger.Builder ledger = Ledger.builder(BOOK, AT.minusSeconds(60), AT.plusSeconds(3600))
                .listing(List.of(new UnitTree.Listed("1", "/Lab")))
                .rootNames(Set.of("example.com"));
        int second = 0;
        for (Says says : all) {
            boolean group = says.place().contains("@");
            ledger.add(new Statement(
                    says.setting(),
                    group ? null : says.place(),
                    group ? says.place() : null,
                    says.value(),
                    AT.plusSeconds(second++),
                    RuleVerdict.Evidence.ANSWER,
                    "li@example.com"));
        }
        return new ProductJudge(ledger.build()).judge(rule);
    }

    private static List<Says> good() {
        List<Says> all = new ArrayList<>();
        GOOD.forEach((setting, value) -> all.add(new Says(setting, "/", value)));
        return all;
    }

    private static List<Says> bad(SettingRule rule, String place) {
        List<Says> all = new ArrayList<>();
        for (SettingRule.Part part : rule.parts()) {
            Setting setting = BOOK.setting(part.setting()).orElseThrow();
            String value = GoodSettings.candidates(BOOK, part.setting()).stream()
                    .filter(v -> part.unit().judge(v, setting, rule.words()) == SettingTest.Judgement.BAD)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no bad value for " + part.setting()));
            all.add(new Says(part.setting(), place, value));
        }
        return all;
    }

    private static List<Says> everyPart(SettingRule rule, String place, @Nullable String value) {
        return rule.parts().stream()
                .map(part -> new Says(part.setting(), place, value))
                .toList();
    }

    private static List<Says> then(List<Says> first, List<Says> later) {
        List<Says> all = new ArrayList<>(first);
        all.addAll(later);
        return all;
    }

    @Test
    void everyRulePassesOnGoodValuesAndIsUnknownWithoutAny() {
        for (SettingRule rule : rules()) {
            assertThat(judge(rule, good()).outcome()).as(rule.policy()).isEqualTo(Outcome.PASS);
            assertThat(judge(rule, List.of()).outcome()).as(rule.policy()).isEqualTo(Outcome.UNKNOWN);
        }
    }

    @Test
    void everyRuleFailsAtTheRootInAUnitAndInAGroupAndNamesThePlace() {
        for (SettingRule rule : rules()) {
            for (String place : List.of("/", "/Lab", GROUP)) {
                RuleVerdict verdict = judge(rule, then(good(), bad(rule, place)));

                assertThat(verdict.outcome())
                        .as("%s at %s", rule.policy(), place)
                        .isEqualTo(Outcome.FAIL);
                assertThat(verdict.places())
                        .as("%s at %s", rule.policy(), place)
                        .anyMatch(p -> place.equals(p.group()) || place.equals(p.unit()));
            }
        }
    }

    @Test
    void aValueNobodyHasSeenIsUnknownAndShownWhereverItStands() {
        for (SettingRule rule : rules()) {
            boolean list = rule.parts().stream().anyMatch(p -> p.unit().kind() == SettingTest.Kind.LACKS);
            if (list) {
                continue; // a list without the wanted words lacks them, whatever else it holds
            }
            for (String place : List.of("/", "/Lab", GROUP)) {
                RuleVerdict verdict = judge(rule, then(good(), everyPart(rule, place, UNHEARD)));

                assertThat(verdict.outcome())
                        .as("%s at %s", rule.policy(), place)
                        .isEqualTo(Outcome.UNKNOWN);
                assertThat(verdict.places().toString()).contains(UNHEARD);
            }
        }
    }

    @Test
    void aBadUnitOrGroupThatGivesUpItsValueIsGoodAgain() {
        for (SettingRule rule : rules()) {
            if (rule.newestAnywhere()) {
                continue; // one value for the whole tenant
            }
            for (String place : List.of("/Lab", GROUP)) {
                List<Says> says = then(then(good(), bad(rule, place)), everyPart(rule, place, null));

                assertThat(judge(rule, says).outcome())
                        .as("%s at %s", rule.policy(), place)
                        .isEqualTo(Outcome.PASS);
            }
        }
    }

    @Test
    void everyAlertRuleIsOnOffOrUnknownInBothModes() {
        SettingRule alerts = BOOK.rule("GWS.COMMONCONTROLS.13.1").orElseThrow();
        for (AlertRule alert : BOOK.alerts()) {
            for (boolean on : List.of(true, false)) {
                AdminEvents events = new AdminEvents();
                // What was said last and changes nothing must not hide what was said before.
                say(events, alert, on ? "from OFF to ON" : "from ON to OFF");
                say(events, alert, "unchanged");
                Ledger.Builder ledger = Ledger.builder(BOOK, AT, AT.plusSeconds(3600));
                events.list().forEach(ledger::add);
                ReferenceJudge reference = new ReferenceJudge(BOOK, "example.com", Set.of());
                events.list().forEach(reference::add);

                List<String> product = named(new ProductJudge(ledger.build()).judge(alerts), alert);
                List<String> auditor = named(
                        reference.judge().stream()
                                .filter(v -> v.rule().policy().equals(alerts.policy()))
                                .findFirst()
                                .orElseThrow(),
                        alert);
                boolean judged = alert.required() || alert.inCurrentBaseline();
                assertThat(product.stream().anyMatch(p -> p.contains("off")))
                        .as("product: %s", alert.name())
                        .isEqualTo(judged && !on);
                // Three of the 42 are newer than the auditor's release.
                boolean looksAtIt = alert.required() && alert.onByDefault() != null;
                assertThat(auditor.isEmpty()).as("reference: %s", alert.name()).isEqualTo(on || !looksAtIt);
            }
        }
    }

    private static List<String> named(RuleVerdict verdict, AlertRule alert) {
        return verdict.places().stream()
                .map(RuleVerdict.Place::value)
                .filter(value -> value.startsWith(alert.name() + ":"))
                .toList();
    }

    private static void say(AdminEvents events, AlertRule alert, String change) {
        events.event(
                "SYSTEM_DEFINED_RULE_UPDATED",
                "SYSTEM_DEFINED_RULE_NAME",
                alert.name(),
                "SYSTEM_DEFINED_RULE_ACTION_STATUS_CHANGE",
                change.equals("unchanged") ? "Status unchanged." : "Status changed " + change + ".",
                "SYSTEM_DEFINED_RULE_ACTION_RECEIVERS_CHANGE",
                change.equals("unchanged")
                        ? "Email notification status unchanged, receivers unchanged."
                        : "Email notification status changed " + change + ", receivers unchanged.");
    }
}
