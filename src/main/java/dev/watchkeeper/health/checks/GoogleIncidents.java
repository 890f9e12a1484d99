package dev.watchkeeper.health.checks;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.Plain;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import dev.watchkeeper.health.incidents.Incident;
import dev.watchkeeper.health.incidents.IncidentBoard;
import dev.watchkeeper.health.incidents.KeptIncident;
import dev.watchkeeper.health.incidents.Product;
import java.util.ArrayList;
import java.util.List;

/** OUT-01: Google publishes an open incident of a product that the tenant uses. */
final class GoogleIncidents implements HealthCheck {
    @Override
    public String id() {
        return "OUT-01";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        IncidentBoard board = facts.incidents().get();
        List<Verdict> verdicts = new ArrayList<>();
        for (KeptIncident kept : board.open()) {
            List<String> hit = kept.incident().concerning(facts.tenant().products()).stream()
                    .map(Product::shortTitle)
                    .toList();
            if (!hit.isEmpty()) {
                verdicts.add(fail(kept, hit));
            }
        }
        return verdicts.isEmpty() ? List.of(Verdict.pass(Evidence.of("status_feed_read_at", board.asOf()))) : verdicts;
    }

    private static Verdict fail(KeptIncident kept, List<String> products) {
        Incident incident = kept.incident();
        Evidence evidence = Evidence.of("title", incident.title())
                .with("product", products)
                .with("since", incident.begin())
                .with("state", incident.state().word())
                .with("link", incident.link());
        if (kept.vanishedAt() != null) {
            evidence.with("vanished_from_the_feed", kept.vanishedAt());
        }
        Verdict verdict = Verdict.fail(Plain.subject("incident", incident.id()), evidence);
        return switch (incident.state()) {
            case OUTAGE, DISRUPTION, UNKNOWN -> verdict;
            case INFORMATION, AVAILABLE -> verdict.as(Severity.LOW);
        };
    }
}
