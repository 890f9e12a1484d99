package dev.watchkeeper.sla;

import dev.watchkeeper.calendar.ServiceCalendar;
import dev.watchkeeper.tickets.Channel;
import dev.watchkeeper.tickets.EventLimits;
import dev.watchkeeper.tickets.EventType;
import dev.watchkeeper.tickets.TicketEvent;
import dev.watchkeeper.tickets.TicketSeverity;
import java.time.Instant;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whose ticket it is, what was bought and how bad it is, as a fold walks through time; and with that the terms of its
 * clocks. Instants are epoch seconds. Used once, by one thread.
 */
final class Grading {
    private final Fold fold;
    private final Prepared prepared;
    private Policy policy;
    private @Nullable String customer;
    private @Nullable String plan;
    private boolean planFromEvents;
    private TicketSeverity severity;

    Grading(Fold fold, Prepared prepared) {
        this.fold = fold;
        this.prepared = prepared;
        this.policy = fold.policies().at(Instant.MIN);
        this.severity = policy.defaultSeverity();
    }

    /** The grade in force when the ticket was opened. */
    void open(long opened) {
        policy = fold.policies().at(Instant.ofEpochSecond(opened));
        customer = prepared.customer();
        TicketEvent opening = prepared.opening();
        severity = opening == null ? policy.defaultSeverity() : severityOf(opening);
        plan = contractAt(opened).orElse(planFromTicket());
    }

    private TicketSeverity severityOf(TicketEvent opening) {
        return opening.attr("severity")
                .map(TicketSeverity::of)
                .or(() -> opening.attr("priority")
                        .flatMap(p -> Optional.ofNullable(policy.priorities().get(p))))
                .orElse(policy.defaultSeverity());
    }

    /** Every instant at which another policy or contract may take over, whoever the customer is. */
    NavigableSet<Long> cuts() {
        NavigableSet<Long> cuts = new TreeSet<>();
        fold.policies().changes().forEach(at -> cuts.add(at.getEpochSecond()));
        TreeSet<String> customers = new TreeSet<>();
        String known = prepared.customer();
        if (known != null) {
            customers.add(known);
        }
        for (TicketEvent event : prepared.events()) {
            String to = event.to();
            if (event.kind() == EventType.CUSTOMER_CHANGED && to != null) {
                customers.add(to);
            }
        }
        customers.forEach(one -> fold.contracts().changes(one).forEach(at -> cuts.add(at.getEpochSecond())));
        return cuts;
    }

    /** Another policy or contract takes over. */
    void cut(long cut) {
        policy = fold.policies().at(Instant.ofEpochSecond(cut));
        if (!planFromEvents || contractBegins(cut)) {
            plan = contractAt(cut).orElse(planFromTicket());
            planFromEvents = false;
        }
    }

    /** Takes a change of plan over; false if it does not concern this ticket. */
    boolean planChanged(TicketEvent event, long t) {
        String who = customer;
        if (event.concernsCustomer() && (who == null || !who.equalsIgnoreCase(event.customer()))) {
            return false;
        }
        if (t < prepared.openedAt() && t < lastContractChange(prepared.openedAt())) {
            return false; // a contract period that began later decides
        }
        plan = EventLimits.plan(event.to());
        planFromEvents = true;
        return true;
    }

    void customerChanged(String to, long t) {
        customer = EventLimits.customer(to);
        plan = contractAt(t).orElse(null);
        planFromEvents = false;
    }

    void severityChanged(TicketSeverity to) {
        severity = to;
    }

    /** The severity that follows from a priority; empty where the source states severities itself. */
    Optional<TicketSeverity> severityOf(@Nullable String priority, long t) {
        return t < prepared.severitiesFrom()
                ? Optional.ofNullable(policy.priorities().get(String.valueOf(priority)))
                : Optional.empty();
    }

    Terms terms(Metric metric, @Nullable Channel channel) {
        String bought = plan;
        if (bought == null || !policy.plans().containsKey(bought)) {
            return new Terms(null, severity, null, Terms.NO_TARGET, policy, false);
        }
        ServiceCalendar calendar = fold.calendars(policy.rules().calendarMode())
                .find(policy.calendar(bought, severity, metric, channel))
                .orElse(null);
        long target = calendar == null
                ? Terms.NO_TARGET
                : policy.target(bought, severity, metric).orElse(Terms.NO_TARGET);
        return new Terms(bought, severity, calendar, target, policy, !policy.includes(bought, channel));
    }

    Rules rules() {
        return policy.rules();
    }

    @Nullable
    String customer() {
        return customer;
    }

    @Nullable
    String plan() {
        return plan;
    }

    TicketSeverity severity() {
        return severity;
    }

    private boolean contractBegins(long cut) {
        String who = customer;
        return who != null && fold.contracts().changes(who).contains(Instant.ofEpochSecond(cut));
    }

    private long lastContractChange(long t) {
        String who = customer;
        long last = RunningClock.UNSET;
        if (who != null) {
            for (Instant change : fold.contracts().changes(who)) {
                last = change.getEpochSecond() <= t ? change.getEpochSecond() : last;
            }
        }
        return last;
    }

    private Optional<String> contractAt(long t) {
        String who = customer;
        return who == null ? Optional.empty() : fold.contracts().planAt(who, Instant.ofEpochSecond(t));
    }

    private @Nullable String planFromTicket() {
        TicketEvent opening = prepared.opening();
        return opening == null ? null : EventLimits.plan(opening.attr("plan").orElse(null));
    }
}
