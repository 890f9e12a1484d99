package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.Fact;
import dev.watchkeeper.health.KnownSettings;
import dev.watchkeeper.health.KnownSettings.Held;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import dev.watchkeeper.tenant.Text;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Judges settings as they stand: a bad place counts even if others are unknown; no pass without evidence. */
final class Standing {
    private Standing() {}

    /** One verdict over all places of one or several settings that are judged alike. */
    static Verdict judge(TenantFacts facts, Predicate<String> bad, String... keys) {
        KnownSettings settings = facts.settings().get();
        List<Held> wrong = new ArrayList<>();
        List<Held> open = new ArrayList<>();
        Set<String> wrongKeys = new LinkedHashSet<>();
        int places = 0;
        for (String key : keys) {
            for (Held held : settings.held(key)) {
                places++;
                if (!held.isKnown()) {
                    open.add(held);
                } else if (bad.test(held.value())) {
                    wrong.add(held);
                    wrongKeys.add(key.substring(key.indexOf('|') + 1));
                }
            }
        }
        if (!wrong.isEmpty()) {
            return Verdict.fail(Verdict.TENANT, evidence(wrong).with("settings", wrongKeys));
        }
        if (!open.isEmpty() || places == 0) {
            return unknown(open);
        }
        return Verdict.pass(Evidence.of("places", places));
    }

    static Evidence evidence(List<Held> wrong) {
        Set<String> values = new LinkedHashSet<>();
        wrong.forEach(held -> values.add(held.value()));
        Held first = wrong.get(0);
        return Evidence.of("places", wrong.stream().map(Held::place).distinct().toList())
                .with("value", values)
                .with("since", first.since())
                .with("by", first.by());
    }

    static Verdict unknown(List<Held> open) {
        Held first = open.isEmpty() ? null : open.get(0);
        String hint = first == null ? "" : " (" + first.place() + ": " + first.unknownBecause() + ")";
        return Verdict.unknown(new Text(
                "the setting was never seen changing, and nobody has told us how it stands" + hint,
                "没有看到过该设置的改动，也没有人告诉过我们现状" + hint));
    }

    /** The evidence that a setting is bad somewhere; null if it is not, or not known. */
    static @Nullable Evidence knownBad(TenantFacts facts, Predicate<String> bad, String key) {
        Fact<KnownSettings> settings = facts.settings();
        if (!settings.isKnown()) {
            return null;
        }
        List<Held> wrong = settings.get().held(key).stream()
                .filter(held -> held.isKnown() && bad.test(held.value()))
                .toList();
        return wrong.isEmpty() ? null : evidence(wrong);
    }
}
