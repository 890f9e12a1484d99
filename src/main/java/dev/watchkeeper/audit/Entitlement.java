package dev.watchkeeper.audit;

import dev.watchkeeper.sla.EntitlementKind;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Something a contract promises once per period: a health check, a compliance review, a training.
 *
 * @param from first day of the period, in the tenant's zone; with tenant and kind the key
 * @param to the day after its last
 * @param doneAt when it was done; null if it was not
 * @param evidence what proves it, for example {@code audit run 1b2c} or {@code minutes of 12 May, signed}
 * @param doneBy who says so; {@code watchkeeper} for what it did itself
 */
public record Entitlement(
        String tenantId,
        EntitlementKind kind,
        String plan,
        LocalDate from,
        LocalDate to,
        @Nullable Instant doneAt,
        String evidence,
        String doneBy) {
    /** Where it stands. */
    public enum State {
        SCHEDULED,
        DUE,
        DONE,
        MISSED;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Names it in findings and commands, for example {@code xinghai/health_check/2026-10-01}. */
    public String key() {
        return tenantId + "/" + kind.word() + "/" + from;
    }

    /**
     * Where it stands on a day of the tenant's zone. What was done late stays missed to the report, but open to nobody.
     */
    public State state(LocalDate today) {
        if (doneAt != null) {
            return State.DONE;
        }
        if (today.isBefore(from)) {
            return State.SCHEDULED;
        }
        return today.isBefore(to) ? State.DUE : State.MISSED;
    }

    Entitlement done(Instant at, String proof, String by) {
        return new Entitlement(tenantId, kind, plan, from, to, at, proof, by);
    }
}
