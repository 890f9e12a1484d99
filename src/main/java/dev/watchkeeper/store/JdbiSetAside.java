package dev.watchkeeper.store;

import dev.watchkeeper.jobs.SetAside;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** {@link SetAside} in the table {@code set_aside}. */
public final class JdbiSetAside implements SetAside {
    private static final String SELECT =
            "select step, matter_key, tries, since_at, until_at, last_error from set_aside where ";

    private final Jdbi jdbi;

    public JdbiSetAside(Database database) {
        this.jdbi = database.jdbi();
    }

    @Override
    public Map<String, Matter> among(String step, Collection<String> keys) {
        Map<String, Matter> found = new HashMap<>();
        jdbi.useHandle(handle -> JdbiTicketEvents.chunks(
                List.copyOf(keys),
                chunk -> handle.createQuery(SELECT + "step = :step and matter_key in (<keys>)")
                        .bind("step", step)
                        .bindList("keys", chunk)
                        .map(JdbiSetAside::matter)
                        .forEach(matter -> found.put(matter.key(), matter))));
        return found;
    }

    @Override
    public Matter failed(String step, String key, String error, Instant now) {
        return jdbi.inTransaction(handle -> {
            Once.insert(
                    handle,
                    () -> handle.createUpdate("insert into set_aside (step, matter_key, tries, since_at, until_at,"
                                    + " last_error) values (:step, :key, 0, :now, :now, '')")
                            .bind("step", step)
                            .bind("key", key)
                            .bind("now", now)
                            .execute());
            Matter before = find(handle, step, key).orElseThrow();
            int tries = before.tries() + 1;
            handle.createUpdate("update set_aside set tries = :tries, until_at = :until, last_error = :error"
                            + " where step = :step and matter_key = :key")
                    .bind("tries", tries)
                    .bind("until", now.plus(SetAside.delay(tries)))
                    .bind("error", JdbiTicketEvents.cut(error, 1000))
                    .bind("step", step)
                    .bind("key", key)
                    .execute();
            return find(handle, step, key).orElseThrow();
        });
    }

    private static Optional<Matter> find(Handle handle, String step, String key) {
        return handle.createQuery(SELECT + "step = :step and matter_key = :key for update")
                .bind("step", step)
                .bind("key", key)
                .map(JdbiSetAside::matter)
                .findOne();
    }

    @Override
    public boolean worked(String step, String key) {
        return jdbi.withHandle(
                handle -> handle.createUpdate("delete from set_aside where step = :step and matter_key = :key")
                                .bind("step", step)
                                .bind("key", key)
                                .execute()
                        > 0);
    }

    @Override
    public List<Matter> all() {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + "1 = 1 order by step, matter_key")
                .map(JdbiSetAside::matter)
                .list());
    }

    @Override
    public List<Matter> overdue(Instant before) {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT + "until_at < :before order by step, matter_key")
                .bind("before", before)
                .map(JdbiSetAside::matter)
                .list());
    }

    @Override
    public boolean isOutage(Throwable failure) {
        return DatabaseException.isOutage(failure);
    }

    private static Matter matter(ResultSet row, StatementContext context) throws SQLException {
        return new Matter(
                row.getString(1),
                row.getString(2),
                row.getInt(3),
                OutboxRows.instant(row, "since_at"),
                OutboxRows.instant(row, "until_at"),
                row.getString(6));
    }
}
