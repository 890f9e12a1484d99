package dev.watchkeeper.health.checks;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.UsageHistory;
import dev.watchkeeper.health.Verdict;
import dev.watchkeeper.tenant.Profile;
import java.time.LocalDate;
import java.util.List;

/** LGN-12: users may still sign in with programs that know only a password. */
final class OldSignIn implements HealthCheck {
    private static final String ALLOWED = "accounts:num_users_less_secure_apps_access_allowed";

    @Override
    public String id() {
        return "LGN-12";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        UsageHistory usage = facts.usage().get();
        LocalDate date = usage.newestWith(ALLOWED);
        long users = usage.number(date, ALLOWED);
        Evidence evidence = Evidence.of("users", users).with("date", date);
        if (users <= limits.whole("users")) {
            return List.of(Verdict.pass(evidence));
        }
        Verdict verdict = Verdict.fail(Verdict.TENANT, evidence);
        return List.of(facts.tenant().profile() == Profile.OPEN ? verdict.as(Severity.LOW) : verdict);
    }
}
