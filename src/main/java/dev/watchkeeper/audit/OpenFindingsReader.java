package dev.watchkeeper.audit;

import dev.watchkeeper.finding.FindingQuery;
import dev.watchkeeper.finding.Findings;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.tenant.Tenant;
import java.time.Instant;
import java.util.List;

/** What earlier audits found of a tenant and nothing has ended yet, for checks that must prove it again or end it. */
public final class OpenFindingsReader implements FactReader {
    private final Findings findings;

    public OpenFindingsReader(Findings findings) {
        this.findings = findings;
    }

    @Override
    public String source() {
        return "open findings";
    }

    @Override
    public boolean serves(Scope scope) {
        return true;
    }

    @Override
    public void read(Tenant tenant, Instant now, Deadline deadline, TenantFacts.Builder facts) {
        facts.open(findings.search(FindingQuery.unresolved(now).ofTenants(List.of(tenant.id()))));
    }
}
