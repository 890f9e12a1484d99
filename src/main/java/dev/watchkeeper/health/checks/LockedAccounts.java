package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.UsageHistory;
import dev.watchkeeper.health.Verdict;
import java.time.LocalDate;
import java.util.List;

/** LGN-03: accounts that Google locked. */
final class LockedAccounts implements HealthCheck {
    private static final String LOCKED = "accounts:num_locked_users";

    @Override
    public String id() {
        return "LGN-03";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        UsageHistory usage = facts.usage().get();
        LocalDate date = usage.newestWith(LOCKED);
        long locked = usage.number(date, LOCKED);
        Long before = usage.find(date.minusDays(1), LOCKED);
        Evidence evidence =
                Evidence.of("locked", locked).with("day_before", before).with("date", date);
        boolean more = before != null && locked - before >= limits.whole("more_than_before");
        return List.of(
                locked > limits.whole("locked") || more
                        ? Verdict.fail(Verdict.TENANT, evidence)
                        : Verdict.pass(evidence));
    }
}
