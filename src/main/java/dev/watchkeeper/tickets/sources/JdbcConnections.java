package dev.watchkeeper.tickets.sources;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Read-only connections to a ticket system's database, with the session in UTC. A driver that may not be bundled is
 * loaded from the operator's jar by a class loader of its own, because {@code java -jar} ignores the class path.
 */
final class JdbcConnections implements AutoCloseable {
    private final JdbcSettings settings;
    private @Nullable URLClassLoader loader;
    private @Nullable Driver driver;

    JdbcConnections(JdbcSettings settings) {
        this.settings = settings;
    }

    boolean isMysql() {
        return settings.url().startsWith("jdbc:mysql:") || settings.url().startsWith("jdbc:mariadb:");
    }

    /** Whether the driver takes this kind of url; throws if there is no driver. */
    boolean accepts() throws SQLException {
        Driver found = settings.driver() == null ? DriverManager.getDriver(settings.url()) : own(settings.driver());
        return found.acceptsURL(settings.url());
    }

    Connection open() throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", settings.user());
        var password = settings.password();
        if (password != null) {
            login.setProperty("password", password.reveal());
        }
        limits(login);
        Connection connection = settings.driver() == null
                ? DriverManager.getConnection(settings.url(), login)
                : own(settings.driver()).connect(settings.url(), login);
        if (connection == null) {
            throw new SQLException("the driver in " + settings.driver() + " does not accept this kind of url");
        }
        try {
            prepare(connection);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** A host that never answers must not hold the reader for ever; drivers call this by different names. */
    private void limits(Properties login) {
        if (settings.url().startsWith("jdbc:postgresql:")) {
            login.setProperty("connectTimeout", "10");
            login.setProperty("socketTimeout", "60");
        } else if (isMysql()) {
            login.setProperty("connectTimeout", "10000");
            login.setProperty("socketTimeout", "60000");
            // A date of noughts is no date; otherwise one such row would fail the whole page for ever.
            login.setProperty("zeroDateTimeBehavior", "CONVERT_TO_NULL");
        }
    }

    private void prepare(Connection connection) throws SQLException {
        connection.setReadOnly(true);
        if (isMysql()) {
            run(connection, "SET time_zone = '+00:00'");
        } else if (settings.url().matches("jdbc:(postgresql|h2):.*")) {
            run(connection, "SET TIME ZONE 'UTC'"); // others have no such statement
        }
        connection.setAutoCommit(false); // PostgreSQL streams only so
    }

    private static void run(Connection connection, String statement) throws SQLException {
        try (Statement session = connection.createStatement()) {
            session.execute(statement);
        }
    }

    private synchronized Driver own(Path jar) throws SQLException {
        Driver known = driver;
        if (known != null) {
            return known;
        }
        if (!Files.isReadable(jar)) {
            throw new SQLException("jdbc.driver " + jar + " cannot be read; name the jar of the database's driver");
        }
        try {
            URLClassLoader own =
                    new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
            loader = own;
            String name = settings.driverClass();
            Driver found = name == null
                    ? ServiceLoader.load(Driver.class, own)
                            .findFirst()
                            .orElseThrow(() -> new SQLException(
                                    "jdbc.driver " + jar + " names no driver; give jdbc.driverClass as well"))
                    : Class.forName(name, true, own)
                            .asSubclass(Driver.class)
                            .getDeclaredConstructor()
                            .newInstance();
            driver = found;
            return found;
        } catch (MalformedURLException | ReflectiveOperationException e) {
            throw new SQLException("the driver in " + jar + " cannot be loaded: " + e, e);
        }
    }

    @Override
    public void close() throws IOException {
        if (loader != null) {
            loader.close();
        }
    }
}
