package dev.watchkeeper.sla;

import dev.watchkeeper.calendar.ServiceCalendar;
import dev.watchkeeper.tickets.TicketSeverity;
import org.jspecify.annotations.Nullable;

/**
 * What is promised for one metric at one instant: the grade with the target and calendar that follow from it.
 *
 * @param plan null without contract
 * @param calendar null without contract
 * @param target business seconds, or {@link #NO_TARGET}
 */
record Terms(
        @Nullable String plan,
        TicketSeverity severity,
        @Nullable ServiceCalendar calendar,
        long target,
        Policy policy,
        boolean outOfPlan) {
    static final long NO_TARGET = -1;

    boolean hasTarget() {
        return target != NO_TARGET;
    }

    String whyNone() {
        return plan == null ? "no_contract" : "no_target";
    }
}
