package dev.watchkeeper.report;

import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.FindingEvent;
import dev.watchkeeper.finding.FindingQuery;
import dev.watchkeeper.finding.Findings;
import dev.watchkeeper.report.ReportFacts.TrendPoint;
import dev.watchkeeper.tenant.Person;
import dev.watchkeeper.tenant.Tenant;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what a report is composed from. */
public final class ReportReader {
    private static final int TREND = 4;

    private final Findings findings;
    private final ReportSources sources;
    private final Reports reports;

    public ReportReader(Findings findings, ReportSources sources, Reports reports) {
        this.findings = findings;
        this.sources = sources;
        this.reports = reports;
    }

    ReportFacts read(Tenant tenant, Person manager, Quarter quarter, int revision, Instant now) {
        Instant start = quarter.start(tenant.zone());
        List<FindingEvent> events = findings.eventsBetween(List.of(tenant.id()), start.minusMillis(1), now);
        Map<String, Finding> byId = new LinkedHashMap<>();
        findings.search(FindingQuery.unresolved(now).ofTenants(List.of(tenant.id())))
                .forEach(f -> byId.put(f.id(), f));
        List<String> gone = events.stream()
                .map(FindingEvent::findingId)
                .distinct()
                .filter(id -> !byId.containsKey(id))
                .toList();
        findings.byIds(gone).forEach(f -> byId.put(f.id(), f));
        List<TrendPoint> trend = reports.before(tenant.id(), quarter, TREND).stream()
                .map(r -> new TrendPoint(r.quarter(), r.score(), r.open()))
                .toList();
        return new ReportFacts(
                tenant,
                manager,
                quarter,
                revision,
                now,
                List.copyOf(byId.values()),
                events,
                sources.checks(tenant),
                trend,
                sources.service(tenant, quarter),
                sources.google(tenant, quarter, now),
                sources.usage(tenant, quarter),
                sources.plan(tenant, quarter.next()));
    }

    /** True if we looked after the customer in that quarter. */
    boolean watched(Tenant tenant, Quarter quarter) {
        return sources.watched(tenant, quarter);
    }
}
