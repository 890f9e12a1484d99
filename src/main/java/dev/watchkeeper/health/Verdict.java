package dev.watchkeeper.health;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.finding.Sighting.Outcome;
import dev.watchkeeper.tenant.Text;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a check says about one subject, before words are put to it.
 *
 * @param severity null for the catalogue's
 * @param wording key into the catalogue's wordings and remedies; only for FAIL
 * @param evidence the numbers behind the verdict, in display order
 * @param reason why the outcome is UNKNOWN or NOT_APPLICABLE
 */
public record Verdict(
        String subject,
        Outcome outcome,
        @Nullable Severity severity,
        String wording,
        Map<String, Object> evidence,
        Text reason) {
    /** The subject of what concerns the customer as a whole. */
    public static final String TENANT = "tenant";

    public Verdict {
        evidence = Collections.unmodifiableMap(new LinkedHashMap<>(evidence));
    }

    public static Verdict pass(Evidence evidence) {
        return new Verdict(TENANT, Outcome.PASS, null, "", evidence.values(), Text.EMPTY);
    }

    /** A failure with the catalogue's severity and its wording {@code fail}. */
    public static Verdict fail(String subject, Evidence evidence) {
        return new Verdict(subject, Outcome.FAIL, null, "fail", evidence.values(), Text.EMPTY);
    }

    public static Verdict unknown(Text reason) {
        return new Verdict(TENANT, Outcome.UNKNOWN, null, "", Map.of(), reason);
    }

    public static Verdict notApplicable(Text reason) {
        return new Verdict(TENANT, Outcome.NOT_APPLICABLE, null, "", Map.of(), reason);
    }

    public Verdict as(Severity other) {
        return new Verdict(subject, outcome, other, wording, evidence, reason);
    }

    public Verdict worded(String key) {
        return new Verdict(subject, outcome, severity, key, evidence, reason);
    }

    public Verdict about(String other) {
        return new Verdict(other, outcome, severity, wording, evidence, reason);
    }

    public boolean failed() {
        return outcome == Outcome.FAIL;
    }
}
