package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.UsageHistory;
import dev.watchkeeper.health.Verdict;
import java.time.LocalDate;
import java.util.List;

/** LGN-04: 2-step verification is demanded from users who have not set it up; they are locked out when grace ends. */
final class EnrolmentMissing implements HealthCheck {
    static final String MISSING = "accounts:num_users_2sv_not_enrolled_but_enforced";

    @Override
    public String id() {
        return "LGN-04";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        UsageHistory usage = facts.usage().get();
        LocalDate date = usage.newestWith(MISSING);
        long missing = usage.number(date, MISSING);
        Evidence evidence = Evidence.of("users", missing).with("date", date);
        if (missing <= limits.whole("users")) {
            return List.of(Verdict.pass(evidence));
        }
        if (facts.userUsage().isKnown()) {
            evidence.with("names", facts.userUsage().get().notEnrolled());
        }
        return List.of(Verdict.fail(Verdict.TENANT, evidence));
    }
}
