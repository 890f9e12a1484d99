package dev.watchkeeper.audit;

import dev.watchkeeper.sla.EntitlementKind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What contracts promise and what became of it. Safe for use by several threads. */
public interface Entitlements {
    /** Adds what is not there yet; what is there keeps its history, only its state is refreshed. */
    void schedule(Collection<Entitlement> entitlements);

    /** Those of a tenant, the oldest first; of all tenants if the id is empty. */
    List<Entitlement> list(String tenantId);

    /** The one of a tenant and kind whose period covers a day. */
    Optional<Entitlement> covering(String tenantId, EntitlementKind kind, LocalDate day);

    /** Records that it was done; returns false if there is none or it was done before. */
    boolean done(String tenantId, EntitlementKind kind, LocalDate from, Instant at, String evidence, String by);

    /** Writes down how each stands, for those who query the table. */
    void refresh(Entitlement entitlement, Entitlement.State state);
}
