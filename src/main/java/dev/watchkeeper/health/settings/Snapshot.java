package dev.watchkeeper.health.settings;

import dev.watchkeeper.health.KnownSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes of a ledger what checks and audits ask for. */
public final class Snapshot {
    private Snapshot() {}

    public static KnownSettings of(Ledger ledger) {
        List<KnownSettings.Rule> rules = of(new ProductJudge(ledger).judge());
        Map<String, List<KnownSettings.Held>> values = new HashMap<>();
        for (Setting setting : ledger.book().settings()) {
            values.put(setting.key(), held(ledger, setting.key()));
        }
        return new KnownSettings(rules, values, ledger.unknownNames(), ledger.proposals());
    }

    public static List<KnownSettings.Rule> of(List<RuleVerdict> verdicts) {
        List<KnownSettings.Rule> rules = new ArrayList<>();
        for (RuleVerdict verdict : verdicts) {
            rules.add(new KnownSettings.Rule(
                    verdict.rule().policy(),
                    verdict.outcome(),
                    verdict.basis().word(),
                    verdict.assumed(),
                    verdict.places().stream()
                            .map(p -> new KnownSettings.Place(
                                    p.unit(), p.group(), p.value(), p.since(), p.by(), p.outrankedBy()))
                            .toList()));
        }
        return rules;
    }

    private static List<KnownSettings.Held> held(Ledger ledger, String key) {
        List<KnownSettings.Held> held = new ArrayList<>();
        Unit root = ledger.tree().root();
        for (Unit unit : ledger.tree().existing()) {
            if (unit == root || ledger.own(key, unit).kind() != OwnValue.Kind.NOTHING_SEEN) {
                Ledger.Effective value = ledger.effective(key, unit);
                held.add(new KnownSettings.Held(
                        unit.path(),
                        value.own().value(),
                        value.unknownBecause(),
                        value.own().since(),
                        value.own().by()));
            }
        }
        for (String group : ledger.groups(key)) {
            OwnValue own = ledger.own(key, group);
            switch (own.kind()) {
                case VALUE -> held.add(new KnownSettings.Held(group, own.value(), "", own.since(), own.by()));
                case CONFLICT, AMBIGUOUS ->
                    held.add(new KnownSettings.Held(group, "", "contradictory statements", own.since(), own.by()));
                case NONE, NOTHING_SEEN -> {
                    // The group says nothing for itself.
                }
            }
        }
        return held;
    }
}
