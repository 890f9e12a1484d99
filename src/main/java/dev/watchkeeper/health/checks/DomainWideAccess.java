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
        for (ActivityEvent event : Recent.events(facts, "admin", limits.days("look_back_days"), GRANT, REMOVAL)) {
            String client = event.text("API_CLIENT_NAME");
            if (event.name().equals(REMOVAL)) {
                standing.remove(client);
            } else if (!client.equals(facts.ownClientId())) {
                standing.put(client, event);
            }
        }
        if (standing.isEmpty()) {
            return List.of(Verdict.pass(
                    Evidence.of("admin_log_since", facts.events("admin").since())));
        }
        return standing.entrySet().stream()
                .map(grant -> Verdict.fail(
                        Plain.subject("app", grant.getKey()),
                        Evidence.of("client", grant.getKey())
                                .with("scopes", grant.getValue().texts("API_SCOPES"))
                                .with("by", grant.getValue().who())
                                .with("at", grant.getValue().at())))
                .toList();
    }
}
