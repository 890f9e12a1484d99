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

/** LGN-09: a core service was switched off for a unit or group and not switched on again since. */
final class ServiceOff implements HealthCheck {
    @Override
    public String id() {
        return "LGN-09";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        Map<String, ActivityEvent> newest = new LinkedHashMap<>();
        for (ActivityEvent event : Recent.all(facts, "admin", "TOGGLE_SERVICE_ENABLED")) {
            newest.put(service(event) + "@" + Recent.lower(place(facts, event)), event);
        }
        List<String> core = limits.list("core_services");
        List<Verdict> verdicts = new ArrayList<>();
        newest.forEach((key, event) -> {
            String subject = Plain.subject("service", key);
            String value = Recent.lower(event.text("NEW_VALUE"));
            if (!core.contains(service(event))) {
                return;
            }
            if (value.equals("true")) {
                verdicts.add(Verdict.over(subject, Evidence.of("at", event.at())));
            } else if (!value.equals("false")) {
                verdicts.add(Standing.unforeseen("SERVICE " + event.text("SERVICE_NAME"), event.text("NEW_VALUE"))
                        .about(subject));
            } else {
                verdicts.add(Verdict.fail(
                        subject,
                        Evidence.of("service", event.text("SERVICE_NAME"))
                                .with("place", place(facts, event))
                                .with("by", event.who())
                                .with("at", event.at())));
            }
        });
        return verdicts.isEmpty() ? List.of(Verdict.pass(Evidence.of("changes", newest.size()))) : verdicts;
    }

    private static String service(ActivityEvent event) {
        return Recent.lower(event.text("SERVICE_NAME")).replace('_', ' ').strip();
    }

    private static String place(TenantFacts facts, ActivityEvent event) {
        String group = event.text("GROUP_EMAIL");
        String unit = group.isEmpty() ? event.text("ORG_UNIT_NAME") : group;
        return unit.isEmpty() ? facts.tenant().primaryDomain() : unit;
    }
}
