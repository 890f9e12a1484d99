package dev.watchkeeper.audit;

import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a tenant stands in the queue of audits.
 *
 * @param rhythm what the due dates were computed from; they are computed anew when it changes
 * @param quarterlyDueAt null without a plan that includes it
 * @param failures audits in a row that did not come to a stored result, or had to be repeated
 */
public record TenantState(
        String tenantId,
        String rhythm,
        Instant continuousDueAt,
        Instant dailyDueAt,
        @Nullable Instant quarterlyDueAt,
        @Nullable Instant continuousOkAt,
        @Nullable Instant dailyOkAt,
        @Nullable Instant quarterlyOkAt,
        int failures,
        @Nullable String lastError,
        @Nullable String leaseOwner,
        @Nullable Instant leaseUntil,
        long fence) {
    public @Nullable Instant dueAt(Scope scope) {
        return switch (scope) {
            case CONTINUOUS -> continuousDueAt;
            case DAILY -> dailyDueAt;
            case QUARTERLY -> quarterlyDueAt;
        };
    }

    /** When anything is due next. */
    public Instant nextDueAt() {
        return Stream.of(continuousDueAt, dailyDueAt, quarterlyDueAt == null ? dailyDueAt : quarterlyDueAt)
                .min(Instant::compareTo)
                .orElseThrow();
    }

    /** The widest scope that is due; each includes those before it. */
    Scope widestDue(Instant now) {
        if (quarterlyDueAt != null && !quarterlyDueAt.isAfter(now)) {
            return Scope.QUARTERLY;
        }
        return dailyDueAt.isAfter(now) ? Scope.CONTINUOUS : Scope.DAILY;
    }

    TenantState due(Instant continuous, Instant daily, @Nullable Instant quarterly) {
        return new TenantState(
                tenantId,
                rhythm,
                continuous,
                daily,
                quarterly,
                continuousOkAt,
                dailyOkAt,
                quarterlyOkAt,
                failures,
                lastError,
                leaseOwner,
                leaseUntil,
                fence);
    }

    TenantState ok(Scope scope, Instant at) {
        return new TenantState(
                tenantId,
                rhythm,
                continuousDueAt,
                dailyDueAt,
                quarterlyDueAt,
                at,
                scope == Scope.CONTINUOUS ? dailyOkAt : at,
                scope == Scope.QUARTERLY ? at : quarterlyOkAt,
                0,
                null,
                leaseOwner,
                leaseUntil,
                fence);
    }

    TenantState failed(String error) {
        return new TenantState(
                tenantId,
                rhythm,
                continuousDueAt,
                dailyDueAt,
                quarterlyDueAt,
                continuousOkAt,
                dailyOkAt,
                quarterlyOkAt,
                failures + 1,
                error,
                leaseOwner,
                leaseUntil,
                fence);
    }
}
