package dev.watchkeeper.store;

import dev.watchkeeper.audit.TenantState;
import dev.watchkeeper.audit.TenantStates;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** The queue of audits in {@code tenant_state}. */
public final class JdbiTenantStates implements TenantStates {
    private static final String UPDATE_SCHEDULE = """
            update tenant_state set rhythm = :rhythm, next_due_at = :next, continuous_due_at = :continuous,
                daily_due_at = :daily, quarterly_due_at = cast(:quarterly as timestamp with time zone),
                removed_at = null
            where tenant_id = :tenant and (rhythm <> :rhythm or removed_at is not null)
            """;

    private static final String INSERT = """
            insert into tenant_state (tenant_id, rhythm, next_due_at, continuous_due_at, daily_due_at,
                quarterly_due_at, failures, fence)
            values (:tenant, :rhythm, :next, :continuous, :daily, cast(:quarterly as timestamp with time zone), 0, 0)
            """;

    private static final String FINISH = """
            update tenant_state set rhythm = :rhythm, next_due_at = :next, continuous_due_at = :continuous, daily_due_at = :daily,
                quarterly_due_at = cast(:quarterly as timestamp with time zone),
                continuous_ok_at = cast(:continuous_ok as timestamp with time zone),
                daily_ok_at = cast(:daily_ok as timestamp with time zone),
                quarterly_ok_at = cast(:quarterly_ok as timestamp with time zone),
                failures = :failures, last_error = :error, lease_owner = null, lease_until = null
            where tenant_id = :tenant and fence = :fence and lease_owner is not null
            """;

    /** More than all nodes together claim at one moment. */
    private static final int CANDIDATES = 64;

    private final Jdbi jdbi;

    public JdbiTenantStates(Database database) {
        this.jdbi = database.jdbi();
    }

    @Override
    public List<TenantState> all() {
        return jdbi.withHandle(
                handle -> handle.createQuery("select * from tenant_state where removed_at is null order by tenant_id")
                        .map((rows, context) -> read(rows))
                        .list());
    }

    @Override
    public Optional<TenantState> of(String tenantId) {
        return jdbi.withHandle(handle -> one(handle, tenantId));
    }

    private static Optional<TenantState> one(Handle handle, String tenantId) {
        return handle.createQuery("select * from tenant_state where tenant_id = :tenant and removed_at is null")
                .bind("tenant", tenantId)
                .map((rows, context) -> read(rows))
                .findOne();
    }

    @Override
    public void schedule(Collection<TenantState> states) {
        if (states.isEmpty()) {
            return;
        }
        // In one order: nodes that start together wait for each other, and never in a circle.
        List<TenantState> ordered = states.stream()
                .sorted(Comparator.comparing(TenantState::tenantId))
                .toList();
        jdbi.useTransaction(handle -> {
            Set<String> known =
                    new HashSet<>(handle.createQuery("select tenant_id from tenant_state where tenant_id = any(:ids)")
                            .bindArray(
                                    "ids",
                                    String.class,
                                    ordered.stream().map(TenantState::tenantId).toList())
                            .mapTo(String.class)
                            .list());
            batch(
                    handle,
                    UPDATE_SCHEDULE,
                    ordered.stream().filter(s -> known.contains(s.tenantId())).toList());
            List<TenantState> added =
                    ordered.stream().filter(s -> !known.contains(s.tenantId())).toList();
            if (!Once.insert(handle, () -> batch(handle, INSERT, added))) {
                // Another node is adding the same tenants just now.
                added.forEach(state -> Once.insert(handle, () -> batch(handle, INSERT, List.of(state))));
            }
        });
    }

    private static void batch(Handle handle, String sql, List<TenantState> states) {
        if (!states.isEmpty()) {
            PreparedBatch batch = handle.prepareBatch(sql);
            states.forEach(state -> batch.bindMap(row(state)).add());
            batch.execute();
        }
    }

    @Override
    public void remove(Collection<String> tenantIds, Instant at) {
        if (tenantIds.isEmpty()) {
            return;
        }
        jdbi.useTransaction(handle -> {
            PreparedBatch batch = handle.prepareBatch("""
                    update tenant_state set removed_at = :at, lease_owner = null, lease_until = null
                    where tenant_id = :tenant and removed_at is null
                    """);
            tenantIds.forEach(id -> batch.bind("tenant", id).bind("at", at).add());
            batch.execute();
        });
    }

