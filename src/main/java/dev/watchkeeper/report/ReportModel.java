package dev.watchkeeper.report;

import dev.watchkeeper.digest.Figures;
import dev.watchkeeper.digest.Ledger;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.report.ReportFacts.CheckLine;
import dev.watchkeeper.report.ReportFacts.PlanLine;
import dev.watchkeeper.report.ReportFacts.Service;
import dev.watchkeeper.report.ReportFacts.TrendPoint;
import dev.watchkeeper.report.ReportFacts.Usage;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a report says. Holds only what the customer may read: a test walks through its types and finds no text of the desk,
 * no finding and no evidence. Sums are checked here.
 */
public record ReportModel(
        Cover cover, Health health, Changes changes, Checks checks, List<Area> areas, Delivered delivered) {
    /** Risks on the first page. */
    public static final int TOP = 3;

    /** Whose report it is, of what time and by whom. */
    public record Cover(
            String tenantId,
            String customer,
            ZoneId zone,
            String manager,
            String managerEmail,
            Quarter quarter,
            int revision,
            Instant asOf) {
        public LocalDate issued() {
            return asOf.atZone(zone).toLocalDate();
        }
    }

    /**
     * The score and its history.
     *
     * @param previous null in the first quarter
     * @param trend earlier quarters, oldest first
     */
    public record Health(int score, @Nullable Integer previous, List<TrendPoint> trend) {
        public Health {
            trend = List.copyOf(trend);
        }
    }

    /**
     * Problems over the quarter.
     *
     * @param fixed resolved within the quarter and not open at its end
     * @param risks open at the end of the quarter, worst first
     */
    public record Changes(List<Item> fixed, List<Item> fresh, List<Item> accepted, List<Item> risks, Ledger ledger) {
        public Changes {
            fixed = List.copyOf(fixed);
            fresh = List.copyOf(fresh);
            accepted = List.copyOf(accepted);
            risks = List.copyOf(risks);
            int placesOpen = risks.stream()
                    .filter(r -> r.severity().atLeast(Severity.HIGH))
                    .mapToInt(r -> r.places().count())
                    .sum();
            if (placesOpen != ledger.now().total()) {
                throw new IllegalArgumentException(placesOpen
                        + " critical and high places are listed, the ledger has "
                        + ledger.now().total());
            }
        }
    }

    /**
     * A problem in the customer's words.
     *
     * @param at the evidence: when it was found, fixed or accepted
     * @param until for accepted risks: when the decision ends
     * @param due by when it should be put right
     */
    public record Item(
            Problem problem,
            Severity severity,
            Places places,
            Instant at,
            @Nullable Instant until,
            LocalDate due) {
        public String checkId() {
            return problem.checkId();
        }

        /** Whether it is too bad to be a plan for next quarter. */
        public boolean soon() {
            return DueDate.soon(severity);
        }
    }

    /** What is wrong and what to do about it. */
    public record Problem(String checkId, String group, CustomerText title, CustomerText step) {
        static Problem of(String checkId, String group) {
            return new Problem(checkId, group, CustomerTexts.problem(checkId), CustomerTexts.step(checkId));
        }
    }

    /** How the checks ended; the parts add up to the lines. */
    public record Checks(List<CheckLine> lines, int passed, int failed, int accepted, int unknown, int notApplicable) {
        public Checks {
            lines = List.copyOf(lines);
            if (passed + failed + accepted + unknown + notApplicable != lines.size()) {
                throw new IllegalArgumentException("the checks do not add up to " + lines.size());
            }
        }

        public int total() {
            return lines.size();
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

    /** What was done and what comes: tickets, Google's incidents, use, contract. */
    public record Delivered(Service service, List<CustomerText> google, Optional<Usage> usage, List<PlanLine> plan) {
        public Delivered {
            google = List.copyOf(google);
            plan = List.copyOf(plan);
        }
    }

    public ReportModel {
        areas = List.copyOf(areas);
    }

    public int score() {
        return health.score();
    }

    public @Nullable Integer previousScore() {
        return health.previous();
    }

    public List<Item> fixed() {
        return changes.fixed();
    }

    public List<Item> fresh() {
        return changes.fresh();
    }

    public List<Item> accepted() {
        return changes.accepted();
    }

    public List<Item> risks() {
        return changes.risks();
    }

    public Ledger ledger() {
        return changes.ledger();
    }

    public Figures open() {
        return changes.ledger().now();
    }

    /** Things an account manager should look at before this leaves the house. */
    public int bigMoves() {
        Integer before = health.previous();
        return before != null && Math.abs(health.score() - before) > 10 ? 1 : 0;
    }
}
