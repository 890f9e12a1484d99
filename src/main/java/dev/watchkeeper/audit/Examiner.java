package dev.watchkeeper.audit;

import dev.watchkeeper.tenant.Tenant;

/**
 * Collects the facts of one tenant and judges them. Stores what it read (events, usage days, cursors) as it goes, but
 * neither findings nor results: that is the auditor's transaction.
 */
public interface Examiner {
    /** Never throws for a source that cannot be read: that is a {@link Examination.Problem} and unknown checks. */
    Examination examine(Tenant tenant, Scope scope, Deadline deadline);
}
