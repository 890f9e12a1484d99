package dev.watchkeeper.app;

import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.FindingQuery;
import dev.watchkeeper.finding.Findings;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Findings about a tenant's mail that began lately: while they go on, its mail log shows what they do. */
record MailTrouble(Findings findings) {
    /** DNS of the domain, falls of mail, rules, partners refused. */
    private static final Set<String> CHECKS =
            Set.of("EML-01", "EML-02", "EML-03", "EML-06", "EML-09", "EML-10", "EML-12", "EML-14", "EML-15", "EML-18");

    private static final Duration LATELY = Duration.ofDays(14);

    boolean goesOn(Tenant tenant, Instant now) {
        List<Finding> open = findings.search(FindingQuery.unresolved(now)
                .ofTenants(List.of(tenant.id()))
                .ofChecks(CHECKS)
                .atLeast(Severity.HIGH)
                .in(Finding.State.OPEN, Finding.State.ACKNOWLEDGED)
                .atMost(50));
        return open.stream()
                .anyMatch(finding ->
                        finding.heldBy() == null && finding.openedAt().isAfter(now.minus(LATELY)));
    }
}
