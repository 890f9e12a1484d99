package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.ActivityEvent;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.Plain;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** SHR-06: a partner domain was put on, or taken off, the list of domains files may be shared with. */
final class PartnerDomains implements HealthCheck {
    @Override
    public String id() {
        return "SHR-06";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        Map<String, ActivityEvent> newest = new LinkedHashMap<>();
        for (ActivityEvent event : Recent.events(
                facts, "admin", limits.days("news_days"), "ADD_TRUSTED_DOMAINS", "REMOVE_TRUSTED_DOMAINS")) {
            List<String> domains = event.texts("DOMAIN_NAME");
            for (String domain : domains.isEmpty() ? List.of("") : domains) {
                newest.put(Recent.lower(domain), event);
            }
        }
        if (newest.isEmpty()) {
            return List.of(Verdict.pass(
                    Evidence.of("admin_log_read_until", facts.events("admin").until())));
        }
        return newest.entrySet().stream()
                .map(one -> Verdict.fail(
                                Plain.subject("domain", one.getKey()),
                                Evidence.of("domain", one.getKey())
                                        .with("by", one.getValue().who())
                                        .with("at", one.getValue().at()))
                        .worded(one.getValue().name().startsWith("ADD") ? "added" : "removed"))
                .toList();
    }
}
