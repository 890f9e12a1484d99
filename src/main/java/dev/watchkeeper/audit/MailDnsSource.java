package dev.watchkeeper.audit;

import dev.watchkeeper.health.maildns.MailDns;
import dev.watchkeeper.tenant.Tenant;
import java.util.List;

/** Looks at the mail DNS of a tenant's domains; what cannot be read is told in the look, never thrown. */
public interface MailDnsSource {
    /**
     * One look at each domain, unknown for those that the deadline left no time for, and the keeping of what the next one has to know.
     *
     * @param full false asks for existence and MX only, which is cheap enough for every quarter of an hour
     */
    List<MailDns> look(Tenant tenant, boolean full, Deadline deadline);
}
