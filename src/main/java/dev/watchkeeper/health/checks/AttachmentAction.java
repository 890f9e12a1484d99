package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.ActivityEvent;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.Plain;
import dev.watchkeeper.health.SettingChange;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** ATT-02: mail with certain attachments now goes to spam or quarantine instead of the inbox. */
final class AttachmentAction implements HealthCheck {
    private static final Set<String> SETTINGS = Set.of(
            "Attachment safety Encrypted attachment protection setting action",
            "Attachment safety Attachment with scripts protection action",
            "Attachment safety Anomalous attachment protection setting action");

    @Override
    public String id() {
        return "ATT-02";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        Map<String, SettingChange> newest = new LinkedHashMap<>();
        for (ActivityEvent event :
                Recent.events(facts, "admin", limits.days("news_days"), SettingChange.APPLICATION_EVENTS)) {
            SettingChange change = SettingChange.read(event);
            if (change != null && SETTINGS.contains(change.setting())) {
                newest.put(change.setting() + "@" + change.place(), change);
            }
        }
        List<Verdict> verdicts = new ArrayList<>();
        newest.forEach((key, change) -> {
            String value = Recent.lower(change.value());
            if (value.contains("spam") || value.contains("quarantine")) {
                verdicts.add(Verdict.fail(
                        Plain.subject("setting", key),
                        Evidence.of("setting", change.setting())
                                .with("value", change.value())
                                .with("before", change.before().isEmpty() ? null : change.before())
                                .with("place", change.place())
                                .with("by", change.by())
                                .with("at", change.at())));
            }
        });
        return verdicts.isEmpty() ? List.of(Verdict.pass(Evidence.of("changes", newest.size()))) : verdicts;
    }
}
