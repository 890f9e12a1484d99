package dev.watchkeeper.health.checks;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.health.EventHistory;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.Plain;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** EML-23: several users report mail of one sender as spam or phishing. */
final class PhishingReported implements HealthCheck {
    private static final int MOST_SENDERS = 10_000;
    private static final String REPORTED = "3";

    @Override
    public String id() {
        return "EML-23";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        EventHistory gmail = facts.events("gmail");
        Map<String, Set<String>> reporters = new LinkedHashMap<>();
        gmail.each(Recent.query(facts, limits.days("look_back_days"), Set.of()), event -> {
            String sender = Recent.domain(event.at("message_info", "source", "address"));
            boolean reported = event.at("event_info", "mail_event_type").equals(REPORTED);
            if (reported && !sender.isEmpty() && reporters.size() < MOST_SENDERS) {
                reporters.computeIfAbsent(sender, name -> new HashSet<>()).add(Recent.lower(event.who()));
            }
        });
        List<Verdict> verdicts = new ArrayList<>();
        reporters.forEach((sender, users) -> {
            if (users.size() >= limits.whole("users")) {
                Verdict verdict = Verdict.fail(
                        Plain.subject("domain", sender),
                        Evidence.of("sender", sender).with("users", users.size()));
                verdicts.add(users.size() >= limits.whole("high_users") ? verdict.as(Severity.HIGH) : verdict);
            }
        });
        return verdicts.isEmpty()
                ? List.of(Verdict.pass(Evidence.of("gmail_log_read_until", gmail.until())))
                : verdicts;
    }
}
