package dev.watchkeeper.health.precision;

import dev.watchkeeper.finding.Circumstances;
import dev.watchkeeper.finding.FindingEvent;
import dev.watchkeeper.finding.FindingKeeper;
import dev.watchkeeper.finding.FindingQuery;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.finding.Sighting;
import dev.watchkeeper.fixture.Facts;
import dev.watchkeeper.fixture.InMemoryFindings;
import dev.watchkeeper.health.Cadence;
import dev.watchkeeper.health.Calibration;
import dev.watchkeeper.health.CauseAndEffect;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Judge;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.checks.StandardChecks;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Audits a company through its quarter, four times a day, and writes down what was told. */
final class Watched {
    private static final Duration STEP = Duration.ofHours(6);
    private static final Set<FindingEvent.Kind> NEWS =
            Set.of(FindingEvent.Kind.OPENED, FindingEvent.Kind.REOPENED, FindingEvent.Kind.WORSENED);

    /** Something that was told. */
    record Told(String check, String subject, Severity severity, Instant at) {}

    private Watched() {}

    static List<Told> through(Company company) {
        company.ready();
        InMemoryFindings findings = new InMemoryFindings();
        FindingKeeper keeper = new FindingKeeper(findings, Circumstances.NONE);
        Judge judge = new Judge(Facts.CATALOGUE, Calibration.NONE);
        String tenant = company.tenant.id();
        List<Told> told = new ArrayList<>();
        Instant end = company.at(company.start.plusDays(company.days), 0);
        int round = 0;
        for (Instant now = company.at(company.start, 6.5); now.isBefore(end); now = now.plus(STEP)) {
            boolean daily = round++ % 4 == 0;
            TenantFacts facts = company.facts(now)
                    .open(findings.search(FindingQuery.unresolved(now).ofTenants(List.of(tenant))))
                    .build();
            List<Sighting> seen = new ArrayList<>();
            for (HealthCheck check : StandardChecks.all()) {
                Cadence cadence = Facts.CATALOGUE.entry(check.id()).cadence();
                if (cadence == Cadence.CONTINUOUS || (daily && cadence == Cadence.DAILY)) {
                    seen.addAll(judge.judge(check, facts));
                }
            }
            Instant when = now;
            keeper.reconcile(tenant, CauseAndEffect.join(seen, List.of()), now, null)
                    .forEach(change -> {
                        if (change.events().stream().anyMatch(e -> NEWS.contains(e.kind()))) {
                            told.add(new Told(
                                    change.finding().checkId(),
                                    change.finding().subject(),
                                    change.finding().severity(),
                                    when));
                        }
                    });
        }
        return told;
    }

    static LocalDate quarter() {
        return LocalDate.of(2026, 8, 24);
    }
}
