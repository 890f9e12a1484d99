package dev.watchkeeper.sla;

import dev.watchkeeper.calendar.HolidaySets;
import dev.watchkeeper.calendar.ServiceCalendars;
import java.time.Instant;
import java.util.List;

/**
 * Clocks as a pure function of events, policies, calendars, contracts, watermarks and the instant. Safe to share
 * between threads; folding a ticket of ten events takes some microseconds.
 */
public final class Fold {
    private final Policies policies;
    private final ServiceCalendars calendars;
    private final ServiceCalendars latest;
    private final Contracts contracts;
    private final Hindsight hindsight;

    /** Rules that were known from ever. */
    public Fold(Policies policies, ServiceCalendars calendars, Contracts contracts) {
        this(policies, calendars, contracts, Hindsight.NONE);
    }

    Fold(Policies policies, ServiceCalendars calendars, Contracts contracts, Hindsight hindsight) {
        this.policies = policies;
        this.calendars = calendars;
        this.latest = calendars.latestForAll();
        this.contracts = contracts;
        this.hindsight = hindsight;
    }

    /** The same rules, of which some were known late: they break no promise before that. */
    public Fold knowing(List<RuleKnowledge.Belief> beliefs, HolidaySets holidays) {
        return knowing(beliefs, holidays, Instant.MIN);
    }

    /**
     * The same, with the past repaired last at {@code restated}: what became known before then is judged by, also where
     * clocks had ended.
     */
    public Fold knowing(List<RuleKnowledge.Belief> beliefs, HolidaySets holidays, Instant restated) {
        RuleSet rules = new RuleSet(policies.versions(), calendars.specs(), contracts.byCustomer(), holidays.listed());
        return new Fold(policies, calendars, contracts, Hindsight.of(beliefs, rules, holidays, restated));
    }

    /** The same as if the past were repaired at an instant. */
    Fold restated(Instant at) {
        return new Fold(policies, calendars, contracts, hindsight.restated(at));
    }

    /** The clocks of one ticket as they stand at {@code now}; events after {@code now} are left out. */
    public FoldResult fold(TicketHistory history, Watermarks watermarks, Instant now) {
        return new TicketFold(this, history, watermarks, now, false).run();
    }

    /** The same with a timeline in words. */
    public FoldResult explain(TicketHistory history, Watermarks watermarks, Instant now) {
        return new TicketFold(this, history, watermarks, now, true).run();
    }

    Policies policies() {
        return policies;
    }

    Hindsight hindsight() {
        return hindsight;
    }

    Contracts contracts() {
        return contracts;
    }

    ServiceCalendars calendars(Rules.CalendarMode mode) {
        return mode == Rules.CalendarMode.LATEST_FOR_ALL ? latest : calendars;
    }
}
