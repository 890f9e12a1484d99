package dev.watchkeeper.finding;

import dev.watchkeeper.tenant.Text;
import java.util.Map;
import java.util.Optional;

/**
 * What an audit saw of one (check, subject).
 *
 * @param subject what is affected, for example {@code user:li@example.cn}, {@code domain:example.cn} or {@code tenant}
 * @param outcome FAIL opens or keeps a finding, PASS resolves it, UNKNOWN leaves it as it is, NOT_APPLICABLE holds it
 *     back with the reason until it fails again
 * @param evidence names and values to show, in display order; values are strings, numbers, booleans, lists or maps
 * @param reason why the outcome is UNKNOWN or NOT_APPLICABLE, else empty
 */
public record Sighting(
        String checkId,
        String subject,
        Outcome outcome,
        Severity severity,
        Text title,
        Text summary,
        Text remedy,
        Map<String, Object> evidence,
        String reason) {
    /** Evidence that names a larger cause: the finding is kept and not told while that lasts. */
    public static final String EXPLAINED_BY = "explained_by";

    /** Evidence of the one sighting that stands for those not told one by one: how many they are. */
    public static final String NOT_LISTED = "not_listed";

    /**
     * Evidence of a failure that lasts until a sighting says that its subject passed: that an audit does not name it any
     * more ends nothing, because the log that began it is forgotten some day.
     */
    public static final String LASTS = "ends_by";

    /** The larger cause, if there is one. */
    public Optional<String> explainedBy() {
        return Optional.ofNullable(evidence.get(EXPLAINED_BY)).map(String::valueOf);
    }

    /** The four results of a check. */
    public enum Outcome {
        PASS,
        FAIL,
        UNKNOWN,
        NOT_APPLICABLE;

        /** The word used in JSON and the database. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
