package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.ActivityEvent;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.Plain;
import dev.watchkeeper.health.SettingChange;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.TicketFlow;
import dev.watchkeeper.health.Verdict;
import java.time.Duration;
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

    private static final List<String> SHOWN = List.of("warning", "no action", "none", "inbox", "keep");

    /** Tickets of so many days before now are looked at. */
    private static final Duration STRETCH = Duration.ofDays(7);

    /** Whether the customer opens no more tickets than before the change. */
    private static boolean isSettled(TenantFacts facts, SettingChange change) {
        if (!facts.tickets().isKnown()
                || facts.tickets().get().since().isAfter(change.at().minus(STRETCH))) {
            return false;
        }
        TicketFlow flow = facts.tickets().get();
        long before = flow.between(change.at().minus(STRETCH), change.at());
        long after = flow.between(facts.now().minus(STRETCH), facts.now());
        return Chance.ofAtLeast(after, (double) before) >= Chance.UNLIKELY;
    }

    @Override
    public String id() {
        return "ATT-02";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        Map<String, SettingChange> newest = new LinkedHashMap<>();
        for (ActivityEvent event :
                Recent.all(facts, "admin", SettingChange.APPLICATION_EVENTS.toArray(String[]::new))) {
            SettingChange change = SettingChange.read(event);
            if (change != null && SETTINGS.contains(change.setting())) {
                newest.put(change.setting() + "@" + change.place(), change);
            }
        }
        List<Verdict> verdicts = new ArrayList<>();
        newest.forEach((key, change) -> {
            String value = Recent.lower(change.value());
            String subject = Plain.subject("setting", key);
            boolean news = !change.at().isBefore(facts.now().minus(limits.days("news_days")));
            boolean hides = value.contains("spam") || value.contains("quarantine");
            if (!hides && !change.givesUp() && SHOWN.stream().noneMatch(value::contains)) {
                verdicts.add(Standing.unforeseen(change.place(), change.value()).about(subject));
            } else if (!hides || (!news && isSettled(facts, change))) {
                verdicts.add(Verdict.over(subject, Evidence.of("value", change.value())));
            } else if (Recent.counts(facts, id(), subject, change.at(), limits.days("news_days"))) {
                verdicts.add(Verdict.fail(
                        subject,
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
