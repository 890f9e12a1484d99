package dev.watchkeeper.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Connection pools with the settings that a daemon of months needs. */
final class Pools {
    private Pools() {}

    static HikariDataSource open(String name, String url, @Nullable DatabaseSettings postgres, int size) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(url);
        config.setUsername(postgres == null ? "sa" : postgres.user());
        config.setPassword(postgres == null ? "" : postgres.password().reveal());
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
        if (postgres != null) {
            config.addDataSourceProperty("ApplicationName", name);
            config.addDataSourceProperty("tcpKeepAlive", "true");
            config.addDataSourceProperty("socketTimeout", "60");
            config.addDataSourceProperty("connectTimeout", "5");
        }
        return new HikariDataSource(config);
    }

    /**
     * Quartz's own pool. A crash of the server may cost the last moments of its trigger states, never of our tables:
     * a bell that rings twice changes nothing, and Quartz commits three times for every ring.
     */
    static HikariDataSource openForBells(String url, @Nullable DatabaseSettings postgres, int size) {
        String quartzUrl = postgres == null || url.contains("options=")
                ? url
                : url + (url.contains("?") ? "&" : "?") + "options=-c%20synchronous_commit=off";
        return open("watchkeeper-bells", quartzUrl, postgres, size);
    }
}
