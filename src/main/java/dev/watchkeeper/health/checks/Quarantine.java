package dev.watchkeeper.health.checks;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.health.ActivityEvent;
import dev.watchkeeper.health.EventHistory;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** EML-17: mail lies in quarantine, much of it or for long. */
final class Quarantine implements HealthCheck {
    /** The words and numbers of the log for mail that is no spam. */
    private static final Set<String> HARMLESS = Set.of("0", "1", "clean", "not_spam", "none", "unknown");

    private static final int MOST_MAILS = 50_000;

    @Override
    public String id() {
        return "EML-17";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        EventHistory gmail = facts.events("gmail");
        Duration back = limits.days("look_back_days");
        Map<String, Instant> held = new LinkedHashMap<>();
        long[] inADay = {0};
        Instant dayAgo = facts.now().minus(Duration.ofDays(1));
        gmail.each(Recent.query(facts, back, Set.of()), event -> {
            String kind = event.at("event_info", "mail_event_type");
            String mail = event.at("message_info", "rfc2822_message_id");
            if (kind.equals("5") && !isSpam(event)) {
                if (!event.at().isBefore(dayAgo)) {
                    inADay[0]++;
                }
                if (held.size() < MOST_MAILS) {
                    held.putIfAbsent(mail.isEmpty() ? event.at() + "/" + event.qualifier() : mail, event.at());
                }
            } else if (kind.equals("6")) {
                held.remove(mail);
            }
        });
        Recent.eventsIfKnown(
                        facts,
                        "admin",
                        back,
                        "RELEASE_FROM_QUARANTINE",
                        "REJECT_FROM_QUARANTINE",
                        "DROP_FROM_QUARANTINE")
                .forEach(event -> held.remove(event.text("EMAIL_LOG_SEARCH_MSG_ID")));
        Instant oldest = held.values().stream().min(Instant::compareTo).orElse(null);
        Evidence evidence = Evidence.of("held", held.size())
                .with("in_a_day", inADay[0])
                .with("oldest", oldest)
                .with("gmail_log_read_until", gmail.until());
        if (inADay[0] >= limits.whole("mails_a_day")) {
            return List.of(Verdict.fail(
                            Verdict.TENANT,
                            Evidence.of("held", inADay[0])
                                    .with("still_held", held.size())
                                    .with("oldest", oldest))
                    .as(Severity.MEDIUM)
                    .worded("count"));
        }
        if (oldest != null && oldest.plus(limits.hours("oldest_hours")).isBefore(facts.now())) {
            return List.of(Verdict.fail(Verdict.TENANT, evidence).worded("old"));
        }
        return List.of(Verdict.pass(evidence));
    }

    /** Spam in quarantine is where it belongs; nobody waits for it. */
    private static boolean isSpam(ActivityEvent event) {
        String disposition = Recent.lower(event.at("message_info", "spam_info", "disposition"));
        boolean disposed = !disposition.isEmpty() && !HARMLESS.contains(disposition);
        return disposed || event.at("message_info", "is_spam").equals("true");
    }
}
