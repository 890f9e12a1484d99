package dev.watchkeeper.health.checks;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.health.ActivityEvent;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.Plain;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** LEK-07: all data of the tenant is being exported; exports of single users are told with less noise. */
final class TenantExport implements HealthCheck {
    @Override
    public String id() {
        return "LEK-07";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        Duration back = limits.days("news_days");
        List<Verdict> verdicts = new ArrayList<>();
        List<ActivityEvent> whole = Recent.events(facts, "admin", back, "CUSTOMER_TAKEOUT_*");
        if (!whole.isEmpty()) {
            ActivityEvent newest = whole.get(whole.size() - 1);
            verdicts.add(Verdict.fail(
                    Verdict.TENANT,
                    Evidence.of("event", newest.name())
                            .with("by", newest.who())
                            .with("at", newest.at())
                            .with("address", newest.ipAddress())));
        }
        Map<String, ActivityEvent> single = new LinkedHashMap<>();
        for (ActivityEvent event : Recent.eventsIfKnown(
                facts, "takeout", back, "STARTED_USER_TAKEOUT", "COMPLETED_USER_TAKEOUT", "DOWNLOADED_USER_TAKEOUT")) {
            String user = event.text("USER_EMAIL");
            single.put(Recent.lower(user.isEmpty() ? event.who() : user), event);
        }
        single.forEach((user, event) -> verdicts.add(Verdict.fail(
                        Plain.subject("user", user),
                        Evidence.of("user", user)
                                .with("event", event.name())
                                .with("by", event.text("INITIATED_BY"))
                                .with("at", event.at()))
                .as(Severity.MEDIUM)
                .worded("single")));
        return verdicts.isEmpty()
                ? List.of(Verdict.pass(Evidence.of(
                        "admin_log_read_until", facts.events("admin").until())))
                : verdicts;
    }
}
