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
import org.jspecify.annotations.Nullable;

/** SYN-10: more connected apps than anybody can keep an eye on, or many more than a quarter ago. */
final class ManyApps implements HealthCheck {
    private static final String APPS = "accounts:num_authorized_apps";
    private static final int QUARTER_DAYS = 91;
    private static final int AROUND_DAYS = 7;

    @Override
    public String id() {
        return "SYN-10";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        UsageHistory usage = facts.usage().get();
        LocalDate date = usage.newestWith(APPS);
        long apps = usage.number(date, APPS);
        long users = usage.number(date, "accounts:num_users");
        Long before = quarterAgo(usage, date);
        Evidence evidence = Evidence.of("apps", apps)
                .with("users", users)
                .with("before", before)
                .with("date", date);
        if (apps > limits.number("per_user") * users) {
            return List.of(Verdict.fail(Verdict.TENANT, evidence).worded("many"));
        }
        if (before != null && before > 0 && (apps - before) * 100.0 >= limits.number("percent_a_quarter") * before) {
            return List.of(Verdict.fail(Verdict.TENANT, evidence).worded("growing"));
        }
        return List.of(Verdict.pass(evidence));
    }

    /** The value nearest to a quarter ago, within a week; null if there is none. */
    private static @Nullable Long quarterAgo(UsageHistory usage, LocalDate date) {
        LocalDate target = date.minusDays(QUARTER_DAYS);
        Long best = null;
        for (UsageReport report : usage.before(target.plusDays(AROUND_DAYS + 1L), 2 * AROUND_DAYS + 1)) {
            Long apps = report.number(APPS);
            if (apps != null && (best == null || !report.date().isAfter(target))) {
                best = apps;
            }
        }
        return best;
    }
}
