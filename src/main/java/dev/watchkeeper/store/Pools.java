package dev.watchkeeper.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import javax.sql.DataSource;

/** Connection pools with the settings that a daemon of months needs. */
final class Pools {
    private Pools() {}

    /** A pool over an H2 database, however it is reached. */
    static HikariDataSource ofH2(String name, DataSource source, int size) {
        HikariConfig config = config(name, size);
        config.setDataSource(source);
        config.setExceptionOverride(new EvictFromClosedDatabase());
        return new HikariDataSource(config);
    }

    static HikariDataSource ofPostgres(String name, String url, DatabaseSettings settings, int size) {
        HikariConfig config = config(name, size);
        config.setJdbcUrl(url);
        config.setUsername(settings.user());
        config.setPassword(settings.password().reveal());
        config.addDataSourceProperty("ApplicationName", name);
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("socketTimeout", "60");
        config.addDataSourceProperty("connectTimeout", "5");
        // A batch of inserts goes as one statement with many rows; nobody asks a batch how many rows it wrote.
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        return new HikariDataSource(config);
    }

    /**
     * The bells' URL. A crash of the server may cost the last moments of Quartz's trigger states, never of our tables:
     * a bell that rings twice changes nothing, and Quartz commits three times for every ring.
     */
    static String forBells(String url) {
        return url.contains("options=")
                ? url
                : url + (url.contains("?") ? "&" : "?") + "options=-c%20synchronous_commit=off";
    }

    private static HikariConfig config(String name, int size) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(Math.min(2, size));
        config.setConnectionTimeout(Duration.ofSeconds(5).toMillis());
        config.setValidationTimeout(Duration.ofSeconds(2).toMillis());
        config.setKeepaliveTime(Duration.ofMinutes(2).toMillis());
        config.setMaxLifetime(Duration.ofMinutes(25).toMillis());
        config.setLeakDetectionThreshold(Duration.ofSeconds(60).toMillis());
        // The pool may outlive its database; Database says plainly at start whether it can be reached.
        config.setInitializationFailTimeout(-1);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        return config;
    }

    /** H2's own states for a database or a session that is gone; Hikari knows the standard ones only. */
    private static final class EvictFromClosedDatabase implements SQLExceptionOverride {
        private static final Set<String> GONE = Set.of("90067", "90098", "90121");

        @java.lang.Override
        public SQLExceptionOverride.Override adjudicate(SQLException failure) {
            return GONE.contains(String.valueOf(failure.getSQLState()))
                    ? SQLExceptionOverride.Override.MUST_EVICT
                    : SQLExceptionOverride.Override.CONTINUE_EVICT;
        }
    }
}
