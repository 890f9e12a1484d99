package dev.watchkeeper.audit;

import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.tenant.Tenant;
import java.time.Instant;

/** Reads facts beyond Google's logs and usage reports: directory, settings, mail DNS, incidents. */
public interface FactReader {
    /** The name under which a failure is reported, for example {@code directory}. */
    String source();

    /** Whether an audit of this scope needs it. */
    boolean serves(Scope scope);

    /** Puts what it knows into the facts; a failure leaves them unavailable and is reported, never fatal. */
    void read(Tenant tenant, Instant now, Deadline deadline, TenantFacts.Builder facts) throws SourceException;
}
