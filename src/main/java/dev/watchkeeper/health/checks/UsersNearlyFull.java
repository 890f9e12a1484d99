package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.UsageHistory;
import dev.watchkeeper.health.UserUsage;
import dev.watchkeeper.health.Verdict;
import dev.watchkeeper.tenant.Text;
import java.time.LocalDate;
import java.util.List;

/** HYG-06: a notable part of the users is over 80 % of their quota. */
final class UsersNearlyFull implements HealthCheck {
    private static final String NEARLY_FULL = "accounts:num_users_used_quota_ge_80percent";

    @Override
    public String id() {
        return "HYG-06";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        UsageHistory usage = facts.usage().get();
        LocalDate date = usage.newestWith(NEARLY_FULL);
        long nearlyFull = usage.number(date, NEARLY_FULL);
        long users = usage.number(date, "accounts:num_users");
        if (users <= 0) {
            return List.of(Verdict.notApplicable(new Text("no users", "没有用户")));
        }
        Evidence evidence = Evidence.of("users_nearly_full", nearlyFull)
                .with("users", users)
                .rounded("percent", nearlyFull * 100.0 / users)
                .with("date", date);
        if (nearlyFull * 100.0 <= limits.number("percent") * users) {
            return List.of(Verdict.pass(evidence));
        }
        if (facts.userUsage().isKnown()) {
            evidence.with(
                    "names",
                    facts.userUsage().get().fullest().stream()
                            .map(UserUsage.Mailbox::user)
                            .toList());
        }
        return List.of(Verdict.fail(Verdict.TENANT, evidence));
    }
}
