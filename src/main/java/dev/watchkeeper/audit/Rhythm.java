package dev.watchkeeper.audit;

import dev.watchkeeper.calendar.WorkDays;
import dev.watchkeeper.tenant.Tenant;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** What contracts and calendars say about a tenant's audits. */
public interface Rhythm {
    /** The tenant's working days. */
    WorkDays workDays(Tenant tenant);

    /**
     * From which date the tenant's quarters are counted, if its plan includes a quarterly compliance review at that
     * instant; empty if it does not.
     */
    Optional<LocalDate> quarterlyAnchor(Tenant tenant, Instant at);
}
