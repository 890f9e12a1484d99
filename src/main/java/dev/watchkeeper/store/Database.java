package dev.watchkeeper.store;

import com.zaxxer.hikari.HikariDataSource;
import dev.watchkeeper.jobs.Transactions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/**
 * The open database: pools, migrations, JDBI. Safe for use by all threads.
 *
 * <p>An H2 file belongs to the process that opened it first; later ones (a command while the daemon runs) reach it
 * through that process. PostgreSQL may be shared by any number.
 */
public final class Database implements Transactions, AutoCloseable {
    /** The two engines; SQL is the same text for both, the difference matters to backups and clusters only. */
    public enum Engine {
        H2,
        POSTGRESQL
    }

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int OLDEST_POSTGRES = 150000;

    private final DatabaseSettings settings;
    private final @Nullable H2Owner owner;
    private final String url;
    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private @Nullable HikariDataSource bells;

    private Database(DatabaseSettings settings, @Nullable H2Owner owner, String url) {
        this.settings = settings;
        this.owner = owner;
        this.url = url;
        this.pool = pool("watchkeeper", url, settings.connections());
        this.jdbi = Jdbi.create(pool);
        Instants.install(jdbi);
        jdbi.registerArgument(new HarmlessText());
        jdbi.registerArrayType(String.class, "varchar");
    }

    private HikariDataSource pool(String name, String poolUrl, int size) {
        return settings.isPostgres()
                ? Pools.ofPostgres(name, poolUrl, settings, size)
                : Pools.ofH2(name, H2Source.of(owner, url), size);
    }

    /**
     * Opens the database for a command: holds an H2 file, or goes through the process that holds it.
     *
     * @throws DatabaseException if it cannot be used, with the remedy
     */
    public static Database open(DatabaseSettings settings, Clock clock) {
        return open(settings, clock, false, PATIENCE);
    }

    /**
     * Opens the database for the daemon, which must itself hold an H2 file.
     *
     * @throws DatabaseException if it cannot be used, with the remedy; also if another process holds the H2 file
     */
    public static Database openAsDaemon(DatabaseSettings settings, Clock clock) {
        return open(settings, clock, true, PATIENCE);
    }

    /** {@code patience} is how long a holder that is just starting or stopping is waited for. */
    static Database open(DatabaseSettings settings, Clock clock, boolean asDaemon, Duration patience) {
        if (settings.isPostgres()) {
            return migrated(new Database(settings, null, settings.url()), clock);
        }
        for (int attempt = 0; ; attempt++) {
            H2Owner owner = H2Owner.open(settings.directory(), clock);
            if (owner != null) {
                return migrated(new Database(settings, owner, owner.url()), clock);
            }
            Optional<AccessFile.Access> access = AccessFile.read(H2Owner.accessPath(settings.directory()));
            if (!asDaemon && access.isPresent()) {
                Database through = new Database(
                        settings,
                        null,
                        H2Owner.url(access.get().port(), access.get().secret()));
                if (through.answers()) {
                    return migrated(through, clock);
                }
                through.close();
            }
            if (attempt >= patience.toMillis() / 200) {
                throw new DatabaseException(heldByAnother(settings, access), null);
            }
            pause();
        }
    }

