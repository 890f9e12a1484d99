package dev.watchkeeper.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.config.SettingRulesReader;
import dev.watchkeeper.finding.Sighting.Outcome;
import dev.watchkeeper.fixture.Tenants;
import dev.watchkeeper.health.Fact;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.settings.RuleBook;
import dev.watchkeeper.tenant.Tenant;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingRulesTest {
    private static final RuleBook BOOK = SettingRulesReader.packaged();

    @Test
    void withoutTheLedgerEveryRuleIsUnknownAndSaysWhy() {
        Tenant tenant = Tenants.aTenant();
        TenantFacts facts = TenantFacts.about(tenant, Instant.parse("2026-11-24T04:00:00Z"))
                .settings(Fact.unavailable("the admin log was refused"))
                .build();
        SettingRules rules = new SettingRules(BOOK);

        List<Examination.SettingVerdict> verdicts = rules.judge(tenant, Scope.DAILY, facts);

        assertThat(verdicts).hasSameSizeAs(BOOK.rules()).allSatisfy(verdict -> {
            assertThat(verdict.status()).isEqualTo(Outcome.UNKNOWN);
            assertThat(verdict.places())
                    .extracting(Examination.Place::value)
                    .containsExactly("the admin log was refused");
        });
        assertThat(rules.judge(tenant, Scope.CONTINUOUS, facts)).isEmpty();
    }
}
