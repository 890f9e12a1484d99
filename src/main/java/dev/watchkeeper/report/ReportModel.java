package dev.watchkeeper.report;

import dev.watchkeeper.digest.Figures;
import dev.watchkeeper.digest.Ledger;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.finding.Sighting.Outcome;
import dev.watchkeeper.tenant.Text;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a report says. Holds only what the customer may read; sums are checked here.
 *
 * @param previousScore null in the first quarter
 * @param risks open at the end of the quarter, worst first
 * @param fixed resolved within the quarter and not open at its end
 */
public record ReportModel(
        ReportFacts facts,
        int score,
        @Nullable Integer previousScore,
        List<Item> fixed,
        List<Item> fresh,
        List<Item> accepted,
        List<Item> risks,
        Ledger ledger,
        Checks checks,
        List<Area> areas) {
    /** Risks on the first page. */
    public static final int TOP = 3;

    /**
     * A problem in the customer's words.
     *
     * @param places how many subjects it concerns
     * @param at the evidence: when it was found, fixed or accepted
     * @param until for accepted risks: when the decision ends
     * @param next what to do
     */
    public record Item(
            String checkId,
            String group,
            Text title,
            Severity severity,
            int places,
            Instant at,
            @Nullable Instant until,
            Text next) {}

    /** How the checks ended; the parts add up to the whole. */
    public record Checks(int total, int passed, int failed, int accepted, int unknown, int notApplicable) {
        public Checks {
            if (passed + failed + accepted + unknown + notApplicable != total) {
                throw new IllegalArgumentException("the checks do not add up to " + total);
            }
        }

        public int completed() {
            return passed + failed + accepted + notApplicable;
        }
    }

    /** One group of problems with what is open in it. */
    public record Area(String group, int passed, int failed, int unknown, List<Item> open) {
        public Area {
            open = List.copyOf(open);
        }
    }

    public ReportModel {
        fixed = List.copyOf(fixed);
        fresh = List.copyOf(fresh);
        accepted = List.copyOf(accepted);
        risks = List.copyOf(risks);
        areas = List.copyOf(areas);
        int placesOpen = risks.stream()
                .filter(r -> r.severity().atLeast(Severity.HIGH))
                .mapToInt(Item::places)
                .sum();
        if (placesOpen != ledger.now().total()) {
            throw new IllegalArgumentException(placesOpen + " critical and high places are listed, the ledger has "
                    + ledger.now().total());
        }
    }

    public Figures open() {
        return ledger.now();
    }

    public List<ReportFacts.CheckLine> unknown() {
        return facts.checks().stream()
                .filter(c -> c.outcome() == Outcome.UNKNOWN)
                .toList();
    }

    /** Things an account manager should look at before this leaves the house. */
    public int bigMoves() {
        return previousScore != null && Math.abs(score - previousScore) > 10 ? 1 : 0;
    }
}