    @Override
    public Optional<TenantState> claimDue(String owner, Instant now, Instant leaseUntil, boolean heavy) {
        String due = heavy ? "next_due_at" : "continuous_due_at";
        String first = heavy ? "" : " and (daily_ok_at is not null or daily_due_at > :now)";
        return jdbi.inTransaction(handle -> {
            // First without a lock: H2 does not sort by an index when it locks, and would lock all that is due.
            List<String> candidates = handle.createQuery("select tenant_id from tenant_state where " + due + " <= :now"
                            + " and removed_at is null and (lease_until is null or lease_until <= :now)" + first
                            + " order by " + due + " fetch first " + CANDIDATES + " rows only")
                    .bind("now", now)
                    .mapTo(String.class)
                    .list();
            for (String tenantId : candidates) {
                if (lockFree(handle, tenantId, now, " and " + due + " <= :now" + first)) {
                    return Optional.of(take(handle, tenantId, owner, leaseUntil));
                }
            }
            return Optional.empty();
        });
    }

    @Override
    public Optional<TenantState> claim(String tenantId, String owner, Instant now, Instant leaseUntil) {
        return jdbi.inTransaction(handle -> lockFree(handle, tenantId, now, "")
                ? Optional.of(take(handle, tenantId, owner, leaseUntil))
                : Optional.empty());
    }

    private static boolean lockFree(Handle handle, String tenantId, Instant now, String condition) {
        return handle.createQuery("select tenant_id from tenant_state where tenant_id = :tenant"
                        + " and removed_at is null and (lease_until is null or lease_until <= :now)" + condition
                        + " for update skip locked")
                .bind("tenant", tenantId)
                .bind("now", now)
                .mapTo(String.class)
                .findOne()
                .isPresent();
    }

    private static TenantState take(Handle handle, String tenantId, String owner, Instant leaseUntil) {
        handle.createUpdate("""
                        update tenant_state set lease_owner = :owner, lease_until = :until, fence = fence + 1
                        where tenant_id = :tenant
                        """)
                .bind("owner", owner)
                .bind("until", leaseUntil)
                .bind("tenant", tenantId)
                .execute();
        return one(handle, tenantId).orElseThrow();
    }

    @Override
    public boolean renew(String tenantId, long fence, Instant leaseUntil) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                                update tenant_state set lease_until = :until
                                where tenant_id = :tenant and fence = :fence and lease_owner is not null
                                """)
                        .bind("until", leaseUntil)
                        .bind("tenant", tenantId)
                        .bind("fence", fence)
                        .execute()
                == 1);
    }

    @Override
    public boolean holds(String tenantId, long fence) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select fence from tenant_state
                        where tenant_id = :tenant and fence = :fence and lease_owner is not null for update
                        """)
                .bind("tenant", tenantId)
                .bind("fence", fence)
                .mapTo(Long.class)
                .findOne()
                .isPresent());
    }

    @Override
    public boolean finish(TenantState state) {
        return jdbi.withHandle(
                handle -> handle.createUpdate(FINISH).bindMap(row(state)).execute() == 1);
    }

    private static Map<String, @Nullable Object> row(TenantState state) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("tenant", state.tenantId());
        row.put("rhythm", state.rhythm());
        row.put("next", state.nextDueAt());
        row.put("continuous", state.continuousDueAt());
        row.put("daily", state.dailyDueAt());
        row.put("quarterly", state.quarterlyDueAt());
        row.put("continuous_ok", state.continuousOkAt());
        row.put("daily_ok", state.dailyOkAt());
        row.put("quarterly_ok", state.quarterlyOkAt());
        row.put("failures", state.failures());
        row.put("error", state.lastError());
        row.put("fence", state.fence());
        return row;
    }

    private static TenantState read(ResultSet rows) throws SQLException {
        return new TenantState(
                rows.getString("tenant_id"),
                rows.getString("rhythm"),
                FindingRow.required(rows, "continuous_due_at"),
                FindingRow.required(rows, "daily_due_at"),
                FindingRow.instant(rows, "quarterly_due_at"),
                FindingRow.instant(rows, "continuous_ok_at"),
                FindingRow.instant(rows, "daily_ok_at"),
                FindingRow.instant(rows, "quarterly_ok_at"),
                rows.getInt("failures"),
                rows.getString("last_error"),
                rows.getString("lease_owner"),
                FindingRow.instant(rows, "lease_until"),
                rows.getLong("fence"));
    }
}
