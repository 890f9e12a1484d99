package dev.watchkeeper.store;

import dev.watchkeeper.audit.Cursor;
import dev.watchkeeper.audit.Cursors;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Cursors in {@code event_cursor}. */
public final class JdbiCursors implements Cursors {
    private final Jdbi jdbi;

    public JdbiCursors(Database database) {
        this.jdbi = database.jdbi();
    }

    @Override
    public Map<String, Cursor> of(String tenantId) {
        return jdbi.withHandle(handle -> {
            Map<String, Cursor> cursors = new HashMap<>();
            handle.createQuery("select source, since, until, window_from, window_to, window_down_to, newest_event_at,"
                            + " tried_at, problem, message, denied_since, denied_runs from event_cursor where"
                            + " tenant_id = :tenant")
                    .bind("tenant", tenantId)
                    .map((row, context) -> cursor(row))
                    .forEach(cursor -> cursors.put(cursor.source(), cursor));
            return cursors;
        });
    }

    private static Cursor cursor(ResultSet row) throws SQLException {
        Instant from = instant(row, "window_from");
        Instant to = instant(row, "window_to");
        Instant downTo = instant(row, "window_down_to");
        Instant tried = instant(row, "tried_at");
        return new Cursor(
                row.getString("source"),
                instant(row, "since"),
                instant(row, "until"),
                from == null || to == null || downTo == null ? null : new Cursor.Window(from, to, downTo),
                instant(row, "newest_event_at"),
                tried == null ? Instant.EPOCH : tried,
                row.getString("problem"),
                row.getString("message"),
                instant(row, "denied_since"),
                row.getInt("denied_runs"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    @Override
    public void save(String tenantId, Cursor cursor) {
        jdbi.useTransaction(handle -> {
            if (write(handle, UPDATE, tenantId, cursor) == 0) {
                write(handle, INSERT, tenantId, cursor);
            }
        });
    }

    private static final String UPDATE = "update event_cursor set since = :since, until = :until, window_from = :from,"
            + " window_to = :to, window_down_to = :downTo, newest_event_at = :newest, tried_at = :tried, problem ="
            + " :problem, message = :message, denied_since = :deniedSince, denied_runs = :deniedRuns where tenant_id"
            + " = :tenant and source = :source";
    private static final String INSERT = "insert into event_cursor (tenant_id, source, since, until, window_from,"
            + " window_to, window_down_to, newest_event_at, tried_at, problem, message, denied_since, denied_runs)"
            + " values (:tenant, :source, :since, :until, :from, :to, :downTo, :newest, :tried, :problem, :message,"
            + " :deniedSince, :deniedRuns)";

    private static int write(Handle handle, String sql, String tenantId, Cursor cursor) {
        Cursor.Window window = cursor.window();
        return handle.createUpdate(sql)
                .bind("tenant", tenantId)
                .bind("source", cursor.source())
                .bind("since", cursor.since())
                .bind("until", cursor.until())
                .bind("from", window == null ? null : window.from())
                .bind("to", window == null ? null : window.to())
                .bind("downTo", window == null ? null : window.downTo())
                .bind("newest", cursor.newestEvent())
                .bind("tried", cursor.triedAt())
                .bind("problem", cursor.problem())
                .bind("message", JdbiEventLog.cut(cursor.message(), 1000))
                .bind("deniedSince", cursor.deniedSince())
                .bind("deniedRuns", cursor.deniedRuns())
                .execute();
    }
}
