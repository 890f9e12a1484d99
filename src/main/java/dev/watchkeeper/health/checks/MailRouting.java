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
import org.jspecify.annotations.Nullable;

/**
 * EML-14: mail routing was changed. One save writes several rows, around the renaming of 2026 under both names: rows of
 * one administrator at one instant are one change.
 */
final class MailRouting implements HealthCheck {
    private static final String STATE = "RuleState";
    private static final Set<String> SENDER_LISTS =
            Set.of("blockedsender", "blocked_senders", "spamcontrol", "spam_control");

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
        for (ActivityEvent event : Recent.all(facts, "admin", EVENTS.toArray(String[]::new))) {
            if (isRouting(event, limits.list("routing_words"), limits.list("legacy_names"))) {
                saves.computeIfAbsent(event.who() + "\n" + event.at(), key -> new ArrayList<>())
                        .add(event);
            }
        }
        if (saves.isEmpty()) {
            return List.of(Verdict.pass(
                    Evidence.of("admin_log_read_until", facts.events("admin").until())));
        }
        Map<String, List<ActivityEvent>> newest = new LinkedHashMap<>();
        saves.values().forEach(rows -> newest.put(subject(rows), rows));
        List<Verdict> verdicts = new ArrayList<>();
        newest.forEach((subject, rows) -> {
            if (Recent.counts(facts, id(), subject, rows.get(0).at(), limits.days("news_days"))) {
                Verdict verdict = change(subject, rows, facts, limits);
                if (verdict != null) {
                    verdicts.add(verdict);
                }
            }
        });
        return verdicts.isEmpty() ? List.of(Verdict.pass(Evidence.of("changes", saves.size()))) : verdicts;
    }

    private static String subject(List<ActivityEvent> rows) {
        String key = "";
        for (ActivityEvent row : rows) {
            String own = row.at("SETTING_METADATA", "rule_key");
            own = own.isEmpty() ? row.text("USER_DEFINED_SETTING_NAME") : own;
            key = key.isEmpty() ? own : key;
        }
        return Plain.subject("rule", key.isEmpty() ? SettingChangeName.of(rows.get(0)) : key);
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

    /** Null if it is no news any more and nothing tells whether mail flows as before. */
    private static @Nullable Verdict change(
            String subject, List<ActivityEvent> rows, TenantFacts facts, Limits limits) {
        ActivityEvent first = rows.get(0);
        Set<String> names = new LinkedHashSet<>();
        rows.forEach(row -> names.add(row.name()));
        Evidence evidence = Evidence.of("rule", rules(rows))
                .with("events", List.copyOf(names))
                .with("value", first.text("NEW_VALUE"))
                .with("before", first.has("OLD_VALUE") ? first.text("OLD_VALUE") : null)
                .with("place", first.text("ORG_UNIT_NAME"))
                .with("by", first.who())
                .with("at", first.at());
        MailEffect effect = MailEffect.of(facts, first.at(), limits);
        if (effect.wording() == null) {
            boolean news = !first.at().isBefore(facts.now().minus(limits.days("news_days")));
            if (!news) {
                return effect.isNormal() ? Verdict.over(subject, effect.evidence()) : null;
            }
            Verdict plain = Verdict.fail(subject, evidence);
            return isSenderList(rows) ? plain.as(Severity.MEDIUM) : plain;
        }
        effect.evidence().values().forEach(evidence::with);
        evidence.with(CauseAndEffect.EXPLAINS, List.of("EML-09", "EML-10", "EML-12", "EML-18"));
        return Verdict.fail(subject, evidence).as(Severity.CRITICAL).worded(effect.wording());
    }

    /** What was changed, each rule once: a save also writes that it is on, and around 2026 the same under an old name. */
    private static List<String> rules(List<ActivityEvent> rows) {
        Map<String, String> byDescription = new LinkedHashMap<>();
        for (ActivityEvent row : rows) {
            String name = SettingChangeName.of(row);
            byDescription.merge(
                    row.at("SETTING_METADATA", "DESCRIPTION"),
                    name,
                    (one, other) -> one.startsWith(STATE) ? other : one);
        }
        if (byDescription.size() > 1) {
            byDescription.remove("");
        }
        List<String> rules = new ArrayList<>();
        byDescription.forEach(
                (description, name) -> rules.add(description.isEmpty() ? name : name + " (" + description + ")"));
        return rules;
    }

    /** A list of senders to block or to let pass: it can lose mail, but neither redirects nor steals it. */
    private static boolean isSenderList(List<ActivityEvent> rows) {
        return rows.stream().allMatch(row -> {
            String name = Recent.lower(SettingChangeName.of(row));
            String type = Recent.lower(row.at("SETTING_METADATA", "rule_type"));
            return SENDER_LISTS.stream().anyMatch(list -> name.startsWith(list) || type.equals(list));
        });
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
