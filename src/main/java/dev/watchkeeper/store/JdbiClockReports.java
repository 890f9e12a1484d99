package dev.watchkeeper.store;

import static dev.watchkeeper.store.JdbiSourceStates.instant;

import dev.watchkeeper.sla.Clock;
import dev.watchkeeper.sla.ClockBook.HistoryRow;
import dev.watchkeeper.sla.ClockReports;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Stored clocks as people ask for them, in SQL. */
public final class JdbiClockReports implements ClockReports {
    private static final String OPEN_WITH_TARGET =
            "where run_state in ('running', 'paused') and verdict in ('open', 'breached') and target_s is not null";

    private final Jdbi jdbi;

    public JdbiClockReports(Database database) {
        this.jdbi = database.jdbi();
    }

    @Override
    public List<Clock> openByDeadline(@Nullable Set<String> customers, int limit) {
        if (customers != null && customers.isEmpty()) {
            return List.of();
        }
        return jdbi.withHandle(handle -> {
            var query = handle.createQuery(ClockRows.SELECT + OPEN_WITH_TARGET
                    + (customers == null ? "" : " and customer in (<customers>)")
                    + " order by coalesce(due_at, timestamp with time zone '9999-01-01 00:00:00+00'), clock_id"
                    + " fetch first :limit rows only");
            if (customers != null) {
                query.bindList("customers", List.copyOf(customers));
            }
            return query.bind("limit", limit)
                    .map((row, context) -> ClockRows.read(row))
                    .list();
        });
    }

    @Override
    public long countOpen(@Nullable Set<String> customers) {
        if (customers != null && customers.isEmpty()) {
            return 0;
        }
        return jdbi.withHandle(handle -> {
            var query = handle.createQuery("select count(*) from sla_clock " + OPEN_WITH_TARGET
                    + (customers == null ? "" : " and customer in (<customers>)"));
            if (customers != null) {
                query.bindList("customers", List.copyOf(customers));
            }
            return query.mapTo(Long.class).one();
        });
    }

    @Override
    public List<Unpromised> unpromised() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select customer, count(*) as tickets, min(ticket_key) as example from ticket"
                                + " where is_open and plan is null and opened_at is not null"
                                + " group by customer order by tickets desc, example")
                .map((row, context) -> new Unpromised(row.getString(1), row.getInt(2), row.getString(3)))
                .list());
    }

    @Override
    public List<Clock> forReport(@Nullable Set<String> customers, Instant from, Instant to) {
        if (customers != null && customers.isEmpty()) {
            return List.of();
        }
        String ofThem = customers == null ? "" : " and customer in (<customers>)";
        return jdbi.withHandle(handle -> {
            // Two halves, since H2 uses no index for an alternative of two columns; an open clock has no verdict_at.
            var query = handle.createQuery(ClockRows.SELECT
                    + "where verdict_at >= :from and verdict_at < :to" + ofThem
                    + " union all " + ClockRows.SELECT + "where verdict_at is null and verdict = 'open'" + ofThem
                    + " order by clock_id");
            if (customers != null) {
                query.bindList("customers", List.copyOf(customers));
            }
            return query.bind("from", from)
                    .bind("to", to)
                    .map((row, context) -> ClockRows.read(row))
                    .list();
        });
    }

    @Override
    public List<HistoryRow> history(String clockId) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select clock_id, at, cause, field, old_value, new_value from sla_clock_event"
                                + " where clock_id = :id order by n")
                .bind("id", clockId)
                .map((row, context) -> history(row))
                .list());
    }

    @Override
    public List<HistoryRow> restatements(Instant from, Instant to) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select v.clock_id, v.at, v.cause, v.field, v.old_value, v.new_value from sla_clock_event v"
                                + " join sla_clock_event r on r.clock_id = v.clock_id and r.at = v.at"
                                + " and r.field = 'confirmation' and r.new_value = 'restated'"
                                + " where v.field = 'verdict' and v.at >= :from and v.at < :to order by v.at, v.clock_id")
                .bind("from", from)
                .bind("to", to)
                .map((row, context) -> history(row))
                .list());
    }

    private static HistoryRow history(ResultSet row) throws SQLException {
        Instant at = instant(row, 2);
        return new HistoryRow(
                row.getString(1),
                at == null ? Instant.EPOCH : at,
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6));
    }
}
