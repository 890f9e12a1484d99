package dev.watchkeeper.health.checks;

import dev.watchkeeper.finding.Sighting.Outcome;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.KnownSettings;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import dev.watchkeeper.tenant.Text;
import java.util.List;

/** HYG-07: alerts of Google's own that should be on are off. */
final class AlertRules implements HealthCheck {
    private static final String POLICY = "GWS.COMMONCONTROLS.13.1";

    @Override
    public String id() {
        return "HYG-07";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        KnownSettings.Rule judged = facts.settings()
                .get()
                .rule(POLICY)
                .orElseThrow(() -> new IllegalStateException("the rules do not hold " + POLICY));
        if (judged.outcome() == Outcome.FAIL) {
            List<String> rules =
                    judged.places().stream().map(KnownSettings.Place::value).toList();
            KnownSettings.Place first = judged.places().get(0);
            return List.of(Verdict.fail(
                    Verdict.TENANT,
                    Evidence.of("count", rules.size())
                            .with("rules", rules)
                            .with("since", first.since())
                            .with("by", first.by())));
        }
        if (judged.outcome() == Outcome.PASS) {
            return List.of(Verdict.pass(Evidence.of("rule", POLICY)));
        }
        String missing = judged.places().isEmpty() ? "" : judged.places().get(0).value();
        return List.of(Verdict.unknown(new Text(
                "nobody has touched some of Google's alert rules yet, so their state is not known: " + missing,
                "部分 Google 警报规则从未被改动过，现状未知：" + missing)));
    }
}
