package dev.watchkeeper.audit;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The queue of audits: one row per tenant with its due dates and its lease. Several nodes may share it; a claim gives
 * a tenant to one of them until the lease ends, and the fence keeps a node that lost it from writing.
 */
public interface TenantStates {
    /** All tenants of the configuration that are in the queue, by id. */
    List<TenantState> all();

    Optional<TenantState> of(String tenantId);

    /**
     * Adds tenants, and sets rhythm and due dates of those that are there with another rhythm or were taken out; their
     * leases stay. A tenant that is there with the same rhythm is left alone: another node was first.
     */
    void schedule(Collection<TenantState> states);

    /** Takes tenants out of the queue; what is known of them is kept. */
    void remove(Collection<String> tenantIds, Instant at);

    /**
     * Claims the tenant whose audit has been due for longest; empty if none is due or all are claimed.
     *
     * @param heavy whether daily and quarterly audits may be taken; if not, only what is due continuously, and no
     *     tenant whose first daily audit is due: that one looks at everything, so a short look before it is wasted
     */
    Optional<TenantState> claimDue(String owner, Instant now, Instant leaseUntil, boolean heavy);

    /** Claims one tenant, due or not; empty if another holds it or it is not in the queue. */
    Optional<TenantState> claim(String tenantId, String owner, Instant now, Instant leaseUntil);

    /** Prolongs a claim; false if it was lost. */
    boolean renew(String tenantId, long fence, Instant leaseUntil);

    /** Locks the tenant's row until the end of the transaction; false if the claim was lost: then nothing may be written. */
    boolean holds(String tenantId, long fence);

    /** Stores due dates and outcome and gives the claim back; false if it was lost and nothing was stored. */
    boolean finish(TenantState state);
}
