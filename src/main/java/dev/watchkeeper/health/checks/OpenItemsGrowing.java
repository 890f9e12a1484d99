package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.UsageHistory;
import dev.watchkeeper.health.UsageReport;
import dev.watchkeeper.health.Verdict;
import java.time.LocalDate;
import java.util.List;

/** LEK-02: far more files than usual were opened to outsiders in a day; the counters are daily changes. */
final class OpenItemsGrowing implements HealthCheck {
    private static final List<String> ADDED = List.of(
            "drive:num_owned_items_with_visibility_anyone_with_link_added",
            "drive:num_owned_items_with_visibility_public_added",
            "drive:num_owned_items_with_visibility_shared_externally_added");

    @Override
    public String id() {
        return "LEK-02";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        UsageHistory usage = facts.usage().get();
        LocalDate date = usage.newestWith(ADDED.get(0));
        long added = 0;
        for (String name : ADDED) {
            added += usage.number(date, name);
        }
        Normal normal = Normal.of(usage, date, facts, OpenItemsGrowing::sum);
        Evidence evidence = Evidence.of("added", added)
                .rounded("usual", normal.middle())
                .with("public", usage.find(date, ADDED.get(1)))
                .with("date", date);
        return List.of(
                added >= limits.whole("least_added")
                                && added > limits.number("factor") * normal.middle()
                                && normal.isFarAbove(added, limits.number("factor"))
                        ? Verdict.fail(Verdict.TENANT, evidence)
                        : Verdict.pass(evidence));
    }

    private static double sum(UsageReport report) {
        double sum = 0;
        for (String name : ADDED) {
            Long number = report.number(name);
            if (number == null) {
                return Double.NaN;
            }
            sum += number;
        }
        return sum;
    }
}
