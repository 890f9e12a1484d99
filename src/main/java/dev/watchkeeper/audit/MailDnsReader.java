package dev.watchkeeper.audit;

import dev.watchkeeper.health.Fact;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.tenant.Tenant;
import java.time.Instant;
import java.util.List;

/** One look at the mail DNS of each of a tenant's domains; a continuous audit asks for existence and MX only. */
public final class MailDnsReader implements FactReader {
    private final MailDnsSource dns;
    private final boolean full;

    private MailDnsReader(MailDnsSource dns, boolean full) {
        this.dns = dns;
        this.full = full;
    }

    /** The cheap look for continuous audits and the full one for the others. */
    public static List<FactReader> of(MailDnsSource dns) {
        return List.of(new MailDnsReader(dns, false), new MailDnsReader(dns, true));
    }

    @Override
    public String source() {
        return "dns";
    }

    @Override
    public boolean serves(Scope scope) {
        return full == (scope != Scope.CONTINUOUS);
    }

    @Override
    public void read(Tenant tenant, Instant now, Deadline deadline, TenantFacts.Builder facts) {
        facts.mailDns(Fact.known(dns.look(tenant, full, deadline), now));
    }
}
