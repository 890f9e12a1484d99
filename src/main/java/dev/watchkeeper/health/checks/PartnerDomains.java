package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.ActivityEvent;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.Plain;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** SHR-06: a partner domain was put on, or taken off, the list of domains files may be shared with. */
final class PartnerDomains implements HealthCheck {
    @Override
    public String id() {
        return "SHR-06";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        Duration news = limits.days("news_days");
        Map<String, Verdict> verdicts = new LinkedHashMap<>();
        Map<String, ActivityEvent> last = new HashMap<>();
        for (ActivityEvent event : Recent.all(facts, "admin", "ADD_TRUSTED_DOMAINS", "REMOVE_TRUSTED_DOMAINS")) {
            List<String> domains = event.texts("DOMAIN_NAME");
            for (String name : domains.isEmpty() ? List.of("") : domains) {
                String domain = Recent.lower(name);
                String subject = Plain.subject("domain", domain);
                ActivityEvent before = last.put(domain, event);
                verdicts.remove(subject);
                if (takesBack(event, before, news)) {
                    verdicts.put(subject, Verdict.over(subject, Evidence.of("domain", domain)));
                } else if (Recent.counts(facts, id(), subject, event.at(), news)) {
                    verdicts.put(subject, changed(subject, domain, event));
                }
            }
        }
        return verdicts.isEmpty()
                ? List.of(Verdict.pass(Evidence.of(
                        "admin_log_read_until", facts.events("admin").until())))
                : List.copyOf(verdicts.values());
    }

    /** Whether all is again as it was before the change before. */
    private static boolean takesBack(ActivityEvent event, @Nullable ActivityEvent before, Duration news) {
        return before != null
                && !before.name().equals(event.name())
                && !event.at().isAfter(before.at().plus(news));
    }

    private static Verdict changed(String subject, String domain, ActivityEvent event) {
        return Verdict.fail(
                        subject,
                        Evidence.of("domain", domain).with("by", event.who()).with("at", event.at()))
                .worded(event.name().startsWith("ADD") ? "added" : "removed");
    }
}
