package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.UserUsage;
import dev.watchkeeper.health.Verdict;
import java.util.List;

/** HYG-04: accounts that cost a licence and that nobody uses. */
final class UnusedAccounts implements HealthCheck {
    @Override
    public String id() {
        return "HYG-04";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        UserUsage users = facts.userUsage().get().withSignIns();
        long unused = users.idleFor((int) limits.whole("days"));
        Evidence evidence = Evidence.of("accounts", unused)
                .with("users", users.users())
                .with("days", limits.whole("days"))
                .with("date", users.date());
        if (unused <= limits.whole("accounts")) {
            return List.of(Verdict.pass(evidence));
        }
        return List.of(Verdict.fail(
                Verdict.TENANT,
                evidence.with(
                        "names",
                        users.idle().stream()
                                .filter(idle -> idle.days() >= limits.whole("days"))
                                .map(UserUsage.Idle::user)
                                .toList())));
    }
}
