package dev.watchkeeper.audit;

import dev.watchkeeper.finding.Sighting;
import dev.watchkeeper.health.Fact;
import dev.watchkeeper.health.KnownSettings;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.settings.RuleBook;
import dev.watchkeeper.tenant.Tenant;
import java.util.List;

/** Carries our own verdicts of the setting rules into an examination. */
public final class SettingRules implements TenantExaminer.RuleJudge {
    private final RuleBook book;

    public SettingRules(RuleBook book) {
        this.book = book;
    }

    @Override
    public List<Examination.SettingVerdict> judge(Tenant tenant, Scope scope, TenantFacts facts) {
        Fact<KnownSettings> settings = facts.settings();
        if (scope == Scope.CONTINUOUS) {
            return List.of();
        }
        return settings instanceof Fact.Unavailable<KnownSettings> unread
                ? unknown(unread.reason().en())
                : verdicts(settings.get().rules());
    }

    /** Without the ledger every rule is unknown; a list without them would look as if there were none. */
    private List<Examination.SettingVerdict> unknown(String reason) {
        return book.rules().stream()
                .map(rule -> new Examination.SettingVerdict(
                        rule.policy(),
                        Sighting.Outcome.UNKNOWN,
                        "default",
                        List.of(new Examination.Place(null, null, reason, null, null))))
                .toList();
    }

    static List<Examination.SettingVerdict> verdicts(List<KnownSettings.Rule> rules) {
        return rules.stream()
                .map(rule -> new Examination.SettingVerdict(
                        rule.policy(),
                        rule.outcome(),
                        rule.basis(),
                        rule.places().stream()
                                .map(p -> new Examination.Place(
                                        p.unit(), p.group(), p.value(), p.since(), p.by(), p.outrankedBy()))
                                .toList()))
                .toList();
    }
}
