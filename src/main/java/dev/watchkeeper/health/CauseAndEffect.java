package dev.watchkeeper.health;

import dev.watchkeeper.finding.Sighting;
import dev.watchkeeper.finding.Sighting.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Joins what belongs together: a failure that another one explains keeps its verdict and says by what, so that it is
 * kept and not told on its own. A data leak is never explained away.
 */
public final class CauseAndEffect {
    /** Evidence of a cause: the checks whose failures it explains. */
    public static final String EXPLAINS = "explains";

    private static final String INCIDENT = "OUT-01";

    /** What an incident of a product explains, by a word in the product's name. */
    private static final Map<String, Set<String>> BY_PRODUCT = Map.of(
            "gmail", Set.of("EML-09", "EML-10", "EML-11", "EML-12", "EML-17", "EML-18", "SYN-05"),
            "calendar", Set.of("SHR-04"),
            "drive", Set.of("SYN-02"),
            "identity", Set.of("LGN-01", "LGN-03", "LGN-06"),
            "sign", Set.of("LGN-01", "LGN-03", "LGN-06"),
            "admin", Set.of("HYG-09", "HYG-10"));

    private CauseAndEffect() {}

    /** The same sightings, with {@link Sighting#EXPLAINED_BY} where another explains them. */
    public static List<Sighting> join(List<Sighting> sightings, Collection<FleetOutage> fleet) {
        Map<String, String> causes = causes(sightings, fleet);
        if (causes.isEmpty()) {
            return sightings;
        }
        List<Sighting> joined = new ArrayList<>();
        for (Sighting sighting : sightings) {
            String cause = causes.get(sighting.checkId());
            if (cause != null
                    && sighting.outcome() == Outcome.FAIL
                    && !sighting.evidence().containsKey(EXPLAINS)) {
                joined.add(explained(sighting, cause));
            } else {
                joined.add(sighting);
            }
        }
        return joined;
    }

    /** The cause by the check it explains; what Google says weighs most, then what we see in many tenants. */
    private static Map<String, String> causes(List<Sighting> sightings, Collection<FleetOutage> fleet) {
        Map<String, String> causes = new HashMap<>();
        for (Sighting sighting : sightings) {
            if (sighting.outcome() != Outcome.FAIL) {
                continue;
            }
            if (sighting.evidence().get(EXPLAINS) instanceof List<?> checks) {
                checks.forEach(check ->
                        causes.putIfAbsent(String.valueOf(check), sighting.checkId() + " " + sighting.subject()));
            }
        }
        fleet.forEach(outage -> causes.put(outage.checkId(), "OUT-02 check:" + outage.checkId()));
        for (Sighting sighting : sightings) {
            if (sighting.outcome() == Outcome.FAIL && sighting.checkId().equals(INCIDENT)) {
                String products =
                        String.valueOf(sighting.evidence().get("product")).toLowerCase(java.util.Locale.ROOT);
                BY_PRODUCT.forEach((word, checks) -> {
                    if (products.contains(word)) {
                        checks.forEach(check -> causes.put(check, INCIDENT + " " + sighting.subject()));
                    }
                });
            }
        }
        return causes;
    }

    private static Sighting explained(Sighting sighting, String cause) {
        Map<String, Object> evidence = new LinkedHashMap<>(sighting.evidence());
        evidence.put(Sighting.EXPLAINED_BY, cause);
        return new Sighting(
                sighting.checkId(),
                sighting.subject(),
                sighting.outcome(),
                sighting.severity(),
                sighting.title(),
                sighting.summary(),
                sighting.remedy(),
                evidence,
                sighting.reason());
    }
}
