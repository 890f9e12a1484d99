package dev.watchkeeper.sla;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How well promises were kept in a period: met / (met + breached), counting clocks whose verdict lies in the period.
 * Pure. Counts of customers or months are added before dividing, percentages are never averaged.
 */
public final class Attainment {
    /**
     * Everything behind one percentage.
     *
     * @param met without live contacts
     * @param breached a breach counts once, at its instant, also if answered later
     * @param liveContacts calls answered as they came; beside the percentage, so that they cannot lift it unseen
     * @param closedWithoutReply beside the percentage, on its own line
     * @param cancelled for other reasons: merged, deleted, spam
     * @param notCounted tickets whose early history is missing
     * @param running started, still without a verdict
     * @param provisional of those counted: a late event may still change them
     * @param ticketsWithBreach of the tickets behind the percentage
     */
    public record Counts(
            int met,
            int breached,
            int liveContacts,
            int closedWithoutReply,
            int cancelled,
            int notCounted,
            int running,
            int provisional,
            int ticketsWithBreach) {
        public static final Counts ZERO = new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0);

        /** The number the percentage rests on. */
        public int n() {
            return met + breached;
        }

        /** Tenths of a percent, rounded down: 100 % only without a breach; empty for nothing to judge. */
        public Optional<BigDecimal> share() {
            return n() == 0 ? Optional.empty() : Optional.of(BigDecimal.valueOf(1000L * met / n(), 1));
        }

        /** {@code 94.0}, or a dash where there is nothing to judge. */
        public String percent() {
            return share().map(BigDecimal::toPlainString).orElse("–");
        }

        public Counts plus(Counts other) {
            return new Counts(
                    met + other.met,
                    breached + other.breached,
                    liveContacts + other.liveContacts,
                    closedWithoutReply + other.closedWithoutReply,
                    cancelled + other.cancelled,
                    notCounted + other.notCounted,
                    running + other.running,
                    provisional + other.provisional,
                    ticketsWithBreach + other.ticketsWithBreach);
        }
    }

    /**
     * The figures of one period.
     *
     * @param tickets with any clock counted
     * @param ticketsWithBreach of those; many quick answers cannot drown one bad ticket
     * @param cancelledFor reasons with their counts
     * @param pausedSeconds business seconds paused, over the clocks counted
     * @param usedSeconds business seconds used, over the same
     * @param longestPauses clocks counted that were paused longest, at most five
     */
    public record Report(
            Counts total,
            int tickets,
            int ticketsWithBreach,
            Map<String, Integer> cancelledFor,
            long pausedSeconds,
            long usedSeconds,
            List<Clock> longestPauses) {
        /** Paused time of all time, in tenths of a percent rounded down; empty if no time passed. */
        public Optional<BigDecimal> pausedShare() {
            long all = pausedSeconds + usedSeconds;
            return all == 0 ? Optional.empty() : Optional.of(BigDecimal.valueOf(1000 * pausedSeconds / all, 1));
        }
    }

    private static final int LONGEST = 5;

    private Attainment() {}

    /** The figures of [from, to), bounds in the customer's reporting zone. */
    public static Report report(Collection<Clock> clocks, Instant from, Instant to) {
        Counts total = Counts.ZERO;
        Set<String> tickets = new HashSet<>();
        Set<String> bad = new HashSet<>();
        Map<String, Integer> reasons = new TreeMap<>();
        List<Clock> paused = new ArrayList<>();
        long pausedSeconds = 0;
        long usedSeconds = 0;
        for (Clock clock : clocks) {
            Counts one = count(clock, from, to);
            total = total.plus(one);
            if (one.cancelled() + one.closedWithoutReply() > 0) {
                reasons.merge(String.valueOf(clock.reason()), 1, Integer::sum);
            }
            if (one.n() > 0) {
                tickets.add(clock.ticket());
                pausedSeconds += clock.pausedSeconds();
                usedSeconds += clock.usedSeconds();
                if (clock.pausedSeconds() > 0) {
                    paused.add(clock);
                }
                if (one.breached() > 0) {
                    bad.add(clock.ticket());
                }
            }
        }
        paused.sort(Comparator.comparingLong(Clock::pausedSeconds).reversed().thenComparing(Clock::id));
        return new Report(
                new Counts(
                        total.met(),
                        total.breached(),
                        total.liveContacts(),
                        total.closedWithoutReply(),
                        total.cancelled(),
                        total.notCounted(),
                        total.running(),
                        total.provisional(),
                        bad.size()),
                tickets.size(),
                bad.size(),
                reasons,
                pausedSeconds,
                usedSeconds,
                List.copyOf(paused.subList(0, Math.min(LONGEST, paused.size()))));
    }

    /** The same, split by a key such as plan, severity or metric as stored on the clock at its verdict. */
    public static <K> Map<K, Report> reportBy(
            Collection<Clock> clocks, Function<Clock, K> key, Instant from, Instant to) {
        Map<K, List<Clock>> groups = new LinkedHashMap<>();
        clocks.forEach(c ->
                groups.computeIfAbsent(key.apply(c), k -> new ArrayList<>()).add(c));
        Map<K, Report> reports = new LinkedHashMap<>();
        groups.forEach((k, list) -> reports.put(k, report(list, from, to)));
        return reports;
    }

    private static Counts count(Clock clock, Instant from, Instant to) {
        if (clock.verdict() == Verdict.OPEN) {
            return clock.startedAt().isBefore(to) && clock.targetSeconds() != null
                    ? new Counts(0, 0, 0, 0, 0, 0, 1, 0, 0)
                    : Counts.ZERO;
        }
        Optional<Instant> decided = clock.verdictAt();
        if (decided.isEmpty() || decided.get().isBefore(from) || !decided.get().isBefore(to)) {
            return Counts.ZERO;
        }
        if (clock.hasFlag("history_incomplete")) {
            return new Counts(0, 0, 0, 0, 0, 1, 0, 0, 0);
        }
        int provisional = clock.isProvisional() ? 1 : 0;
        return switch (clock.verdict()) {
            case MET ->
                "live_contact".equals(clock.reason())
                        ? new Counts(0, 0, 1, 0, 0, 0, 0, 0, 0)
                        : new Counts(1, 0, 0, 0, 0, 0, 0, provisional, 0);
            case BREACHED -> new Counts(0, 1, 0, 0, 0, 0, 0, provisional, 0);
            case CANCELLED ->
                "closed_without_reply".equals(clock.reason())
                        ? new Counts(0, 0, 0, 1, 0, 0, 0, 0, 0)
                        : new Counts(0, 0, 0, 0, 1, 0, 0, 0, 0);
            case OPEN, NOT_APPLICABLE -> Counts.ZERO;
        };
    }
}
