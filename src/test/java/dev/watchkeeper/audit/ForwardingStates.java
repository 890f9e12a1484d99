package dev.watchkeeper.audit;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Passes everything on; tests change single methods. */
class ForwardingStates implements TenantStates {
    private final TenantStates behind;

    ForwardingStates(TenantStates behind) {
        this.behind = behind;
    }

    @Override
    public List<TenantState> all() {
        return behind.all();
    }

    @Override
    public Optional<TenantState> of(String tenantId) {
        return behind.of(tenantId);
    }

    @Override
    public void schedule(Collection<TenantState> states) {
        behind.schedule(states);
    }

    @Override
    public void remove(Collection<String> tenantIds, Instant at) {
        behind.remove(tenantIds, at);
    }

    @Override
    public Optional<TenantState> claimDue(String owner, Instant now, Instant leaseUntil, boolean heavy) {
        return behind.claimDue(owner, now, leaseUntil, heavy);
    }

    @Override
    public Optional<TenantState> claim(String tenantId, String owner, Instant now, Instant leaseUntil) {
        return behind.claim(tenantId, owner, now, leaseUntil);
    }

    @Override
    public boolean renew(String tenantId, long fence, Instant leaseUntil) {
        return behind.renew(tenantId, fence, leaseUntil);
    }

    @Override
    public boolean holds(String tenantId, long fence) {
        return behind.holds(tenantId, fence);
    }

    @Override
    public boolean finish(TenantState state) {
        return behind.finish(state);
    }
}
