package dev.watchkeeper.health.checks;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import dev.watchkeeper.tenant.Profile;
import java.util.List;
import java.util.Set;

/** SHR-08: new files are not private by default. */
final class NewFilesOpen implements HealthCheck {
    private static final Set<String> PRIVATE = Set.of("PRIVATE");
    private static final Set<String> OPEN =
            Set.of("PEOPLE_WITH_LINK", "PUBLIC", "PEOPLE_IN_DOMAIN_WITH_LINK", "PUBLIC_IN_DOMAIN");

    @Override
    public String id() {
        return "SHR-08";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        Verdict verdict =
                Standing.judge(facts, Standing.words(PRIVATE, OPEN), "drive|DEFAULT_LINK_SHARING_FOR_NEW_DOCS");
        return List.of(
                verdict.failed() && facts.tenant().profile() == Profile.OPEN ? verdict.as(Severity.LOW) : verdict);
    }
}
