package dev.watchkeeper.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.fixture.Tenants;
import dev.watchkeeper.health.OwnAccess;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.tenant.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalWatchTest {
    private static final Instant NOW = Instant.parse("2026-03-02T01:00:00Z");

    @Test
    void manyRefusalsAtOnceAreOurOwnMatterAndNobodysWithdrawal() {
        Instant begun = NOW.minus(Duration.ofHours(1));
        RefusalWatch watch = watch(5, begun, begun.plusSeconds(600), begun.plusSeconds(900));
        assertThat(watch.trouble(NOW).en()).contains("reports:login for 3 of 5 customers");

        TenantFacts.Builder facts = TenantFacts.about(Tenants.aTenant(), NOW)
                .access(new OwnAccess(
                        List.of(new OwnAccess.Denied("reports:login", begun, 9, true, "refused")), List.of()));
        watch.read(Tenants.aTenant(), NOW, Deadline.NONE, facts);
        assertThat(facts.build().access().isKnown()).isFalse();
    }

    @Test
    void aFewOfManyOrThoseOfManyDaysAreTheCustomers() {
        Instant begun = NOW.minus(Duration.ofHours(1));
        assertThat(watch(7, begun, begun, begun).trouble(NOW)).isEqualTo(Text.EMPTY);
        assertThat(watch(2, begun, begun).trouble(NOW)).isEqualTo(Text.EMPTY);
        assertThat(watch(3, begun, begun.minus(Duration.ofDays(3)), begun.minus(Duration.ofDays(9)))
                        .trouble(NOW))
                .isEqualTo(Text.EMPTY);
    }

    private static RefusalWatch watch(int tried, Instant... since) {
        return new RefusalWatch(
                then -> List.of(new Refusals.Refused("reports:login", "not authorised", tried, List.of(since))));
    }
}
