package dev.watchkeeper.health.checks;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.finding.Sighting.Outcome;
import dev.watchkeeper.health.Fact;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.KnownSettings;
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
        Verdict standing = standing(facts);
        boolean decided = standing.failed() || standing.outcome() == Outcome.PASS;
        List<Verdict> verdicts = new ArrayList<>(SharingOutside.changes(facts, limits, decided));
        if (standing.failed() || verdicts.stream().noneMatch(Verdict::failed)) {
            verdicts.add(standing);
        }
        return verdicts;
    }

    private static Verdict standing(TenantFacts facts) {
        if (facts.settings() instanceof Fact.Unavailable<KnownSettings> missing) {
            return Verdict.unknown(missing.reason());
        }
        Profile profile = facts.tenant().profile();
        Verdict standing = Standing.judge(facts, value -> value(value, profile == Profile.SEALED), KEY);
        return standing.failed() && profile == Profile.OPEN ? standing.as(Severity.LOW) : standing;
    }

    /** Under the names of 2026 the warning is a setting of its own: "ALLOWED" does not tell, so it is neither. */
    private static Standing.Value value(String value, boolean sealed) {
        return switch (value) {
            case "SHARING_ALLOWED" -> Standing.Value.BAD;
            case "SHARING_ALLOWED_WITH_WARNING" -> sealed ? Standing.Value.BAD : Standing.Value.GOOD;
            case "ALLOWED" -> sealed ? Standing.Value.BAD : Standing.Value.UNFORESEEN;
            default -> SharingOutside.closes(value) ? Standing.Value.GOOD : Standing.Value.UNFORESEEN;
        };
    }
}
