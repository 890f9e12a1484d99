package dev.watchkeeper.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every queue of audits does. */
public interface TenantStatesContract {
    Instant T0 = Instant.parse("2026-03-01T00:00:00Z");

    TenantStates states();

    private static Instant minute(int minutes) {
        return T0.plus(Duration.ofMinutes(minutes));
    }

    private static TenantState state(String id, int continuous, int daily, @Nullable Integer quarterly) {
        return new TenantState(
                id,
                "zone anchor",
                minute(continuous),
                minute(daily),
                quarterly == null ? null : minute(quarterly),
                null,
                null,
                null,
                0,
                null,
                null,
                null,
                0);
    }

    @Test
    default void theLongestOverdueIsClaimedFirstAndOnlyOnce() {
        states().schedule(List.of(state("b", 2, 90, null), state("a", 3, 90, 1), state("c", 9, 90, null)));

        assertThat(claim(minute(5), true)).contains("a");
        assertThat(claim(minute(5), true)).contains("b");
        assertThat(claim(minute(5), true)).isEmpty();
        assertThat(states().of("a").orElseThrow().widestDue(minute(5))).isEqualTo(Scope.QUARTERLY);
    }

    @Test
    default void aLightClaimSeesOnlyWhatIsDueContinuously() {
        states().schedule(List.of(state("a", 9, 1, null), state("b", 4, 90, null)));

        assertThat(claim(minute(5), false)).contains("b");
        assertThat(claim(minute(5), false)).isEmpty();
        assertThat(claim(minute(5), true)).contains("a");
    }

    @Test
    default void theFirstDailyAuditServesAsTheContinuousOne() {
        states().schedule(List.of(state("new", 1, 1, null)));

        assertThat(claim(minute(5), false)).as("no short look before it").isEmpty();
        TenantState first =
                states().claimDue("node", minute(5), minute(9), true).orElseThrow();
        states().finish(first.ok(Scope.DAILY, minute(6)).due(minute(12), minute(12), null));

        assertThat(claim(minute(13), false)).as("known by now: never waits").contains("new");
    }

    @Test
    default void aClaimEndsWithItsLeaseAndTheFenceKeepsTheLateNodeOut() {
        states().schedule(List.of(state("a", 1, 90, null)));
        TenantState slow = states().claimDue("slow", minute(1), minute(4), true).orElseThrow();
        assertThat(states().claimDue("other", minute(3), minute(6), true)).isEmpty();

        TenantState other =
                states().claimDue("other", minute(4), minute(7), true).orElseThrow();

        assertThat(other.fence()).isGreaterThan(slow.fence());
        assertThat(states().holds("a", slow.fence())).isFalse();
        assertThat(states().renew("a", slow.fence(), minute(99))).isFalse();
        assertThat(states().finish(slow.due(minute(50), minute(90), null))).isFalse();
        assertThat(states().holds("a", other.fence())).isTrue();
        assertThat(states().finish(other.due(minute(60), minute(90), null))).isTrue();
        assertThat(states().of("a").orElseThrow().continuousDueAt()).isEqualTo(minute(60));
        assertThat(states().finish(other.due(minute(70), minute(90), null))).isFalse();
    }

    @Test
    default void aRenewedLeaseHolds() {
        states().schedule(List.of(state("a", 1, 90, null)));
        TenantState claim =
                states().claimDue("node", minute(1), minute(4), true).orElseThrow();

        assertThat(states().renew("a", claim.fence(), minute(9))).isTrue();

        assertThat(states().claimDue("other", minute(8), minute(12), true)).isEmpty();
        assertThat(states().claim("a", "other", minute(8), minute(12))).isEmpty();
        assertThat(states().claim("a", "other", minute(9), minute(12))).isPresent();
    }

    @Test
    default void anOutcomeIsKept() {
        states().schedule(List.of(state("a", 1, 90, 200)));
        TenantState claim =
                states().claimDue("node", minute(1), minute(4), true).orElseThrow();
        states().finish(claim.ok(Scope.QUARTERLY, minute(2)).due(minute(12), minute(91), minute(999)));
        claim = states().claimDue("node", minute(12), minute(15), true).orElseThrow();
        states().finish(claim.failed("boom"));

        TenantState state = states().of("a").orElseThrow();

        assertThat(state.quarterlyOkAt()).isEqualTo(minute(2));
        assertThat(state.dailyOkAt()).isEqualTo(minute(2));
        assertThat(state.quarterlyDueAt()).isEqualTo(minute(999));
        assertThat(state.failures()).isEqualTo(1);
        assertThat(state.lastError()).isEqualTo("boom");
        assertThat(state.leaseOwner()).isNull();
    }

    @Test
    default void aTenantTakenOutIsNotClaimedAndComesBackWithWhatWasKnown() {
        states().schedule(List.of(state("a", 1, 90, null), state("b", 1, 90, null)));
        TenantState claim = states().claim("a", "node", minute(1), minute(4)).orElseThrow();
        states().finish(claim.ok(Scope.CONTINUOUS, minute(1)));
        TenantState running = states().claim("a", "node", minute(1), minute(4)).orElseThrow();

        states().remove(List.of("a"), minute(1));

        assertThat(states().all()).extracting(TenantState::tenantId).containsExactly("b");
        assertThat(states().holds("a", running.fence())).isFalse();
        assertThat(claim(minute(99), true)).contains("b");
        assertThat(claim(minute(99), true)).isEmpty();

        states().schedule(List.of(state("a", 5, 90, null)));
        TenantState back = states().of("a").orElseThrow();
        assertThat(back.continuousOkAt()).isEqualTo(minute(1));
        assertThat(back.continuousDueAt()).isEqualTo(minute(5));
        assertThat(back.fence()).isEqualTo(running.fence());
    }

    @Test
    default void theSecondNodeThatAddsATenantChangesNothing() {
        states().schedule(List.of(state("a", 1, 90, null)));
        TenantState claim =
                states().claimDue("node", minute(1), minute(4), true).orElseThrow();
        states().finish(claim.ok(Scope.DAILY, minute(2)).due(minute(12), minute(95), null));

        states().schedule(List.of(state("a", 1, 90, null)));

        assertThat(states().of("a").orElseThrow().continuousDueAt()).isEqualTo(minute(12));
    }

    private Optional<String> claim(Instant now, boolean heavy) {
        return states().claimDue("node", now, now.plus(Duration.ofHours(9)), heavy)
                .map(TenantState::tenantId);
    }
}