    private static String heldByAnother(DatabaseSettings settings, Optional<AccessFile.Access> access) {
        String file = settings.shown();
        return access.map(a -> "the database " + file + " is in use by process " + a.pid()
                        + "; stop that process first (kill " + a.pid() + "), or give this one its own"
                        + " database.directory")
                .orElse("the database " + file + " is in use by another process that does not answer; find it with"
                        + " 'fuser " + file + "' and stop it");
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseException("interrupted while waiting for the database", e);
        }
    }

    private boolean answers() {
        try (Connection connection = pool.getConnection()) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    private static Database migrated(Database database, Clock clock) {
        try {
            database.requireSupportedServer();
            database.migrate(clock);
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e instanceof DatabaseException ours
                    ? ours
                    : new DatabaseException(
                            "the database " + database.settings.shown() + " cannot be used: "
                                    + DatabaseException.explain(e),
                            e);
        }
    }

    private void requireSupportedServer() {
        if (engine() == Engine.POSTGRESQL) {
            int version =
                    jdbi.withHandle(h -> h.createQuery("select cast(current_setting('server_version_num') as integer)")
                            .mapTo(Integer.class)
                            .one());
            if (version < OLDEST_POSTGRES) {
                throw new DatabaseException(
                        "PostgreSQL " + version / 10000 + " is too old; PostgreSQL 15 or newer is needed (MERGE)",
                        null);
            }
        }
    }

    private void migrate(Clock clock) {
        new Schema(settings, url, jdbi).migrate(Program.text(), clock.instant(), () -> {
            if (engine() == Engine.H2) {
                try (Handle handle = jdbi.open()) {
                    new H2Care(settings.directory(), clock).backup(handle.getConnection(), "upgrade");
                }
            }
        });
    }

    /**
     * For the rest of the transaction: a table that was filled a moment ago has no statistics yet, and PostgreSQL would
     * read it from end to end for a handful of keys.
     */
    void preferIndexes(Handle handle) {
        if (engine() == Engine.POSTGRESQL) {
            handle.execute("set local enable_seqscan = off");
        }
    }

    public Jdbi jdbi() {
        return jdbi;
    }

    public Engine engine() {
        return settings.isPostgres() ? Engine.POSTGRESQL : Engine.H2;
    }

    /** The newest step of the tables that this program knows. */
    public static String newestStep() {
        return Schema.newest();
    }

    /** Where the data lies, without secrets. */
    public String shown() {
        return settings.shown();
    }

    /** The clock by which all nodes on this database agree: the server's on PostgreSQL, the given one on H2. */
    public Clock clock(Clock local) {
        return engine() == Engine.POSTGRESQL ? new DatabaseClock(jdbi, local) : local;
    }

    /** Whether the database answers; empty if it does, else what is wrong in plain words. */
    public Optional<String> problem() {
        try (Connection connection = pool.getConnection()) {
            return connection.isValid(2) ? Optional.empty() : Optional.of("the database does not answer");
        } catch (SQLException e) {
            return Optional.of(DatabaseException.explain(e));
        }
    }

    /** Whether only a restart of this process can help: H2 closed the file after a fault and does not let go of it. */
    public boolean isLost() {
        return owner != null && owner.isLost();
    }

    /** Connections of the shared pool in use; for metrics and for tests that look for leaks. */
    public int connectionsInUse() {
        return pool.getHikariPoolMXBean().getActiveConnections();
    }

    /** The pool of the bells, opened when first asked for. */
    public synchronized DataSource bells() {
        HikariDataSource open = bells;
        if (open == null) {
            open = pool(
                    "watchkeeper-bells", settings.isPostgres() ? Pools.forBells(url) : url, settings.bellConnections());
            bells = open;
        }
        return open;
    }

    /** Commits what {@code work} wrote through any store of this database, or rolls it all back if it throws. */
    @Override
    public <T> T in(Supplier<T> work) {
        return jdbi.inTransaction(handle -> work.get());
    }

    /** Writes a consistent copy of an H2 database while work goes on. */
    public void backup(Path file) {
        if (engine() == Engine.POSTGRESQL) {
            throw new DatabaseException(
                    "a PostgreSQL database is backed up by its own tools: pg_dump --format=custom --file=" + file + " "
                            + settings.shown().replaceFirst("^jdbc:", ""),
                    null);
        }
        if (Files.exists(file)) {
            throw new DatabaseException(file + " is already there; name a new file, for example backup.zip", null);
        }
        Path own = settings.directory().resolve("backups").resolve("command-" + UUID.randomUUID() + ".zip");
        try (Handle handle = jdbi.open()) {
            // Whoever holds the database writes the copy, and may write nowhere but in its own directory.
            Files.createDirectories(own.toAbsolutePath().getParent());
            H2Care.backup(handle.getConnection(), own);
            Path part = file.toAbsolutePath().resolveSibling(file.getFileName() + ".part");
            Files.copy(own, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, file.toAbsolutePath(), StandardCopyOption.ATOMIC_MOVE);
        } catch (SQLException | IOException | RuntimeException e) {
            throw new DatabaseException("the backup to " + file + " failed: " + DatabaseException.explain(e), e);
        } finally {
            delete(own);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new DatabaseException(file + " cannot be deleted: " + e.getMessage(), e);
        }
    }

    /**
     * Puts a backup in the place of an H2 database that nobody uses. What was there is kept beside the backups; the
     * restored one sends no mail before it is adopted, since it does not know what was sent after it was taken.
     *
     * @return rows and checksums of what is there now
     * @throws DatabaseException if the backup is not whole or newer than this program; then nothing was changed
     */
    public static Map<String, TableSum> restore(Path backup, DatabaseSettings settings, Clock clock) {
        return new H2Restore(settings.directory(), clock).restore(backup);
    }

    /**
     * The daily copy of an H2 database, in the directory {@code backups} beside it; the newest seven are kept. Empty if
     * today's is there, and on PostgreSQL, which has its own tools.
     */
    public Optional<Path> backupDaily(Clock clock) {
        if (engine() == Engine.POSTGRESQL) {
            return Optional.empty();
        }
        H2Care care = new H2Care(settings.directory(), clock);
        try (Handle handle = jdbi.open()) {
            return care.hasOneOfToday("daily")
                    ? Optional.empty()
                    : Optional.of(care.backup(handle.getConnection(), "daily"));
        } catch (SQLException | IOException | RuntimeException e) {
            throw new DatabaseException("the daily backup failed: " + DatabaseException.explain(e), e);
        }
    }

    /** Writes every table as CSV into a new or empty directory; returns the rows by table. */
    public Map<String, Long> export(Path directory) {
        try {
            Files.createDirectories(directory);
            try (Stream<Path> there = Files.list(directory)) {
                if (there.findAny().isPresent()) {
                    throw new DatabaseException(directory + " is not empty; name a new directory", null);
                }
            }
            return jdbi.inTransaction(
                    TransactionIsolationLevel.REPEATABLE_READ,
                    handle -> CsvExport.write(handle.getConnection(), directory));
        } catch (SQLException | IOException | UncheckedIOException e) {
            throw new DatabaseException("the export to " + directory + " failed: " + DatabaseException.explain(e), e);
        }
    }

    /**
     * Copies everything from another database into this empty one, all or nothing, and reads both again: what arrived is
     * what was there.
     *
     * @throws DatabaseException if this one already holds data, or if it holds something else afterwards
     */
    public Map<String, TableSum> copyFrom(Database source) {
        try {
            return jdbi.inTransaction(to ->
                    source.jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, from -> {
                        DatabaseCopy.copy(from.getConnection(), to.getConnection());
                        Map<String, TableSum> there = TableSum.all(from.getConnection());
                        Map<String, TableSum> here = TableSum.all(to.getConnection());
                        there.forEach((table, sum) -> {
                            if (!sum.equals(here.get(table))) {
                                throw new DatabaseException(
                                        "table " + table + " did not arrive as it was (" + sum + ", " + here.get(table)
                                                + "); nothing was changed",
                                        null);
                            }
                        });
                        return here;
                    }));
        } catch (SQLException e) {
            throw new DatabaseException(
                    "copying from " + source.shown() + " failed, nothing was changed: " + DatabaseException.explain(e),
                    e);
        }
    }

    /** Rows and checksum of every table, as of one moment. */
    public Map<String, TableSum> sums() {
        try {
            return jdbi.inTransaction(
                    TransactionIsolationLevel.REPEATABLE_READ, handle -> TableSum.all(handle.getConnection()));
        } catch (SQLException e) {
            throw new DatabaseException(shown() + " cannot be read: " + DatabaseException.explain(e), e);
        }
    }

    /** Lets the closing of an H2 file take the seconds that it takes to leave no waste behind. */
    public void compactWhenClosed() {
        if (owner != null) {
            owner.compactAtClose();
        }
    }

    /** Closes pools and, if this process holds it, the H2 file. Nothing may use the database any more. */
    @Override
    public synchronized void close() {
        if (bells != null) {
            bells.close();
        }
        pool.close();
        if (owner != null) {
            owner.close();
        }
    }
}
