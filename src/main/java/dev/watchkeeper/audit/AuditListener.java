package dev.watchkeeper.audit;

import dev.watchkeeper.finding.Life.Change;
import dev.watchkeeper.tenant.Tenant;
import java.util.List;

/** Hears of every audit inside the transaction that stores it: what it writes commits with the findings or not at all. */
@FunctionalInterface
public interface AuditListener {
    /**
     * Called once for each stored audit.
     *
     * @param changes the findings to which something happened
     */
    void audited(Tenant tenant, Examination examination, String runId, List<Change> changes);
}
