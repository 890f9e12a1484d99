package dev.watchkeeper.health.checks;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import dev.watchkeeper.tenant.Profile;
import java.util.List;

/** LEK-06: users may let their mail be forwarded automatically. */
final class ForwardingAllowed implements HealthCheck {
    static final String KEY = "gmail|ENABLE_EMAIL_AUTOFORWARDING";

    @Override
    public String id() {
        return "LEK-06";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        Verdict verdict = Standing.judge(facts, Standing.off(), KEY);
        return List.of(
                verdict.failed() && facts.tenant().profile() == Profile.OPEN ? verdict.as(Severity.LOW) : verdict);
    }
}
