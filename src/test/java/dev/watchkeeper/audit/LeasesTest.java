package dev.watchkeeper.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.audit.Leases.Lease;
import dev.watchkeeper.fixture.InMemoryTenantStates;
import dev.watchkeeper.fixture.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LeasesTest {
    private static final Duration LENGTH = Duration.ofMinutes(3);

    private final TestClock clock = TestClock.at("2026-03-02T01:00:00Z");
    private final InMemoryTenantStates states = new InMemoryTenantStates();
    private final ByHand ticker = new ByHand();

    @Test
    void aClaimOutlivesTwoRenewalsThatFail() {
        Instant now = clock.instant();
        states.schedule(List.of(new TenantState("a", "r", now, now, null, null, null, null, 0, null, null, null, 0)));
        TenantState claim = states.claimDue("one", now, now.plus(LENGTH), true).orElseThrow();
        try (Leases leases = new Leases(states, LENGTH, clock, ticker);
                Lease lease = leases.keep(claim)) {
            assertThat(ticker.period.multipliedBy(3))
                    .as("three tries before the claim ends")
                    .isLessThanOrEqualTo(LENGTH);
            for (int i = 0; i < 5; i++) {
                clock.forward(ticker.period);
                ticker.tick();
                Instant justBeforeTheThird =
                        clock.instant().plus(ticker.period.multipliedBy(3)).minusMillis(1);
                assertThat(claimBy("two", justBeforeTheThird)).isEmpty();
            }
            assertThat(lease.isLost()).isFalse();

            clock.forward(LENGTH.plusMillis(1));
            assertThat(claimBy("two", clock.instant())).isPresent();
            ticker.tick();
            assertThat(lease.isLost()).isTrue();
        }
    }

    private Optional<TenantState> claimBy(String node, Instant at) {
        return states.claimDue(node, at, at.plus(LENGTH), true);
    }

    private static final class ByHand implements Leases.Ticker {
        private Duration period = Duration.ZERO;
        private @Nullable Runnable task;

        @Override
        public void every(Duration each, Runnable what) {
            period = each;
            task = what;
        }

        void tick() {
            if (task != null) {
                task.run();
            }
        }

        @Override
        public void close() {}
    }
}
