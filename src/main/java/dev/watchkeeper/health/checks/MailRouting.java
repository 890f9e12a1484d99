package dev.watchkeeper.health.checks;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.health.ActivityEvent;
import dev.watchkeeper.health.CauseAndEffect;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.Plain;
import dev.watchkeeper.health.SettingChange;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * EML-14: mail routing was changed. One save writes several rows, around the renaming of 2026 under both names: rows of
 * one administrator at one instant are one change.
 */
final class MailRouting implements HealthCheck {
    static final Set<String> EVENTS = Set.of(
            "CREATE_GMAIL_SETTING",
            "CHANGE_GMAIL_SETTING",
            "DELETE_GMAIL_SETTING",
            "CREATE_APPLICATION_SETTING",
            "CHANGE_APPLICATION_SETTING",
            "DELETE_APPLICATION_SETTING",
            "TOGGLE_OUTBOUND_RELAY",
            "MAIL_ROUTING_DESTINATION_ADDED",
            "MAIL_ROUTING_DESTINATION_REMOVED");

    @Override
    public String id() {
        return "EML-14";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        Map<String, List<ActivityEvent>> saves = new LinkedHashMap<>();
        for (ActivityEvent event : Recent.events(facts, "admin", limits.days("news_days"), EVENTS)) {
            if (isRouting(event, limits.list("routing_words"), limits.list("legacy_names"))) {
                saves.computeIfAbsent(event.who() + "\n" + event.at(), key -> new ArrayList<>())
                        .add(event);
            }
        }
        if (saves.isEmpty()) {
            return List.of(Verdict.pass(
                    Evidence.of("admin_log_read_until", facts.events("admin").until())));
        }
        Map<String, Verdict> verdicts = new LinkedHashMap<>();
        saves.values().forEach(rows -> {
            Verdict verdict = change(rows, facts, limits);
            verdicts.put(verdict.subject(), verdict);
        });
        return List.copyOf(verdicts.values());
    }

    static boolean isRouting(ActivityEvent event, List<String> words, List<String> legacyNames) {
        if (event.name().endsWith("_GMAIL_SETTING")) {
            return legacyNames.contains(event.text("SETTING_NAME"));
        }
        if (event.name().endsWith("_APPLICATION_SETTING")) {
            String setting = Recent.lower(event.text("SETTING_NAME"));
            return event.text("APPLICATION_NAME").equals("Gmail")
                    && (!event.at("SETTING_METADATA", "rule_key").isEmpty()
                            || words.stream().anyMatch(setting::startsWith));
        }
        return true;
    }

    private static Verdict change(List<ActivityEvent> rows, TenantFacts facts, Limits limits) {
        ActivityEvent first = rows.get(0);
        String key = "";
        Set<String> rules = new LinkedHashSet<>();
        Set<String> names = new LinkedHashSet<>();
        for (ActivityEvent row : rows) {
            names.add(row.name());
            String description = row.at("SETTING_METADATA", "DESCRIPTION");
            String rule = SettingChangeName.of(row);
            rules.add(description.isEmpty() ? rule : rule + " (" + description + ")");
            String own = row.at("SETTING_METADATA", "rule_key");
            own = own.isEmpty() ? row.text("USER_DEFINED_SETTING_NAME") : own;
            key = key.isEmpty() ? own : key;
        }
        String subject = key.isEmpty() ? SettingChangeName.of(first) : key;
        Evidence evidence = Evidence.of("rule", List.copyOf(rules))
                .with("events", List.copyOf(names))
                .with("value", first.text("NEW_VALUE"))
                .with("before", first.has("OLD_VALUE") ? first.text("OLD_VALUE") : null)
                .with("place", first.text("ORG_UNIT_NAME"))
                .with("by", first.who())
                .with("at", first.at());
        MailEffect effect = MailEffect.of(facts, first.at(), limits);
        if (effect == null) {
            return Verdict.fail(Plain.subject("rule", subject), evidence);
        }
        effect.evidence().values().forEach(evidence::with);
        evidence.with(CauseAndEffect.EXPLAINS, List.of("EML-09", "EML-10", "EML-12", "EML-18"));
        return Verdict.fail(Plain.subject("rule", subject), evidence)
                .as(Severity.CRITICAL)
                .worded(effect.wording());
    }

    /** What a row calls the thing it changed. */
    private static final class SettingChangeName {
        static String of(ActivityEvent row) {
            SettingChange change = SettingChange.read(row);
            if (change != null) {
                return change.setting();
            }
            String name = row.text("SETTING_NAME");
            return name.isEmpty() ? row.name() : name;
        }
    }
}
