package dev.watchkeeper.sla;

import dev.watchkeeper.calendar.HolidaySets;
import dev.watchkeeper.calendar.ServiceCalendars;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The knowledge rule: a change of contract, policy, calendar or holidays that was entered late breaks no promise before it was
 * known. A breach that the rules of now put before the change is held against the fold under the rules as known then:
 * it stays if they broke the promise too, and it is dated at the change if the clock was still open. What had ended by
 * then stays as it ended, met or late, until somebody repairs the past. Safe to share between threads.
 */
final class Hindsight {
    static final Hindsight NONE = new Hindsight(List.of(), Instant.MIN);

    private static final Logger LOG = LoggerFactory.getLogger(Hindsight.class);

    private final List<Earlier> earlier;
    private final Instant restated;

    private Hindsight(List<Earlier> earlier, Instant restated) {
        this.earlier = earlier;
        this.restated = restated;
    }

    /**
     * Of what was believed before each change, in order.
     *
     * @param rules what is known now
     * @param restated what had become known before then is judged by, also where clocks had ended
     */
    static Hindsight of(List<RuleKnowledge.Belief> beliefs, RuleSet rules, HolidaySets holidays, Instant restated) {
        List<Earlier> all = new ArrayList<>();
        for (int i = 0; i < beliefs.size(); i++) {
            RuleSet after = i + 1 < beliefs.size() ? beliefs.get(i + 1).rules() : rules;
            all.add(new Earlier(beliefs.get(i), after, holidays, new Hindsight(List.copyOf(all), restated)));
        }
        return new Hindsight(all, restated);
    }

    Hindsight restated(Instant at) {
        return new Hindsight(earlier, at);
    }

    List<Judged> judge(
            List<Judged> clocks,
            TicketHistory history,
            @Nullable String customer,
            @Nullable Instant silentUntil,
            Watermarks watermarks,
            Instant now,
            boolean explain) {
        for (int i = earlier.size() - 1; i >= 0; i--) {
            Instant known = earlier.get(i).belief.until();
            if (known.isAfter(now) || !earlier.get(i).concerns(customer)) {
                continue;
            }
            if (silentUntil != null && !silentUntil.isBefore(known)) {
                return clocks; // read in later
            }
            Instant reach = restated.isBefore(known) ? earlier.get(i).reach() : known;
            boolean stands = clocks.stream().anyMatch(one -> isEnded(one.clock(), reach, known));
            if (!stands && clocks.stream().noneMatch(one -> isBrokenBefore(known, one.clock()))) {
                continue;
            }
            Optional<Fold> before = earlier.get(i).fold();
            if (before.isPresent()) {
                List<Judged> then = judged(before.get(), history, watermarks, known, explain);
                List<Judged> standing = stands ? Judged.standing(clocks, then, reach, known) : clocks;
                return dated(standing, then, reach, known);
            }
        }
        return clocks;
    }

    private static List<Judged> judged(
            Fold fold, TicketHistory history, Watermarks watermarks, Instant known, boolean explain) {
        FoldResult result = explain ? fold.explain(history, watermarks, known) : fold.fold(history, watermarks, known);
        return result.clocks().stream()
                .map(clock -> new Judged(clock, result.proofs().getOrDefault(clock.id(), List.of())))
                .toList();
    }

    /** What went on when the change became known is late no earlier. */
    private static List<Judged> dated(List<Judged> clocks, List<Judged> then, Instant reach, Instant known) {
        Map<String, Judged> believed = new HashMap<>();
        then.forEach(one -> believed.put(one.clock().id(), one));
        return clocks.stream()
                .map(one -> isBrokenBefore(known, one.clock()) && !isEnded(one.clock(), reach, known)
                        ? asKnown(one, believed.get(one.clock().id()), known)
                        : one)
                .toList();
    }

    private static boolean isEnded(Clock clock, Instant from, Instant until) {
        Instant end = clock.endedAt();
        return end != null && !end.isBefore(from) && end.isBefore(until);
    }

    private static Judged asKnown(Judged one, @Nullable Judged then, Instant known) {
        Clock clock = one.clock();
        Clock believed = then == null ? null : then.clock();
        if (believed != null && isBrokenBefore(known, believed)) {
            Instant told = believed.breachAt();
            return told != null && clock.breachAt() != null && told.isAfter(clock.breachAt())
                    ? new Judged(clock.withBreach(told, believed.reason()), one.proof())
                    : one;
        }
        if (then != null && believed != null && isSameEnd(believed, clock)) {
            return then;
        }
        return new Judged(clock.withBreach(known, "regraded"), one.proof());
    }

    private static boolean isSameEnd(Clock believed, Clock clock) {
        return believed.runState() == RunState.STOPPED
                && clock.runState() == RunState.STOPPED
                && Objects.equals(believed.fulfilledAt(), clock.fulfilledAt())
                && Objects.equals(believed.cancelledAt(), clock.cancelledAt());
    }

    private static boolean isBrokenBefore(Instant known, Clock clock) {
        Instant breach = clock.breachAt();
        return clock.verdict() == Verdict.BREACHED && breach != null && breach.isBefore(known);
    }

    /** The fold of a belief, made when first asked for; few are. */
    private static final class Earlier {
        private final RuleKnowledge.Belief belief;
        private final Instant reach;
        private final HolidaySets holidays;
        private final Hindsight before;
        private boolean tried;
        private @Nullable Fold made;

        Earlier(RuleKnowledge.Belief belief, RuleSet after, HolidaySets holidays, Hindsight before) {
            this.belief = belief;
            this.reach = RuleDifference.earliest(belief.rules(), after);
            this.holidays = holidays;
            this.before = before;
        }

        /** From when on the change alters what had been believed. */
        Instant reach() {
            return reach;
        }

        boolean concerns(@Nullable String customer) {
            return belief.concerns(customer == null ? "" : customer.toLowerCase(Locale.ROOT));
        }

        synchronized Optional<Fold> fold() {
            if (!tried) {
                made = make().orElse(null);
                tried = true;
            }
            return Optional.ofNullable(made);
        }

        private Optional<Fold> make() {
            RuleSet rules = belief.rules();
            try {
                return Optional.of(new Fold(
                        Policies.of(rules.policies()),
                        ServiceCalendars.of(rules.calendars(), holidays.listing(rules.holidays())),
                        Contracts.of(rules.contracts()),
                        before));
            } catch (IllegalArgumentException e) {
                LOG.warn(
                        "The rules known before {} cannot be used; older ones decide: {}",
                        belief.until(),
                        e.getMessage());
                return Optional.empty();
            }
        }
    }
}
