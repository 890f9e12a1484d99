package dev.watchkeeper.store;

import dev.watchkeeper.audit.Entitlement;
import dev.watchkeeper.audit.Entitlements;
import dev.watchkeeper.sla.EntitlementKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Promises in {@code entitlement}. */
public final class JdbiEntitlements implements Entitlements {
    private static final String COLUMNS =
            "select tenant_id, kind, plan, period_from, period_to, done_at, evidence, done_by from entitlement ";

    private final Jdbi jdbi;

    public JdbiEntitlements(Database database) {
        this.jdbi = database.jdbi();
    }

    @Override
    public void schedule(Collection<Entitlement> entitlements) {
        jdbi.useTransaction(handle -> entitlements.forEach(one -> {
            if (!exists(handle, one)) {
                Once.insert(
                        handle,
                        () -> handle.createUpdate("insert into entitlement (tenant_id, kind, period_from, period_to,"
                                        + " plan, state, evidence, done_by) values (:tenant, :kind, :from, :to, :plan,"
                                        + " 'scheduled', '', '')")
                                .bind("tenant", one.tenantId())
                                .bind("kind", one.kind().word())
                                .bind("from", one.from())
                                .bind("to", one.to())
                                .bind("plan", one.plan())
                                .execute());
            }
        }));
    }

    private static boolean exists(Handle handle, Entitlement one) {
        return handle.createQuery("select count(*) from entitlement where tenant_id = :tenant and kind = :kind and"
                                + " period_from = :from")
                        .bind("tenant", one.tenantId())
                        .bind("kind", one.kind().word())
                        .bind("from", one.from())
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    @Override
    public List<Entitlement> list(String tenantId) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        COLUMNS + "where :tenant = '' or tenant_id = :tenant order by tenant_id, period_from, kind")
                .bind("tenant", tenantId)
                .map((row, context) -> entitlement(row))
                .list());
    }

    @Override
    public Optional<Entitlement> covering(String tenantId, EntitlementKind kind, LocalDate day) {
        return jdbi.withHandle(handle -> handle.createQuery(COLUMNS
                        + "where tenant_id = :tenant and kind = :kind and period_from <= :day and period_to > :day"
                        + " order by period_from desc fetch first 1 rows only")
                .bind("tenant", tenantId)
                .bind("kind", kind.word())
                .bind("day", day)
                .map((row, context) -> entitlement(row))
                .findOne());
    }

    private static Entitlement entitlement(ResultSet row) throws SQLException {
        OffsetDateTime done = row.getObject("done_at", OffsetDateTime.class);
        return new Entitlement(
                row.getString("tenant_id"),
                EntitlementKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getString("plan"),
                row.getObject("period_from", LocalDate.class),
                row.getObject("period_to", LocalDate.class),
                done == null ? null : done.toInstant(),
                row.getString("evidence"),
                row.getString("done_by"));
    }

    @Override
    public boolean done(String tenantId, EntitlementKind kind, LocalDate from, Instant at, String evidence, String by) {
        return jdbi.withHandle(handle -> handle.createUpdate("update entitlement set state = 'done', done_at = :at,"
                                + " evidence = :evidence, done_by = :by where tenant_id = :tenant and kind = :kind and"
                                + " period_from = :from and done_at is null")
                        .bind("at", at)
                        .bind("evidence", JdbiEventLog.cut(evidence, 1000))
                        .bind("by", JdbiEventLog.cut(by, 200))
                        .bind("tenant", tenantId)
                        .bind("kind", kind.word())
                        .bind("from", from)
                        .execute())
                == 1;
    }

    @Override
    public void refresh(Entitlement entitlement, Entitlement.State state) {
        jdbi.useHandle(handle -> handle.createUpdate("update entitlement set state = :state where tenant_id = :tenant"
                        + " and kind = :kind and period_from = :from and state <> :state")
                .bind("state", state.word())
                .bind("tenant", entitlement.tenantId())
                .bind("kind", entitlement.kind().word())
                .bind("from", entitlement.from())
                .execute());
    }
}
