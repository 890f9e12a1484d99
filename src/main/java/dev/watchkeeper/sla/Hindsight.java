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
 * it stays if they broke the promise too, it is dated at the change if the clock was still open, and it is none if the
 * clock had ended by then. Safe to share between threads.
 */
final class Hindsight {
    static final Hindsight NONE = new Hindsight(List.of());

    private static final Logger LOG = LoggerFactory.getLogger(Hindsight.class);

    private final List<Earlier> earlier;

    private Hindsight(List<Earlier> earlier) {
        this.earlier = earlier;
    }

    static Hindsight of(List<RuleKnowledge.Belief> beliefs, HolidaySets holidays) {
        List<Earlier> all = new ArrayList<>();
        for (RuleKnowledge.Belief belief : beliefs) {
            all.add(new Earlier(belief, holidays, new Hindsight(List.copyOf(all))));
        }
        return new Hindsight(all);
    }

    List<Clock> judge(
            List<Clock> clocks,
            TicketHistory history,
            @Nullable String customer,
            @Nullable Instant silentUntil,
            Watermarks watermarks,
            Instant now) {
        for (int i = earlier.size() - 1; i >= 0; i--) {
            Instant known = earlier.get(i).belief.until();
            if (known.isAfter(now) || !earlier.get(i).concerns(customer)) {
                continue;
            }
            boolean readInLater = silentUntil != null && !silentUntil.isBefore(known);
            if (readInLater || clocks.stream().noneMatch(clock -> isBrokenBefore(known, clock))) {
                return clocks;
            }
            Optional<Fold> before = earlier.get(i).fold();
            if (before.isPresent()) {
                Map<String, Clock> believed = new HashMap<>();
                before.get().fold(history, watermarks, known).clocks().forEach(c -> believed.put(c.id(), c));
                return clocks.stream()
                        .map(clock ->
                                isBrokenBefore(known, clock) ? asKnown(clock, believed.get(clock.id()), known) : clock)
                        .toList();
            }
        }
        return clocks;
    }

    private static Clock asKnown(Clock clock, @Nullable Clock believed, Instant known) {
        if (believed != null && isBrokenBefore(known, believed)) {
            Instant told = believed.breachAt();
            return told != null && clock.breachAt() != null && told.isAfter(clock.breachAt())
                    ? clock.withBreach(told, believed.reason())
                    : clock;
        }
        if (believed != null && isSameEnd(believed, clock)) {
            return believed;
        }
        return clock.withBreach(known, "regraded");
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
        private final HolidaySets holidays;
        private final Hindsight before;
        private boolean tried;
        private @Nullable Fold made;

        Earlier(RuleKnowledge.Belief belief, HolidaySets holidays, Hindsight before) {
            this.belief = belief;
            this.holidays = holidays;
            this.before = before;
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
