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
 * @param summary and remedy: words that stand with the rule instead of in the catalogue; null for the catalogue's
 */
public record Verdict(
        String subject,
        Outcome outcome,
        @Nullable Severity severity,
        String wording,
        Map<String, Object> evidence,
        Text reason,
        @Nullable Text summary,
        @Nullable Text remedy) {
    /** The subject of what concerns the customer as a whole. */
    public static final String TENANT = "tenant";

    public Verdict {
        evidence = Collections.unmodifiableMap(new LinkedHashMap<>(evidence));
    }

    public static Verdict pass(Evidence evidence) {
        return new Verdict(TENANT, Outcome.PASS, null, "", evidence.values(), Text.EMPTY, null, null);
    }

    /** A failure with the catalogue's severity and its wording {@code fail}. */
    public static Verdict fail(String subject, Evidence evidence) {
        return new Verdict(subject, Outcome.FAIL, null, "fail", evidence.values(), Text.EMPTY, null, null);
    }

    /** What was found about a subject earlier is over, and this shows it. */
    public static Verdict over(String subject, Evidence evidence) {
        return pass(evidence).about(subject);
    }

    public static Verdict unknown(Text reason) {
        return new Verdict(TENANT, Outcome.UNKNOWN, null, "", Map.of(), reason, null, null);
    }

    public static Verdict notApplicable(Text reason) {
        return new Verdict(TENANT, Outcome.NOT_APPLICABLE, null, "", Map.of(), reason, null, null);
    }

    public Verdict as(Severity other) {
        return new Verdict(subject, outcome, other, wording, evidence, reason, summary, remedy);
    }

    public Verdict worded(String key) {
        return new Verdict(subject, outcome, severity, key, evidence, reason, summary, remedy);
    }

    public Verdict about(String other) {
        return new Verdict(other, outcome, severity, wording, evidence, reason, summary, remedy);
    }

    /** The same in words of its own. */
    public Verdict saying(Text what, Text toDo) {
        return new Verdict(subject, outcome, severity, wording, evidence, reason, what, toDo);
    }

    public boolean failed() {
        return outcome == Outcome.FAIL;
    }
}
