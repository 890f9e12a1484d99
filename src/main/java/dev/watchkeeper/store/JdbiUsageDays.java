package dev.watchkeeper.store;

import dev.watchkeeper.audit.UsageDays;
import dev.watchkeeper.health.UsageReport;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Usage reports in {@code usage_day}, one row a day. */
public final class JdbiUsageDays implements UsageDays {
    private static final String UPDATE = "update usage_day set state = :state, partial = :partial, metrics = :metrics,"
            + " received_at = :received where tenant_id = :tenant and usage_date = :date";
    private static final String INSERT = "insert into usage_day (tenant_id, usage_date, state, partial, metrics,"
            + " received_at) values (:tenant, :date, :state, :partial, :metrics, :received)";

    private final Jdbi jdbi;

    public JdbiUsageDays(Database database) {
        this.jdbi = database.jdbi();
    }

    @Override
    public void save(String tenantId, Day day, Instant receivedAt) {
        jdbi.useTransaction(handle -> {
            if (write(handle, UPDATE, tenantId, day, receivedAt) == 0) {
                write(handle, INSERT, tenantId, day, receivedAt);
            }
        });
    }

    private static int write(Handle handle, String sql, String tenantId, Day day, Instant receivedAt) {
        return handle.createUpdate(sql)
                .bind("tenant", tenantId)
                .bind("date", day.report().date())
                .bind("state", day.state().word())
                .bind("partial", JdbiEventLog.cut(String.join(",", day.partial()), 1000))
                .bind("metrics", ParametersJson.write(day.report().values()))
                .bind("received", receivedAt)
                .execute();
    }

    @Override
    public List<Day> since(String tenantId, LocalDate from) {
        return jdbi.withHandle(handle -> handle.createQuery("select usage_date, state, partial, metrics from usage_day"
                        + " where tenant_id = :tenant and usage_date >= :from order by usage_date")
                .bind("tenant", tenantId)
                .bind("from", from)
                .map((row, context) -> new Day(
                        new UsageReport(
                                row.getObject(1, LocalDate.class), null, null, ParametersJson.read(row.getString(4))),
                        State.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
                        row.getString(3).isEmpty()
                                ? List.of()
                                : List.of(row.getString(3).split(",", -1))))
                .list());
    }

    @Override
    public int forget(String tenantId, LocalDate before) {
        return jdbi.withHandle(handle -> handle.createUpdate(
                        "delete from usage_day where tenant_id = :tenant and usage_date < :before")
                .bind("tenant", tenantId)
                .bind("before", before)
                .execute());
    }
}
