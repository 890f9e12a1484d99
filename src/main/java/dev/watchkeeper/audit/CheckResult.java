package dev.watchkeeper.audit;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.finding.Sighting;
import dev.watchkeeper.finding.Sighting.Outcome;
import dev.watchkeeper.tenant.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The verdict of one check on one tenant, from {@code since} until it was replaced by another one.
 *
 * @param outcome FAIL if any subject failed, else UNKNOWN if anything could not be judged, else what was seen
 * @param severity the worst among failing subjects; null unless it failed
 * @param subjects how many subjects failed
 * @param reason why it is unknown or not applicable, else empty
 * @param replacedAt null while it stands
 */
public record CheckResult(
        String tenantId,
        String checkId,
        Outcome outcome,
        @Nullable Severity severity,
        int subjects,
        Text title,
        String reason,
        Map<String, Object> evidence,
        String runId,
        Instant since,
        @Nullable Instant replacedAt) {

    /** One verdict per check from what an examination saw. */
    static List<CheckResult> of(String tenantId, List<Sighting> sightings, String runId, Instant at) {
        Map<String, List<Sighting>> byCheck = new LinkedHashMap<>();
        sightings.forEach(s ->
                byCheck.computeIfAbsent(s.checkId(), id -> new ArrayList<>()).add(s));
        List<CheckResult> results = new ArrayList<>();
        byCheck.forEach((checkId, seen) -> {
            Sighting decisive = decisive(seen);
            boolean failed = decisive.outcome() == Outcome.FAIL;
            results.add(new CheckResult(
                    tenantId,
                    checkId,
                    decisive.outcome(),
                    failed ? decisive.severity() : null,
                    (int) seen.stream()
                            .filter(s ->
                                    s.outcome() == Outcome.FAIL && !s.evidence().containsKey(Sighting.NOT_LISTED))
                            .count(),
                    decisive.title(),
                    decisive.reason(),
                    decisive.evidence(),
                    runId,
                    at,
                    null));
        });
        return results;
    }

    private static Sighting decisive(List<Sighting> seen) {
        Sighting best = seen.get(0);
        for (Sighting sighting : seen) {
            int order = Integer.compare(weight(sighting.outcome()), weight(best.outcome()));
            boolean worse =
                    sighting.outcome() == Outcome.FAIL && sighting.severity().worseThan(best.severity());
            if (order > 0 || (order == 0 && worse)) {
                best = sighting;
            }
        }
        return best;
    }

    private static int weight(Outcome outcome) {
        return switch (outcome) {
            case FAIL -> 3;
            case UNKNOWN -> 2;
            case PASS -> 1;
            case NOT_APPLICABLE -> 0;
        };
    }

    /** Whether a later result says the same, so that the earlier one still stands. */
    public boolean saysTheSameAs(CheckResult later) {
        return outcome == later.outcome
                && severity == later.severity
                && subjects == later.subjects
                && Objects.equals(reason, later.reason);
    }
}
