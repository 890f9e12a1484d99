package dev.watchkeeper.app;

import dev.watchkeeper.calendar.HolidaySets;
import dev.watchkeeper.calendar.ServiceCalendars;
import dev.watchkeeper.sla.Contracts;
import dev.watchkeeper.sla.Fold;
import dev.watchkeeper.sla.Policies;

/** What is promised and when: {@code plans.yaml}, {@code calendars/} and {@code holidays/}, checked against each other. */
public record ServiceLevels(HolidaySets holidays, ServiceCalendars calendars, Policies policies) {
    /** The fold over these, for the customers of the given contracts. */
    public Fold fold(Contracts contracts) {
        return new Fold(policies, calendars, contracts);
    }
}
