package dev.watchkeeper.audit;

import dev.watchkeeper.health.Fact;
import dev.watchkeeper.health.Reasons;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.TicketFlow;
import dev.watchkeeper.tenant.Tenant;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Tickets of the last weeks beside the other facts, so that a change can be seen in them. */
public final class TicketFlowReader implements FactReader {
    private static final int DAYS = 40;

    private final TicketCounts tickets;

    public TicketFlowReader(TicketCounts tickets) {
        this.tickets = tickets;
    }

    /** The names a ticket system may know a tenant by. */
    static List<String> names(Tenant tenant) {
        List<String> names = new ArrayList<>(tenant.domains());
        names.add(tenant.id());
        return names;
    }

    @Override
    public String source() {
        return "tickets";
    }

    @Override
    public boolean serves(Scope scope) {
        return true;
    }

    @Override
    public void read(Tenant tenant, Instant now, Deadline deadline, TenantFacts.Builder facts) {
        Instant oldest = tickets.oldest().orElse(now);
        if (!oldest.isBefore(now)) {
            facts.tickets(Fact.unavailable(Reasons.notRead("tickets")));
            return;
        }
        Instant from = now.minus(DAYS, ChronoUnit.DAYS);
        TicketFlow flow = new TicketFlow(
                tickets.opened(names(tenant), from, now.plusSeconds(60)), oldest.isAfter(from) ? oldest : from);
        facts.tickets(Fact.known(flow, now));
    }
}
