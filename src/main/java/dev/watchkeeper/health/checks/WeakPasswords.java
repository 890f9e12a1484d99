package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.UsageHistory;
import dev.watchkeeper.health.Verdict;
import java.time.LocalDate;
import java.util.List;

/** HYG-02: users with weak or too short passwords. */
final class WeakPasswords implements HealthCheck {
    static final String WEAK = "accounts:num_users_password_strength_weak";
    static final String SHORT = "accounts:num_users_password_length_non_compliant";

    @Override
    public String id() {
        return "HYG-02";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        UsageHistory usage = facts.usage().get();
        LocalDate date = usage.newestWith(WEAK);
        long weak = usage.number(date, WEAK);
        long tooShort = usage.number(date, SHORT);
        Evidence evidence = Evidence.of("weak", weak).with("short", tooShort).with("date", date);
        return List.of(
                Math.max(weak, tooShort) > limits.whole("users")
                        ? Verdict.fail(Verdict.TENANT, evidence)
                        : Verdict.pass(evidence));
    }
}
