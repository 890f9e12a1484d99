package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.ActivityEvent;
import dev.watchkeeper.health.EventQuery;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.Plain;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import dev.watchkeeper.health.Watch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** SHR-02: a calendar was opened to the whole internet; the newest event of each calendar decides. */
final class PublicCalendar implements HealthCheck {
    @Override
    public String id() {
        return "SHR-02";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        var log = facts.events("calendar");
        Map<String, ActivityEvent> open = new LinkedHashMap<>();
        var all = new EventQuery(
                Set.of("change_calendar_acls"), log.since(), facts.now().plusSeconds(300));
        log.each(all, event -> {
            if (Watch.PUBLIC_CALENDAR.equalsIgnoreCase(event.text("grantee_email"))) {
                String calendar = event.text("calendar_id");
                if (event.text("access_level").equals("none")) {
                    open.remove(calendar);
                } else {
                    open.put(calendar, event);
                }
            }
        });
        if (open.isEmpty()) {
            return List.of(Verdict.pass(Evidence.of("calendar_log_read_until", log.until())));
        }
        return open.entrySet().stream()
                .map(one -> Verdict.fail(
                        Plain.subject("calendar", one.getKey()),
                        Evidence.of("calendar", one.getKey())
                                .with("access_level", one.getValue().text("access_level"))
                                .with("by", one.getValue().who())
                                .with("at", one.getValue().at())))
                .toList();
    }
}
