package dev.watchkeeper.health;

import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * From open findings to the calls they will cause. Weights are starting values: every prediction is stored, so that they
 * can be measured against the tickets that came.
 */
public final class Predictor {
    /** How many calls within days a fresh finding of the group causes, when one person is concerned. */
    private static final Map<String, Double> CALLS = Map.of(
            "cannot_log_in", 1.0,
            "external_mail", 1.2,
            "outage", 2.0,
            "sync_and_oauth", 0.9,
            "attachments", 0.5,
            "sharing", 0.6,
            "data_leak", 0.3,
            "hygiene", 0.1);

    /** Evidence that says how many people are concerned. */
    private static final List<String> PEOPLE = List.of(
            "users",
            "users_denied",
            "users_failing",
            "users_refused",
            "accounts",
            "locked",
            "not_enrolled",
            "users_nearly_full",
            "held",
            "mails");

    /** After so long half of those who would call have called. */
    private static final Duration HALF_LIFE = Duration.ofDays(4);

    private static final double LEAST = 0.1;

    private final Catalogue catalogue;

    public Predictor(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * The likeliest calls first, over all tenants of the findings; one per tenant and problem group, since three
     * findings about lost mail cause one call.
     *
     * @param learnt how often calls came of a check's predictions, 1 if that is not known
     */
    public List<Prediction> likeliest(
            Collection<Finding> open, Instant now, int most, ToDoubleFunction<String> learnt) {
        List<Prediction> all = new ArrayList<>();
        for (Finding finding : open) {
            predict(finding, now, learnt).ifPresent(all::add);
        }
        all.sort(Comparator.comparingDouble(Prediction::weight).reversed().thenComparing(Prediction::findingId));
        Set<String> told = new HashSet<>();
        return all.stream()
                .filter(p -> told.add(p.tenantId() + "/" + p.group()))
                .limit(most)
                .toList();
    }

    private Optional<Prediction> predict(Finding finding, Instant now, ToDoubleFunction<String> learnt) {
        Optional<CatalogueEntry> entry = catalogue.find(finding.checkId());
        // What a larger cause explains is predicted once, by the cause.
        if (entry.isEmpty() || !finding.isOpen() || finding.evidence().containsKey(Sighting.EXPLAINED_BY)) {
            return Optional.empty();
        }
        double weight = CALLS.getOrDefault(entry.get().group(), 0.1)
                * severity(finding)
                * people(finding)
                * freshness(finding, now)
                * learnt.applyAsDouble(finding.checkId());
        return weight < LEAST
                ? Optional.empty()
                : Optional.of(new Prediction(
                        finding.tenantId(),
                        finding.id(),
                        finding.checkId(),
                        entry.get().group(),
                        entry.get().predicts(),
                        finding.summary(),
                        finding.remedy(),
                        weight,
                        Concern.of(finding)));
    }

    private static double severity(Finding finding) {
        return switch (finding.severity()) {
            case CRITICAL -> 3;
            case HIGH -> 1.5;
            case MEDIUM -> 0.7;
            case LOW -> 0.2;
        };
    }

    /** Ten times the people call about twice as often. */
    private static double people(Finding finding) {
        for (String name : PEOPLE) {
            if (finding.evidence().get(name) instanceof Number number && number.doubleValue() > 0) {
                return 1 + Math.log10(number.doubleValue());
            }
        }
        return 1;
    }

    private static double freshness(Finding finding, Instant now) {
        double age = Math.max(0, Duration.between(finding.openedAt(), now).toHours());
        return Math.pow(0.5, age / HALF_LIFE.toHours());
    }
}
