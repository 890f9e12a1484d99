package dev.watchkeeper.health.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** For every setting that rules judge, a value that all of them like. */
public final class GoodSettings {
    private GoodSettings() {}

    /** Setting key to value; an empty value means that none was found. */
    public static Map<String, String> of(RuleBook book) {
        Map<String, String> values = new TreeMap<>();
        for (SettingRule rule : book.rules()) {
            for (SettingRule.Part part : rule.parts()) {
                values.put(part.setting(), good(book, part.setting()));
            }
        }
        values.remove("service|Google Takeout");
        return values;
    }

    private static String good(RuleBook book, String key) {
        return candidates(book, key).stream()
                .filter(v -> rulesOf(book, key).stream().allMatch(r -> isGood(book, r, key, v)))
                .findFirst()
                .orElse("");
    }

    private static boolean isGood(RuleBook book, SettingRule rule, String key, String value) {
        return rule.parts().stream()
                .filter(p -> p.setting().equals(key))
                .allMatch(p -> !p.unit().isBad(value, true)
                        && p.unit().judge(value, book.setting(key).orElseThrow(), rule.words())
                                == SettingTest.Judgement.GOOD);
    }

    private static List<SettingRule> rulesOf(RuleBook book, String key) {
        return book.rules().stream()
                .filter(r -> r.parts().stream().anyMatch(p -> p.setting().equals(key)))
                .toList();
    }

    /** Values worth trying for a setting: those that the book names, and some that stand for numbers and lists. */
    static List<String> candidates(RuleBook book, String key) {
        List<String> all =
                new ArrayList<>(new TreeSet<>(book.setting(key).orElseThrow().values()));
        all.addAll(List.of("20", "3600", "0", "999999"));
        all.add("[system_violation: HARASSMENT, system_violation: DISCRIMINATION, system_violation: EXPLICIT_CONTENT,"
                + " system_violation:  SPAM, system_violation: CONFIDENTIAL_INFORMATION,"
                + " system_violation: SENSITIVE_INFORMATION, system_violation: OTHER]");
        return all;
    }
}
