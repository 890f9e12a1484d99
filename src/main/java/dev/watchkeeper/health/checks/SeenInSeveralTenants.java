package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.FleetOutage;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.Plain;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import java.util.List;

/** OUT-02: what troubles this tenant turned bad at several others at the same time. */
final class SeenInSeveralTenants implements HealthCheck {
    @Override
    public String id() {
        return "OUT-02";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        List<FleetOutage> outages = facts.fleet().get();
        List<Verdict> verdicts = outages.stream()
                .filter(outage -> outage.tenants().contains(facts.tenant().id()))
                .map(outage -> Verdict.fail(
                        Plain.subject("check", outage.checkId()),
                        // How many, but not which: the names of other customers are nobody's business here.
                        Evidence.of("check", outage.checkId())
                                .with("tenants", outage.tenants().size())
                                .with("minutes", outage.within().toMinutes())
                                .with("since", outage.since())))
                .toList();
        if (!verdicts.isEmpty()) {
            return verdicts;
        }
        // Blind at this tenant we cannot say that it is spared what the others have.
        facts.events("login");
        return List.of(Verdict.pass(Evidence.of("outages_elsewhere", outages.size())));
    }
}
