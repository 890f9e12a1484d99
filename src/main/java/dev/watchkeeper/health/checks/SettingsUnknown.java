package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.KnownSettings;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import dev.watchkeeper.tenant.Text;
import java.util.List;

/** HYG-11: of too many settings nobody knows how they stand. */
final class SettingsUnknown implements HealthCheck {
    @Override
    public String id() {
        return "HYG-11";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        KnownSettings settings = facts.settings().get();
        long all = settings.applicable();
        long unknown = settings.undecided();
        if (all == 0) {
            return List.of(Verdict.notApplicable(new Text("no setting is judged", "没有需要判断的设置")));
        }
        Evidence evidence =
                Evidence.of("unknown", unknown).with("all", all).with("percent", Math.round(unknown * 100.0 / all));
        if (!settings.proposals().isEmpty()) {
            evidence.with("new_names_to_confirm", settings.proposals());
        }
        return List.of(
                unknown * 100.0 > limits.number("percent") * all
                        ? Verdict.fail(Verdict.TENANT, evidence)
                        : Verdict.pass(evidence));
    }
}
