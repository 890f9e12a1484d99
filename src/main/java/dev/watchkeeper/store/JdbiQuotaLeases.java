package dev.watchkeeper.store;

import dev.watchkeeper.audit.QuotaLeases;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The quota of all processes on one database, in {@code google_quota}: one row holds what may be handed out, one row per
 * process how many of its tenants wait. Time is the database server's.
 */
public final class JdbiQuotaLeases implements QuotaLeases {
    private static final String POT = "";
    private static final Duration WAITS_NO_LONGER = Duration.ofSeconds(2);
    private static final Duration FORGOTTEN = Duration.ofHours(1);

    private final Jdbi jdbi;
    private final String node;
    private final String time;

    /**
     * Leases for one process.
     *
     * @param node names this process among all on the database
     */
    public JdbiQuotaLeases(Database database, String node) {
        this.jdbi = database.jdbi();
        this.node = node;
        this.time = database.engine() == Database.Engine.POSTGRESQL
                ? "select clock_timestamp()"
                : "select current_timestamp";
    }

    @Override
    public int lease(Ask ask) {
        return jdbi.inTransaction(handle -> {
            Row pot = pot(handle, ask);
            // Asked once the row is ours: the wait for it must not count twice.
            Instant now = handle.createQuery(time).mapTo(Instant.class).one();
            double held = ask.refused() ? 0 : ask.rate().refilled(pot.tokens, Duration.between(pot.at, now));
            int given = QuotaLeases.share(held, ask, waitingElsewhere(handle, ask.bucket(), now));
            // A clock that went back must not let the same time count twice.
            update(handle, ask.bucket(), POT, held - given, 0, now.isAfter(pot.at) ? now : pot.at);
            remember(handle, ask, given, now);
            return given;
        });
    }

    private record Row(double tokens, Instant at) {
        static Row read(ResultSet rows) throws SQLException {
            return new Row(rows.getDouble("tokens"), FindingRow.required(rows, "at"));
        }
    }

    private Row pot(Handle handle, Ask ask) {
        return locked(handle, ask.bucket()).orElseGet(() -> {
            Instant now = handle.createQuery(time).mapTo(Instant.class).one();
            Once.insert(
                    handle, () -> insert(handle, ask.bucket(), POT, ask.rate().saved(), 0, now));
            return locked(handle, ask.bucket()).orElseThrow();
        });
    }

    private static java.util.Optional<Row> locked(Handle handle, String bucket) {
        return handle.createQuery(
                        "select tokens, at from google_quota where bucket = :bucket and node = :pot for update")
                .bind("bucket", bucket)
                .bind("pot", POT)
                .map((rows, context) -> Row.read(rows))
                .findOne();
    }

    private int waitingElsewhere(Handle handle, String bucket, Instant now) {
        return handle.createQuery("""
                        select coalesce(sum(waiting), 0) from google_quota
                        where bucket = :bucket and node <> :pot and node <> :node and at > :since
                        """)
                .bind("bucket", bucket)
                .bind("pot", POT)
                .bind("node", node)
                .bind("since", now.minus(WAITS_NO_LONGER))
                .mapTo(Integer.class)
                .one();
    }

    /** Who got all it wanted waits no more. */
    private void remember(Handle handle, Ask ask, int given, Instant now) {
        int waiting = given < ask.wanted() ? ask.waiting() : 0;
        if (update(handle, ask.bucket(), node, 0, waiting, now) == 0) {
            insert(handle, ask.bucket(), node, 0, waiting, now);
            handle.createUpdate("delete from google_quota where node <> :pot and at < :then")
                    .bind("pot", POT)
                    .bind("then", now.minus(FORGOTTEN))
                    .execute();
        }
    }

    private static int update(Handle handle, String bucket, String who, double tokens, int waiting, Instant at) {
        return handle.createUpdate("""
                        update google_quota set tokens = :tokens, waiting = :waiting, at = :at
                        where bucket = :bucket and node = :node
                        """)
                .bind("tokens", tokens)
                .bind("waiting", waiting)
                .bind("at", at)
                .bind("bucket", bucket)
                .bind("node", who)
                .execute();
    }

    private static void insert(Handle handle, String bucket, String who, double tokens, int waiting, Instant at) {
        handle.createUpdate("insert into google_quota (bucket, node, tokens, waiting, at)"
                        + " values (:bucket, :node, :tokens, :waiting, :at)")
                .bind("bucket", bucket)
                .bind("node", who)
                .bind("tokens", tokens)
                .bind("waiting", waiting)
                .bind("at", at)
                .execute();
    }
}
