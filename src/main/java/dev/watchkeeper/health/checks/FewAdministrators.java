package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import java.util.List;

/** LGN-10: too few super administrators to rescue one another. */
final class FewAdministrators implements HealthCheck {
    @Override
    public String id() {
        return "LGN-10";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        int count = facts.directory().get().superAdministrators().size();
        Evidence evidence = Evidence.of("administrators", count);
        return List.of(count < limits.whole("least") ? Verdict.fail(Verdict.TENANT, evidence) : Verdict.pass(evidence));
    }
}
