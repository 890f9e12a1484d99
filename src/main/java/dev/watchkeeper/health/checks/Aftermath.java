package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.EventHistory;
import dev.watchkeeper.health.EventQuery;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.Fact;
import dev.watchkeeper.health.FactUnavailable;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.TicketFlow;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** What followed a change of an administrator, beside the same stretch of time before it: people cut off, tickets. */
final class Aftermath {
    private static final Duration DAY = Duration.ofDays(1);
    private static final int MOST_PEOPLE = 10_000;

    private Aftermath() {}

    /** Different people to whom something happened after a change and before it. */
    record CutOff(int after, int before) {
        static final CutOff NOBODY = new CutOff(0, 0);

        boolean isEffect(Limits limits) {
            return after >= limits.whole("effect_users") && after >= limits.number("effect_factor") * before;
        }
    }

    /**
     * Counts the newest stretch since the change, at most so long, beside as much time before the change: what a change
     * did lasts as long as people feel it. Nobody if the log is not read.
     */
    static CutOff people(TenantFacts facts, String application, Set<String> names, Instant change, Duration longest) {
        Fact<EventHistory> log = facts.eventsIfKnown(application);
        if (!log.isKnown()) {
            return CutOff.NOBODY;
        }
        Duration length = shorter(Duration.between(change, facts.now()), longest);
        return new CutOff(
                people(log.get(), new EventQuery(names, facts.now().minus(length), facts.now())),
                people(log.get(), new EventQuery(names, change.minus(length), change)));
    }

    private static int people(EventHistory log, EventQuery query) {
        Set<String> people = new HashSet<>();
        log.each(query, event -> {
            if (people.size() < MOST_PEOPLE) {
                people.add(Recent.lower(event.who()));
            }
        });
        return people.size();
    }

    /** Whether more tickets than usual came within a day of the change; false if tickets are not read or too few are. */
    static boolean isTold(TenantFacts facts, Instant change, Limits limits, Evidence evidence) {
        try {
            return ticketsRose(facts, change, limits, evidence);
        } catch (FactUnavailable missing) {
            evidence.with("tickets_not_readable", missing.reason().en());
            return false;
        }
    }

    /** The same for callers that count what they could not read. */
    static boolean ticketsRose(TenantFacts facts, Instant change, Limits limits, Evidence evidence) {
        TicketFlow flow = facts.tickets().get();
        Duration length = shorter(Duration.between(change, facts.now()), DAY);
        // The last day: what a change did is over when the tickets are back to what they were before it.
        Instant from = facts.now().minus(length);
        long opened = flow.between(from, facts.now());
        if (opened < limits.whole("effect_tickets")) {
            return false;
        }
        double usual = flow.usual(from, change, length);
        if (opened < limits.number("effect_factor") * usual) {
            return false;
        }
        evidence.with("tickets", opened).rounded("usual_tickets", usual);
        return true;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
