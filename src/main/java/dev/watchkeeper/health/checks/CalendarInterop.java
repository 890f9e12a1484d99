package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.EventHistory;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import dev.watchkeeper.tenant.Text;
import java.util.List;

/** SHR-04: look-ups of free/busy between Google and Exchange fail; the names of the events are not confirmed. */
final class CalendarInterop implements HealthCheck {
    @Override
    public String id() {
        return "SHR-04";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        EventHistory calendar = facts.events("calendar");
        facts.events("admin");
        long[] counts = new long[2];
        calendar.each(Recent.query(facts, limits.days("look_back_days"), "interop*"), event -> {
            counts[0]++;
            if (event.name().contains("unsuccessful")) {
                counts[1]++;
            }
        });
        Evidence evidence = Evidence.of("lookups", counts[0]).with("failed", counts[1]);
        if (counts[0] < limits.whole("least_lookups")) {
            return List.of(Verdict.notApplicable(
                    new Text("no calendar exchange with Microsoft is seen", "没有与 Microsoft 的日历互通")));
        }
        evidence.with("percent", Math.round(counts[1] * 100.0 / counts[0]));
        return List.of(
                counts[1] * 100.0 > limits.number("percent") * counts[0]
                        ? Verdict.fail(Verdict.TENANT, evidence)
                        : Verdict.pass(evidence));
    }
}
