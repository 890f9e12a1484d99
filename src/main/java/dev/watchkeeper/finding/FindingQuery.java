package dev.watchkeeper.finding;

import dev.watchkeeper.finding.Finding.State;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Which findings are wanted.
 *
 * @param tenantIds empty for all tenants
 * @param states as of {@code now}; empty for all
 * @param checkIds empty for all
 * @param atLeast severity or worse
 */
public record FindingQuery(
        Set<String> tenantIds, Set<State> states, Set<String> checkIds, Severity atLeast, Instant now, int limit) {
    public FindingQuery {
        tenantIds = Set.copyOf(tenantIds);
        states = Set.copyOf(states);
        checkIds = Set.copyOf(checkIds);
    }

    /** All findings of all tenants that are not resolved, muted and acknowledged ones included. */
    public static FindingQuery unresolved(Instant now) {
        return new FindingQuery(
                Set.of(),
                EnumSet.of(State.OPEN, State.ACKNOWLEDGED, State.MUTED),
                Set.of(),
                Severity.LOW,
                now,
                Integer.MAX_VALUE);
    }

    public FindingQuery ofTenants(Collection<String> ids) {
        return new FindingQuery(Set.copyOf(ids), states, checkIds, atLeast, now, limit);
    }

    public FindingQuery in(State... wanted) {
        return new FindingQuery(tenantIds, Set.copyOf(List.of(wanted)), checkIds, atLeast, now, limit);
    }

    public FindingQuery ofChecks(Collection<String> ids) {
        return new FindingQuery(tenantIds, states, Set.copyOf(ids), atLeast, now, limit);
    }

    public FindingQuery atLeast(Severity severity) {
        return new FindingQuery(tenantIds, states, checkIds, severity, now, limit);
    }

    public FindingQuery atMost(int rows) {
        return new FindingQuery(tenantIds, states, checkIds, atLeast, now, rows);
    }
}
