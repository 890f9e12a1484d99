package dev.watchkeeper.health.checks;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import dev.watchkeeper.tenant.Profile;
import java.util.ArrayList;
import java.util.List;

/** SHR-05: sharing of files with outsiders was changed lately, or stands open in a way the profile forbids. */
final class DriveSharing implements HealthCheck {
    static final String KEY = "drive|SHARING_OUTSIDE_DOMAIN";

    @Override
    public String id() {
        return "SHR-05";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        List<Verdict> verdicts = new ArrayList<>(SharingOutside.changes(facts, limits));
        if (facts.settings().isKnown() || verdicts.isEmpty()) {
            Profile profile = facts.tenant().profile();
            Verdict standing = Standing.judge(
                    facts,
                    value -> profile == Profile.SEALED ? !SharingOutside.closes(value) : isOpenWithoutWarning(value),
                    KEY);
            if (standing.failed() && profile == Profile.OPEN) {
                standing = standing.as(Severity.LOW);
            }
            if (standing.failed() || verdicts.isEmpty()) {
                verdicts.add(standing);
            }
        }
        return verdicts;
    }

    /** Under the names of 2026 the warning is a setting of its own; "ALLOWED" does not tell, so it is not called bad. */
    private static boolean isOpenWithoutWarning(String value) {
        return value.equals("SHARING_ALLOWED");
    }
}
