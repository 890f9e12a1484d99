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
import java.time.Instant;
import java.util.ArrayList;
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
        Map<String, Instant> closed = new LinkedHashMap<>();
        var all = new EventQuery(
                Set.of("change_calendar_acls"), log.since(), facts.now().plusSeconds(300));
        log.each(all, event -> {
            if (Watch.PUBLIC_CALENDAR.equalsIgnoreCase(event.text("grantee_email"))) {
                String calendar = event.text("calendar_id");
                if (event.text("access_level").equals("none")) {
                    open.remove(calendar);
                    closed.put(calendar, event.at());
                } else {
                    open.put(calendar, event);
                    closed.remove(calendar);
                }
            }
        });
        List<Verdict> verdicts = new ArrayList<>();
        open.forEach((calendar, event) -> verdicts.add(Verdict.fail(
                Plain.subject("calendar", calendar),
                Evidence.of("calendar", calendar)
                        .with("access_level", event.text("access_level"))
                        .with("by", event.who())
                        .with("at", event.at()))));
        closed.forEach((calendar, at) ->
                verdicts.add(Verdict.over(Plain.subject("calendar", calendar), Evidence.of("closed_at", at))));
        return verdicts.isEmpty()
                ? List.of(Verdict.pass(Evidence.of("calendar_log_read_until", log.until())))
                : verdicts;
    }
}
