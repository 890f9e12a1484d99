package dev.watchkeeper.audit;

import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.FindingQuery;
import dev.watchkeeper.finding.Findings;
import dev.watchkeeper.finding.Life.Change;
import dev.watchkeeper.health.Prediction;
import dev.watchkeeper.health.Predictor;
import dev.watchkeeper.tenant.Portfolio;
import dev.watchkeeper.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes down, with every audit that changed something and with every daily one, which calls a tenant should be
 * expected to make; later holds that against the tickets that came.
 */
public final class PredictionKeeper implements AuditListener {
    private static final int MOST = 5;

    /** A ticket within so long after the day counts as the one predicted. */
    private static final Duration HORIZON = Duration.ofDays(3);

    private final Findings findings;
    private final Predictor predictor;
    private final Predictions predictions;

    public PredictionKeeper(Findings findings, Predictor predictor, Predictions predictions) {
        this.findings = findings;
        this.predictor = predictor;
        this.predictions = predictions;
    }

    @Override
    public void audited(Tenant tenant, Examination examination, String runId, List<Change> changes) {
        if (examination.scope() == Scope.CONTINUOUS && changes.isEmpty()) {
            return;
        }
        Instant now = examination.finishedAt();
        List<Finding> open = findings.search(FindingQuery.unresolved(now).ofTenants(List.of(tenant.id())));
        LocalDate day = LocalDate.ofInstant(now, tenant.zone());
        predictions.save(tenant.id(), day, likeliest(open, now), now);
    }

    /** Deletes what was predicted more than a year ago; returns how many. */
    public int forget(Instant now) {
        return predictions.forget(LocalDate.ofInstant(now, ZoneOffset.UTC).minusYears(1));
    }

    /** The calls to expect from findings, muted ones left out. */
    public List<Prediction> likeliest(List<Finding> open, Instant now) {
        return predictor.likeliest(
                open.stream().filter(finding -> !finding.isQuiet(now)).toList(), now, MOST);
    }

    /**
     * How good predictions were over tenant-days.
     *
     * @param predicted days with a prediction of at least half a call
     * @param hits those of them after which a ticket came
     * @param withTickets days after which a ticket came at all
     * @param days all tenant-days
     */
    public record Measured(long predicted, long hits, long withTickets, long days) {
        /** Of the predictions, how many came true; NaN if there were none. */
        public double precision() {
            return predicted == 0 ? Double.NaN : hits / (double) predicted;
        }

        /** Of the days with tickets, how many were predicted; NaN if there were none. */
        public double recall() {
            return withTickets == 0 ? Double.NaN : hits / (double) withTickets;
        }
    }

    /** Holds the predictions of {@code [from, to)} against the tickets that came within three days. */
    public Measured measure(Portfolio portfolio, TicketCounts tickets, LocalDate from, LocalDate to) {
        Map<String, Set<LocalDate>> predicted = new HashMap<>();
        for (Predictions.Forecasted one : predictions.between(from, to)) {
            if (one.weight() >= 0.5) {
                predicted.computeIfAbsent(one.tenantId(), id -> new HashSet<>()).add(one.day());
            }
        }
        long forecasts = 0;
        long hits = 0;
        long withTickets = 0;
        long days = 0;
        for (Tenant tenant : portfolio.tenants()) {
            Instant start = from.atStartOfDay(tenant.zone()).toInstant();
            Instant end = to.atStartOfDay(tenant.zone()).toInstant().plus(HORIZON);
            List<Instant> opened = tickets.opened(TicketFlowReader.names(tenant), start, end);
            for (LocalDate day = from; day.isBefore(to); day = day.plusDays(1)) {
                Instant begin = day.atStartOfDay(tenant.zone()).toInstant();
                Instant limit = begin.plus(HORIZON);
                boolean came = opened.stream().anyMatch(t -> !t.isBefore(begin) && t.isBefore(limit));
                boolean said = predicted.getOrDefault(tenant.id(), Set.of()).contains(day);
                days++;
                forecasts += said ? 1 : 0;
                withTickets += came ? 1 : 0;
                hits += said && came ? 1 : 0;
            }
        }
        return new Measured(forecasts, hits, withTickets, days);
    }
}
