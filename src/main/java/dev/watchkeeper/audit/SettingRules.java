package dev.watchkeeper.audit;

import dev.watchkeeper.health.Fact;
import dev.watchkeeper.health.KnownSettings;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.tenant.Tenant;
import java.util.List;

/** Carries our own verdicts of the setting rules into an examination. */
public final class SettingRules implements TenantExaminer.RuleJudge {
    @Override
    public List<Examination.SettingVerdict> judge(Tenant tenant, Scope scope, TenantFacts facts) {
        Fact<KnownSettings> settings = facts.settings();
        return scope == Scope.CONTINUOUS || !settings.isKnown()
                ? List.of()
                : verdicts(settings.get().rules());
    }

    static List<Examination.SettingVerdict> verdicts(List<KnownSettings.Rule> rules) {
        return rules.stream()
                .map(rule -> new Examination.SettingVerdict(
                        rule.policy(),
                        rule.outcome(),
                        rule.basis(),
                        rule.places().stream()
                                .map(p -> new Examination.Place(p.unit(), p.group(), p.value(), p.since(), p.by()))
                                .toList()))
                .toList();
    }
}
