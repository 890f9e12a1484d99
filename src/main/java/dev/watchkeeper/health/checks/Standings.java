package dev.watchkeeper.health.checks;

import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/**
 * Open findings whose beginning no log holds any more: what ends them is looked for all the same.
 */
final class Standings {
    private Standings() {}

    /**
     * Adds that an open finding is over where the evidence says so and no other verdict speaks of its subject.
     *
     * @param over whether a finding that began at an instant is over
     */
    static List<Verdict> with(
            List<Verdict> verdicts, TenantFacts facts, String checkId, BiPredicate<Finding, Instant> over) {
        Set<String> judged = verdicts.stream().map(Verdict::subject).collect(Collectors.toSet());
        List<Verdict> all = new ArrayList<>(verdicts);
        for (Finding finding : facts.open()) {
            if (finding.checkId().equals(checkId)
                    && !judged.contains(finding.subject())
                    && over.test(finding, began(finding))) {
                all.add(Verdict.over(finding.subject(), Evidence.of("began", began(finding))));
            }
        }
        return all;
    }

    /** A value of the finding's evidence as text; empty if there is none. */
    static String text(Finding finding, String name) {
        return Objects.toString(finding.evidence().get(name), "");
    }

    /** A number of the finding's evidence; 0 if there is none. */
    static long number(Finding finding, String name) {
        return finding.evidence().get(name) instanceof Number number ? number.longValue() : 0;
    }

    private static Instant began(Finding finding) {
        for (String name : List.of("at", "until")) {
            try {
                return Instant.parse(text(finding, name));
            } catch (DateTimeParseException none) {
                // Another name, or the audit that saw it first.
            }
        }
        return finding.openedAt();
    }
}
