package dev.watchkeeper.audit;

import dev.watchkeeper.tenant.Portfolio;
import dev.watchkeeper.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns tenants, contracts and outcomes into due dates; pure but for the {@link Rhythm} it asks. */
final class Timetable {
    private static final Duration FIRST_RETRY = Duration.ofMinutes(15);
    private static final Duration LONGEST_RETRY = Duration.ofHours(4);
    private static final Set<String> WORTH_A_RETRY = Set.of("throttled", "unavailable", "cancelled", "no_data");

    private final AuditSettings settings;
    private final Rhythm rhythm;
    private final DueDates dates;

    Timetable(AuditSettings settings, Rhythm rhythm) {
        this.settings = settings;
        this.rhythm = rhythm;
        this.dates = new DueDates(settings);
    }

    /** What must be written so that the queue holds the portfolio's tenants. */
    record Differences(List<TenantState> schedule, List<String> remove) {}

    Differences differences(Portfolio portfolio, List<TenantState> queued, Instant now) {
        Map<String, TenantState> byId =
                queued.stream().collect(Collectors.toMap(TenantState::tenantId, Function.identity()));
        List<TenantState> schedule = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Tenant tenant : portfolio.tenants()) {
            ids.add(tenant.id());
            TenantState state = byId.get(tenant.id());
            String key = key(tenant, now);
            if (state == null) {
                schedule.add(added(tenant, key, now));
            } else if (!state.rhythm().equals(key)) {
                schedule.add(changed(tenant, state, key, now));
            }
        }
        List<String> remove = queued.stream()
                .map(TenantState::tenantId)
                .filter(id -> !ids.contains(id))
                .toList();
        return new Differences(schedule, remove);
    }

    /** A tenant that nobody has looked at is looked at now; only the quarter has its own season. */
    private TenantState added(Tenant tenant, String key, Instant now) {
        return new TenantState(
                tenant.id(), key, now, now, quarterly(tenant, now), null, null, null, 0, null, null, null, 0);
    }

    /** What was overdue under the old rhythm stays overdue. */
    private TenantState changed(Tenant tenant, TenantState state, String key, Instant now) {
        Instant quarterly = state.quarterlyDueAt();
        boolean quarterlyOverdue = quarterly != null && !quarterly.isAfter(now);
        Instant newQuarterly = quarterly(tenant, now);
        return new TenantState(
                state.tenantId(),
                key,
                earlier(state.continuousDueAt(), dates.continuous(tenant.id(), now)),
                state.dailyDueAt().isAfter(now) ? dates.daily(tenant.id(), tenant.zone(), now) : state.dailyDueAt(),
                quarterlyOverdue && newQuarterly != null ? quarterly : newQuarterly,
                state.continuousOkAt(),
                state.dailyOkAt(),
                state.quarterlyOkAt(),
                state.failures(),
                state.lastError(),
                state.leaseOwner(),
                state.leaseUntil(),
                state.fence());
    }

    private String key(Tenant tenant, Instant now) {
        return String.join(
                " ",
                tenant.zone().getId(),
                rhythm.quarterlyAnchor(tenant, now).map(LocalDate::toString).orElse("-"),
                settings.every().toString(),
                settings.dailyAt().toString(),
                settings.dailySpread().toString(),
                settings.quarterlyFrom() + "/" + settings.quarterlyTo(),
                settings.quarterlyDays() + "d");
    }

    /** The state after an examination came to an end. */
    TenantState after(Tenant tenant, TenantState state, Scope scope, List<Examination.Problem> problems, Instant now) {
        List<Examination.Problem> real = problems.stream()
                .filter(p -> !p.kind().equals("not_configured"))
                .toList();
        TenantState outcome = real.isEmpty()
                ? state.ok(scope, now)
                : state.failed(real.get(0).source() + ": " + real.get(0).message());
        boolean again = real.stream().anyMatch(p -> WORTH_A_RETRY.contains(p.kind()));
        return next(tenant, outcome, scope, now, again ? Optional.of(now.plus(retry(outcome))) : Optional.empty());
    }

    /** The state of an audit that gives way: what is due stays due, behind all that is due already. */
    TenantState goesOn(TenantState state, Instant now) {
        Instant quarterly = state.quarterlyDueAt();
        return state.due(
                later(state.continuousDueAt(), now),
                later(state.dailyDueAt(), now),
                quarterly == null ? null : later(quarterly, now));
    }

    /** The state after an examination that gave no result at all. */
    TenantState afterFailure(Tenant tenant, TenantState state, Scope scope, String error, Instant now) {
        TenantState outcome = state.failed(error);
        TenantState next = next(tenant, outcome, scope, now, Optional.of(now.plus(retry(outcome))));
        Instant later =
                now.plus(min(settings.every().multipliedBy(1L << Math.min(outcome.failures(), 6)), LONGEST_RETRY));
        return next.due(later, next.dailyDueAt(), next.quarterlyDueAt());
    }

    private TenantState next(Tenant tenant, TenantState state, Scope scope, Instant now, Optional<Instant> retryAt) {
        Instant continuous = dates.continuous(tenant.id(), now);
        Instant daily = scope == Scope.CONTINUOUS
                ? state.dailyDueAt()
                : soonest(dates.daily(tenant.id(), tenant.zone(), now), retryAt);
        Instant quarterly = state.quarterlyDueAt();
        if (scope == Scope.QUARTERLY || (quarterly != null && quarterly.isAfter(now))) {
            // Computed anew even if not due: holidays and contracts may have changed since.
            Instant regular = quarterly(tenant, now);
            quarterly = regular == null || scope != Scope.QUARTERLY ? regular : soonest(regular, retryAt);
        }
        return state.due(continuous, daily, quarterly);
    }

    private @Nullable Instant quarterly(Tenant tenant, Instant now) {
        return rhythm.quarterlyAnchor(tenant, now)
                .map(anchor -> dates.quarterly(tenant.id(), tenant.zone(), anchor, rhythm.workDays(tenant), now))
                .orElse(null);
    }

    private static Duration retry(TenantState state) {
        return min(FIRST_RETRY.multipliedBy(1L << Math.min(state.failures() - 1, 8)), LONGEST_RETRY);
    }

    private static Instant soonest(Instant regular, Optional<Instant> retryAt) {
        return retryAt.map(at -> earlier(at, regular)).orElse(regular);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
