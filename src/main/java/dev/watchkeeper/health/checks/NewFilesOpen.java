package dev.watchkeeper.health.checks;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import dev.watchkeeper.tenant.Profile;
import java.util.List;

/** SHR-08: new files are not private by default. */
final class NewFilesOpen implements HealthCheck {
    @Override
    public String id() {
        return "SHR-08";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        Verdict verdict =
                Standing.judge(facts, value -> !value.equals("PRIVATE"), "drive|DEFAULT_LINK_SHARING_FOR_NEW_DOCS");
        return List.of(
                verdict.failed() && facts.tenant().profile() == Profile.OPEN ? verdict.as(Severity.LOW) : verdict);
    }
}
