package dev.watchkeeper.audit;

import dev.watchkeeper.health.Fact;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.incidents.IncidentBoard;
import dev.watchkeeper.tenant.Tenant;
import java.time.Instant;
import java.util.function.Supplier;

/** What Google publishes about its own incidents, as last read from the feed. */
public final class IncidentsReader implements FactReader {
    private final Supplier<Fact<IncidentBoard>> board;

    public IncidentsReader(Supplier<Fact<IncidentBoard>> board) {
        this.board = board;
    }

    @Override
    public String source() {
        return "status feed";
    }

    @Override
    public boolean serves(Scope scope) {
        return true;
    }

    @Override
    public void read(Tenant tenant, Instant now, Deadline deadline, TenantFacts.Builder facts) {
        facts.incidents(board.get());
    }
}
