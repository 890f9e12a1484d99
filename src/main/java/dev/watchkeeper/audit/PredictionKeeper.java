package dev.watchkeeper.audit;

import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.FindingQuery;
import dev.watchkeeper.finding.Findings;
import dev.watchkeeper.finding.Life.Change;
import dev.watchkeeper.health.Prediction;
import dev.watchkeeper.health.Predictor;
import dev.watchkeeper.health.TicketSign;
import dev.watchkeeper.health.checks.TicketMatch;
import dev.watchkeeper.tenant.Portfolio;
import dev.watchkeeper.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Writes down, with every audit that changed something and with every daily one, which calls a tenant should be
 * expected to make; later holds that against the tickets that came.
 */
public final class PredictionKeeper implements AuditListener {
    private static final int MOST = 5;

    /** A ticket within so long after the day counts as the one predicted. */
    private static final Duration HORIZON = Duration.ofDays(3);

    /** From this weight on a prediction says that a call is likely. */
    private static final double LEAST = 0.5;

    /** So many predictions of a check tell whether calls come of it. */
    private static final int ENOUGH = 20;

    private static final double NEVER = 0.05;

    /** Half of so many imagined predictions came true, so that the first few decide nothing. */
    private static final int PRIOR = 5;

    private static final int LEARNT_DAYS = 93;

    private final Findings findings;
    private final Predictor predictor;
    private final Predictions predictions;
    private volatile Map<String, Double> weights = Map.of();

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
                open.stream().filter(finding -> !finding.isQuiet(now)).toList(),
                now,
                MOST,
                check -> weights.getOrDefault(check, 1.0));
    }

    /**
     * How good predictions were over tenant-days.
     *
     * @param predicted days with a prediction of at least half a call
     * @param hits those of them after which a ticket came that is about what was predicted
     * @param withTickets days after which a ticket came at all
     * @param days all tenant-days
     * @param checks the same by check, in order of their ids
     */
    public record Measured(long predicted, long hits, long withTickets, long days, List<OfCheck> checks) {
        public Measured {
            checks = List.copyOf(checks);
        }

        /** Of the predictions, how many came true; NaN if there were none. */
        public double precision() {
            return predicted == 0 ? Double.NaN : hits / (double) predicted;
        }

        /** Of the days with tickets, how many were predicted; NaN if there were none. */
        public double recall() {
            return withTickets == 0 ? Double.NaN : hits / (double) withTickets;
        }
    }

    /**
     * How good the predictions of one check were.
     *
     * @param predicted days on which it predicted a call
     * @param hits those after which a ticket about it came
     * @param tickets the tickets it predicted
     * @param inGroup tickets that speak of its problem group, predicted or not
     */
    public record OfCheck(String check, long predicted, long hits, Set<String> tickets, long inGroup) {
        public OfCheck {
            tickets = Set.copyOf(tickets);
        }

        public double precision() {
            return predicted == 0 ? Double.NaN : hits / (double) predicted;
        }

        public double recall() {
            return inGroup == 0 ? Double.NaN : Math.min(1, tickets.size() / (double) inGroup);
        }

        /** How much its predictions weigh: 1 as long as little is known, less if calls do not come, 0 if never. */
        double weight() {
            if (predicted >= ENOUGH && precision() < NEVER) {
                return 0;
            }
            return (hits + PRIOR) / (predicted + 2.0 * PRIOR) * 2;
        }
    }

    /** What was counted of one check. */
    private static final class Tally {
        private final Set<String> tickets = new TreeSet<>();
        private String group = "";
        private long predicted;
        private long hits;
    }

    /** Holds the predictions of {@code [from, to)} against the tickets about them that came within three days. */
    public Measured measure(Portfolio portfolio, TicketCounts tickets, LocalDate from, LocalDate to) {
        return measure(portfolio, tickets, from, to, false);
    }

    /**
     * Measures the last quarter, notes which ticket was which prediction, and weighs from now on by what came true.
     */
    public void learn(Portfolio portfolio, TicketCounts tickets, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        Measured measured = measure(portfolio, tickets, today.minusDays(LEARNT_DAYS), today.minusDays(3), true);
        Map<String, Double> learnt = new HashMap<>();
        measured.checks().forEach(check -> learnt.put(check.check(), check.weight()));
        weights = Map.copyOf(learnt);
    }

    private Measured measure(Portfolio portfolio, TicketCounts tickets, LocalDate from, LocalDate to, boolean link) {
        Map<String, Tally> checks = new TreeMap<>();
        Map<String, Set<String>> groups = new HashMap<>();
        long forecasts = 0;
        long hits = 0;
        long withTickets = 0;
        long days = 0;
        Set<String> predicted = new HashSet<>();
        predictions.between(from, to).forEach(one -> predicted.add(one.tenantId() + ' ' + one.day()));
        for (Tenant tenant : portfolio.tenants()) {
            Instant start = from.atStartOfDay(tenant.zone()).toInstant();
            Instant end = to.atStartOfDay(tenant.zone()).toInstant().plus(HORIZON);
            List<TicketSign> signs = tickets.signs(TicketFlowReader.names(tenant), start, end);
            for (LocalDate day = from; day.isBefore(to); day = day.plusDays(1)) {
                Instant begin = day.atStartOfDay(tenant.zone()).toInstant();
                List<TicketSign> came = signs.stream()
                        .filter(t ->
                                !t.openedAt().isBefore(begin) && t.openedAt().isBefore(begin.plus(HORIZON)))
                        .toList();
                boolean hit = false;
                boolean said = false;
                List<Prediction> all = predicted.contains(tenant.id() + ' ' + day)
                        ? predictions.of(tenant.id(), day)
                        : List.<Prediction>of();
                for (Prediction one : all) {
                    if (one.weight() < LEAST) {
                        continue;
                    }
                    said = true;
                    Tally tally = checks.computeIfAbsent(one.checkId(), id -> new Tally());
                    tally.group = one.group();
                    tally.predicted++;
                    List<TicketSign> about = came.stream()
                            .filter(t -> TicketMatch.isAbout(t, one.group(), one.concern()))
                            .toList();
                    if (!about.isEmpty()) {
                        hit = true;
                        tally.hits++;
                        about.forEach(t -> tally.tickets.add(t.key()));
                        if (link) {
                            predictions.link(
                                    tenant.id(),
                                    day,
                                    one.findingId(),
                                    about.get(about.size() - 1).key());
                        }
                    }
                }
                days++;
                forecasts += said ? 1 : 0;
                withTickets += came.isEmpty() ? 0 : 1;
                hits += hit ? 1 : 0;
            }
            for (TicketSign sign : signs) {
                for (String group : TicketMatch.groupsOf(sign)) {
                    groups.computeIfAbsent(group, key -> new HashSet<>()).add(sign.key());
                }
            }
        }
        List<OfCheck> rows = new ArrayList<>();
        checks.forEach((check, tally) -> rows.add(new OfCheck(
                check,
                tally.predicted,
                tally.hits,
                tally.tickets,
                groups.getOrDefault(tally.group, Set.of()).size())));
        return new Measured(forecasts, hits, withTickets, days, rows);
    }
}
