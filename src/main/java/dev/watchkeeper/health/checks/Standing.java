package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.Fact;
import dev.watchkeeper.health.KnownSettings;
import dev.watchkeeper.health.KnownSettings.Held;
import dev.watchkeeper.health.Plain;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import dev.watchkeeper.tenant.Text;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Judges settings as they stand: a bad place counts even if others are unknown; no pass without evidence. */
final class Standing {
    private Standing() {}

    /** What a check makes of a value; a value nobody foresaw decides nothing. */
    enum Value {
        GOOD,
        BAD,
        UNFORESEEN
    }

    /** Good are these words, bad are those, every other one is unforeseen; capitals and blanks at the ends are not told apart. */
    static Function<String, Value> words(Set<String> good, Set<String> bad) {
        return value -> {
            String word = value.strip();
            return has(bad, word) ? Value.BAD : has(good, word) ? Value.GOOD : Value.UNFORESEEN;
        };
    }

    private static boolean has(Set<String> words, String word) {
        return words.stream().anyMatch(word::equalsIgnoreCase);
    }

    /** A switch that should be on. */
    static Function<String, Value> on() {
        return words(Set.of("true"), Set.of("false"));
    }

    /** A switch that should be off. */
    static Function<String, Value> off() {
        return words(Set.of("false"), Set.of("true"));
    }

    /** One verdict over all places of one or several settings that are judged alike. */
    static Verdict judge(TenantFacts facts, Function<String, Value> judged, String... keys) {
        KnownSettings settings = facts.settings().get();
        List<Held> wrong = new ArrayList<>();
        List<Held> open = new ArrayList<>();
        Held unforeseen = null;
        Set<String> wrongKeys = new LinkedHashSet<>();
        int places = 0;
        for (String key : keys) {
            List<Held> all = settings.held(key);
            if (all.isEmpty()) {
                open.add(new Held("/", "", "never seen", null, null));
            }
            for (Held held : all) {
                places++;
                Value value = held.isKnown() ? judged.apply(held.value()) : Value.UNFORESEEN;
                if (value == Value.BAD) {
                    wrong.add(held);
                    wrongKeys.add(key.substring(key.indexOf('|') + 1));
                } else if (!held.isKnown()) {
                    open.add(held);
                } else if (value == Value.UNFORESEEN) {
                    unforeseen = unforeseen == null ? held : unforeseen;
                }
            }
        }
        if (!wrong.isEmpty()) {
            return Verdict.fail(Verdict.TENANT, evidence(wrong).with("settings", wrongKeys));
        }
        if (unforeseen != null) {
            return unforeseen(unforeseen.place(), unforeseen.value());
        }
        return open.isEmpty() ? Verdict.pass(Evidence.of("places", places)) : unknown(open);
    }

    /** A value of which nobody has said whether it is good or bad. */
    static Verdict unforeseen(String place, String value) {
        String where = Plain.line(place, 100);
        String what = Plain.line(value, 100);
        return Verdict.unknown(new Text(
                "the setting has a value we do not know (" + where + ": " + (what.isEmpty() ? "empty" : what) + ")",
                "该设置的值我们不认识（" + where + "：" + (what.isEmpty() ? "空" : what) + "）"));
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
    static @Nullable Evidence knownBad(TenantFacts facts, Function<String, Value> judged, String key) {
        Fact<KnownSettings> settings = facts.settings();
        if (!settings.isKnown()) {
            return null;
        }
        List<Held> wrong = settings.get().held(key).stream()
                .filter(held -> held.isKnown() && judged.apply(held.value()) == Value.BAD)
                .toList();
        return wrong.isEmpty() ? null : evidence(wrong);
    }
}
