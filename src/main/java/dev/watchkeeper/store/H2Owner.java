package dev.watchkeeper.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.HexFormat;
import org.h2.tools.Server;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds an H2 file for this process and serves it on a loopback port, to ourselves as well: an interrupted thread
 * inside embedded H2 closes the database for everybody, behind a socket it harms nobody.
 *
 * <p>The port answers only to a database name that is a random secret of this start. With {@code WRITE_DELAY=0} a
 * commit survives the death of the process (guarded by {@code KillIT}); a power cut may cost the last moments.
 */
final class H2Owner implements AutoCloseable {
    static final String NAME = "watchkeeper";

    /** Rows of a few hundred bytes: 64 MB of cache hold the working set of some ten thousand tenants. */
    private static final String SETTINGS = ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;CACHE_SIZE=65536;LOCK_TIMEOUT=5000";

    private static final int SPACE_TO_GO_ON = 1 << 20;

    private static final Logger log = LoggerFactory.getLogger(H2Owner.class);

    private final Path file;
    private final AccessFile accessFile;
    private final Server server;
    private final String url;
    private Connection holder;
    private volatile boolean lost;
    private volatile boolean compactAtClose;

    private H2Owner(Path file, AccessFile accessFile, Connection holder, Server server, String url) {
        this.file = file;
        this.accessFile = accessFile;
        this.holder = holder;
        this.server = server;
        this.url = url;
    }

    static Path accessPath(Path directory) {
        return directory.resolve(NAME + ".access");
    }

    /** Opens the file, or returns null if another process holds it. */
    static @Nullable H2Owner open(Path directory, Clock clock) {
        Path file = directory.resolve(NAME).toAbsolutePath().normalize();
        AccessFile accessFile = null;
        try {
            Files.createDirectories(directory);
            accessFile = AccessFile.hold(accessPath(directory));
            if (accessFile == null) {
                return null;
            }
            H2Owner owner = open(directory, file, accessFile, clock);
            if (owner == null) {
                accessFile.release();
            }
            return owner;
        } catch (IOException e) {
            release(accessFile);
            throw new DatabaseException(
                    "database.directory " + directory + " cannot be used: " + e + "; it must exist or be creatable, and"
                            + " be writable by this user",
                    e);
        } catch (SQLException | RuntimeException e) {
            release(accessFile);
            throw new DatabaseException(
                    "the database " + file + ".mv.db cannot be opened: " + DatabaseException.explain(e), e);
        }
    }

    private static @Nullable H2Owner open(Path directory, Path file, AccessFile accessFile, Clock clock)
            throws SQLException, IOException {
        // Read once when H2's classes load; without it the port would be open on every interface.
        System.setProperty("h2.bindAddress", "127.0.0.1");
        boolean isNew = !Files.exists(Path.of(file + ".mv.db"));
        Connection holder;
        try {
            holder = embedded(file);
        } catch (SQLException e) {
            if (e.getErrorCode() == 90020) {
                return null;
            }
            throw e;
        }
        if (isNew) {
            Files.setPosixFilePermissions(Path.of(file + ".mv.db"), PosixFilePermissions.fromString("rw-------"));
        }
        H2Care care = new H2Care(directory, clock);
        if (accessFile.leftBehind() && !isNew) {
            log.warn("the database was not closed in order last time: backing it up and checking it before work");
            care.checkAfterUncleanStop(holder);
        }
        if (H2Care.needsCompaction(holder)) {
            care.compact(holder);
            holder = embedded(file);
        }
        String secret = HexFormat.of().formatHex(random(24));
        Server server = Server.createTcpServer(
                        "-tcpPort",
                        "0",
                        "-ifExists",
                        "-tcpPassword",
                        HexFormat.of().formatHex(random(24)),
                        "-key",
                        secret,
                        file.toString())
                .start();
        accessFile.write(new AccessFile.Access(ProcessHandle.current().pid(), server.getPort(), secret));
        return new H2Owner(file, accessFile, holder, server, url(server.getPort(), secret));
    }

    static String url(int port, String secret) {
        // The settings again: whoever opens the database first after a fault opens it with these.
        return "jdbc:h2:tcp://127.0.0.1:" + port + "/" + secret + SETTINGS;
    }

    private static Connection embedded(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:h2:file:" + file + SETTINGS, "sa", "");
    }

    private static byte[] random(int bytes) {
        byte[] secret = new byte[bytes];
        new SecureRandom().nextBytes(secret);
        return secret;
    }

    private static void release(@Nullable AccessFile accessFile) {
        if (accessFile != null) {
            try {
                accessFile.release();
            } catch (IOException e) {
                log.debug("the access file could not be released", e);
            }
        }
    }

    String url() {
        return url;
    }

    /**
     * Opens the database again if H2 closed it after a fault.
     *
     * @throws SQLException if it cannot be opened yet
     */
    synchronized void holdAgain() throws SQLException {
        if (!answers(holder)) {
            requireSpace();
            try {
                holder = embedded(file);
                lost = false;
            } catch (SQLException e) {
                // H2 may keep the lock of a database that it closed in panic; only a new process gets rid of it.
                lost = true;
                throw e;
            }
            log.warn("H2 had closed the database after a fault; it is open again");
        }
    }

    /** Takes the time to rewrite the file when it is closed. */
    void compactAtClose() {
        compactAtClose = true;
    }

    /** Whether the database was closed by a fault and cannot be opened again by this process. */
    boolean isLost() {
        return lost;
    }

    /** An attempt to open the database on a full disk would leave it half open, and locked until this process ends. */
    private void requireSpace() throws SQLException {
        Path probe = file.resolveSibling(NAME + ".space");
        try {
            Files.write(probe, new byte[SPACE_TO_GO_ON]);
        } catch (IOException e) {
            throw new SQLException("No space left for the database " + file + ".mv.db: " + e.getMessage(), "53100", e);
        } finally {
            try {
                Files.deleteIfExists(probe);
            } catch (IOException e) {
                log.debug("{} could not be deleted", probe, e);
            }
        }
    }

    private static boolean answers(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            return statement.execute("call 1");
        } catch (SQLException closed) {
            return false;
        }
    }

    /** Closes the database for everybody and says so in the access file; the pools must be closed before. */
    @Override
    public synchronized void close() {
        try {
            holdAgain();
            try (Statement statement = holder.createStatement()) {
                statement.execute(compactAtClose ? "shutdown compact" : "shutdown");
            }
            accessFile.close();
        } catch (SQLException | IOException e) {
            log.warn("the database could not be closed in order; it is checked at the next start: {}", e.toString());
            release(accessFile);
        } finally {
            server.stop();
        }
    }
}
