package dev.watchkeeper.store;

import dev.watchkeeper.tickets.SourceStates;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/** How far each ticket source has been read, in SQL. */
public final class JdbiSourceStates implements SourceStates {
    private static final String SELECT =
            "select source_id, read_cursor, watermark, ok_at, failing_since, last_error from ticket_source";
    private static final RowMapper<SourceState> STATE = (row, context) -> new SourceState(
            row.getString(1), row.getString(2), instant(row, 3), instant(row, 4), instant(row, 5), row.getString(6));

    private final Jdbi jdbi;

    public JdbiSourceStates(Database database) {
        this.jdbi = database.jdbi();
    }

    @Override
    public Optional<SourceState> find(String sourceId) {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + " where source_id = :id")
                .bind("id", sourceId)
                .map(STATE)
                .findOne());
    }

    @Override
    public List<SourceState> all() {
        return jdbi.withHandle(handle ->
                handle.createQuery(SELECT + " order by source_id").map(STATE).list());
    }

    @Override
    public void advanced(String sourceId, @Nullable String cursor, @Nullable Instant watermark, Instant okAt) {
        jdbi.useTransaction(handle -> {
            ensure(handle, sourceId);
            handle.createUpdate("""
                            update ticket_source set read_cursor = coalesce(:cursor, read_cursor), ok_at = :okAt,
                                failing_since = null, last_error = null,
                                watermark = case when watermark > :watermark then watermark
                                    else coalesce(:watermark, watermark) end
                            where source_id = :id
                            """)
                    .bind("cursor", cursor)
                    .bind("okAt", okAt)
                    .bind("watermark", watermark)
                    .bind("id", sourceId)
                    .execute();
        });
    }

    @Override
    public void moved(String sourceId, String cursor) {
        jdbi.useTransaction(handle -> {
            ensure(handle, sourceId);
            handle.createUpdate("update ticket_source set read_cursor = :cursor where source_id = :id")
                    .bind("cursor", cursor)
                    .bind("id", sourceId)
                    .execute();
        });
    }

    @Override
    public void heard(String sourceId, Instant at) {
        jdbi.useTransaction(handle -> {
            ensure(handle, sourceId);
            handle.createUpdate("update ticket_source set ok_at = :at, failing_since = null, last_error = null"
                            + " where source_id = :id")
                    .bind("at", at)
                    .bind("id", sourceId)
                    .execute();
        });
    }

    @Override
    public void failed(String sourceId, String error, Instant at) {
        jdbi.useTransaction(handle -> {
            ensure(handle, sourceId);
            handle.createUpdate("update ticket_source set failing_since = coalesce(failing_since, :at),"
                            + " last_error = :error where source_id = :id")
                    .bind("at", at)
                    .bind("error", JdbiTicketEvents.cut(error, 1000))
                    .bind("id", sourceId)
                    .execute();
        });
    }

    @Override
    public void completeTo(String sourceId, Instant watermark) {
        jdbi.useTransaction(handle -> {
            ensure(handle, sourceId);
            handle.createUpdate("update ticket_source set watermark = :watermark"
                            + " where source_id = :id and (watermark is null or watermark < :watermark)")
                    .bind("watermark", watermark)
                    .bind("id", sourceId)
                    .execute();
        });
    }

    private static void ensure(Handle handle, String sourceId) {
        boolean there = handle.createQuery("select 1 from ticket_source where source_id = :id")
                .bind("id", sourceId)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
        if (!there) {
            Once.insert(
                    handle,
                    () -> handle.createUpdate("insert into ticket_source (source_id) values (:id)")
                            .bind("id", sourceId)
                            .execute());
        }
    }

    static @Nullable Instant instant(java.sql.ResultSet row, int column) throws java.sql.SQLException {
        var value = row.getObject(column, java.time.OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
