package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.ActivityEvent;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.Plain;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** SYN-09: a program other than ours may act as any user of the tenant. */
final class DomainWideAccess implements HealthCheck {
    static final String GRANT = "AUTHORIZE_API_CLIENT_ACCESS";
    static final String REMOVAL = "REMOVE_API_CLIENT_ACCESS";

    @Override
    public String id() {
        return "SYN-09";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        Map<String, ActivityEvent> standing = new LinkedHashMap<>();
        Map<String, ActivityEvent> removed = new LinkedHashMap<>();
        for (ActivityEvent event : Recent.all(facts, "admin", GRANT, REMOVAL)) {
            String client = event.text("API_CLIENT_NAME");
            if (event.name().equals(REMOVAL)) {
                standing.remove(client);
                removed.put(client, event);
            } else if (!client.equals(facts.ownClientId())) {
                standing.put(client, event);
            }
        }
        List<Verdict> verdicts = new ArrayList<>();
        standing.forEach((client, grant) -> {
            String subject = Plain.subject("app", client);
            if (Recent.counts(facts, id(), subject, grant.at(), limits.days("look_back_days"))) {
                verdicts.add(Verdict.fail(
                        subject,
                        Evidence.of("client", client)
                                .with("scopes", grant.texts("API_SCOPES"))
                                .with("by", grant.who())
                                .with("at", grant.at())));
            }
        });
        removed.forEach((client, event) -> {
            if (!standing.containsKey(client)) {
                verdicts.add(Verdict.over(Plain.subject("app", client), Evidence.of("removed_at", event.at())));
            }
        });
        return verdicts.isEmpty()
                ? List.of(Verdict.pass(
                        Evidence.of("admin_log_since", facts.events("admin").since())))
                : verdicts;
    }
}
