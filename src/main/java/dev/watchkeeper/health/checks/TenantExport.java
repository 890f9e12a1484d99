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
    private static final List<String> STOPPED = List.of("_FAILED", "_CANCELLED", "_CANCELED", "_DELETED");

    @Override
    public String id() {
        return "LEK-07";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        Duration news = limits.days("news_days");
        List<Verdict> verdicts = new ArrayList<>();
        List<ActivityEvent> whole = Recent.all(facts, "admin", "CUSTOMER_TAKEOUT_*");
        ActivityEvent newest = whole.isEmpty() ? null : whole.get(whole.size() - 1);
        if (newest != null && isStopped(newest)) {
            verdicts.add(Verdict.over(Verdict.TENANT, Evidence.of("event", newest.name())));
        } else if (newest != null && Recent.counts(facts, id(), Verdict.TENANT, newest.at(), news)) {
            verdicts.add(Verdict.fail(
                    Verdict.TENANT,
                    Evidence.of("event", newest.name())
                            .with("by", newest.who())
                            .with("at", newest.at())
                            .with("address", newest.ipAddress())));
        }
        Map<String, ActivityEvent> single = new LinkedHashMap<>();
        for (ActivityEvent event : Recent.eventsIfKnown(
                facts, "takeout", news, "STARTED_USER_TAKEOUT", "COMPLETED_USER_TAKEOUT", "DOWNLOADED_USER_TAKEOUT")) {
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

    /** A failed or cancelled export took nothing away. */
    private static boolean isStopped(ActivityEvent event) {
        return STOPPED.stream().anyMatch(event.name()::endsWith);
    }
}
