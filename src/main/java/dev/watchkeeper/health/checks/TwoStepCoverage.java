package dev.watchkeeper.health.checks;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.health.Directory;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.UsageHistory;
import dev.watchkeeper.health.Verdict;
import dev.watchkeeper.tenant.Text;
import java.time.LocalDate;
import java.util.List;

/** HYG-01: how many active users have 2-step verification; an administrator without it is the worst case. */
final class TwoStepCoverage implements HealthCheck {
    private static final String ENROLLED = "accounts:num_users_2sv_enrolled";

    @Override
    public String id() {
        return "HYG-01";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        UsageHistory usage = facts.usage().get();
        LocalDate date = usage.newestWith(ENROLLED);
        long enrolled = usage.number(date, ENROLLED);
        long active = usage.number(date, "accounts:num_users")
                - usage.number(date, "accounts:num_suspended_users")
                - usage.number(date, "accounts:num_archived_users");
        List<String> administrators = administratorsWithout(facts);
        Evidence evidence =
                Evidence.of("enrolled", enrolled).with("active_users", active).with("date", date);
        if (!administrators.isEmpty()) {
            evidence.with("count", administrators.size()).with("administrators", administrators);
            return List.of(
                    Verdict.fail(Verdict.TENANT, evidence).as(Severity.CRITICAL).worded("administrators"));
        }
        if (active <= 0) {
            return List.of(Verdict.notApplicable(new Text("no active users", "没有活跃用户")));
        }
        double percent = enrolled * 100.0 / active;
        evidence.with("percent", (long) Math.floor(percent));
        if (percent < limits.number("high_below_percent")) {
            return List.of(Verdict.fail(Verdict.TENANT, evidence).as(Severity.HIGH));
        }
        if (percent < limits.number("medium_below_percent")) {
            return List.of(Verdict.fail(Verdict.TENANT, evidence).as(Severity.MEDIUM));
        }
        return List.of(Verdict.pass(evidence));
    }

    private static List<String> administratorsWithout(TenantFacts facts) {
        return facts.directory().isKnown()
                ? facts.directory().get().superAdministrators().stream()
                        .filter(account -> Boolean.FALSE.equals(account.enrolledIn2Sv()))
                        .map(Directory.Account::email)
                        .toList()
                : List.of();
    }
}
