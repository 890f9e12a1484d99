package dev.watchkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.audit.AuditSettings;
import dev.watchkeeper.audit.ReadingPlan;
import dev.watchkeeper.audit.Sizing;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CapacityTest {
    private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

    @Test
    void twoThousandTenantsEveryTenMinutesNeedElevenHundredRequestsAMinute() {
        Sizing.Need need = Sizing.need(2_000, AuditSettings.DEFAULT, ReadingPlan.STANDARD, 2_000, HALF_A_SECOND);

        assertThat(need.perMinute()).isBetween(1_130.0, 1_140.0);
        assertThat(Sizing.fitsQuota(need, 2_000)).isTrue();
        assertThat(Sizing.fitsWorkers(need)).as("sized by the quota").isTrue();
        assertThat(Sizing.fitsQuota(need, 1_200)).isFalse();
        assertThat(Sizing.quotaFor(need)).isEqualTo(1_400);
        assertThat(Sizing.shortestRound(2_000, ReadingPlan.STANDARD, 1_200)).isEqualTo(Duration.ofMinutes(12));
    }

    @Test
    void workersThatAreTooFewAreNamedWithTheNumberThatSuffices() {
        AuditSettings standard = AuditSettings.DEFAULT;
        AuditSettings eight = new AuditSettings(
                standard.every(),
                standard.dailyAt(),
                standard.dailySpread(),
                standard.quarterlyFrom(),
                standard.quarterlyTo(),
                standard.quarterlyDays(),
                8,
                standard.deadline(),
                standard.lease());
        Sizing.Need need = Sizing.need(2_000, eight, ReadingPlan.STANDARD, 2_000, HALF_A_SECOND);

        assertThat(Sizing.fitsWorkers(need)).isFalse();
        int enough = Sizing.workersFor(need, HALF_A_SECOND);
        assertThat(enough).isBetween(12, 16);
    }
}
