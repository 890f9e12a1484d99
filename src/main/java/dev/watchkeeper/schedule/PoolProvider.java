package dev.watchkeeper.schedule;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.quartz.utils.ConnectionProvider;

/** Lends Quartz connections of a pool that outlives it. */
final class PoolProvider implements ConnectionProvider {
    private final DataSource pool;

    PoolProvider(DataSource pool) {
        this.pool = pool;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return pool.getConnection();
    }

    @Override
    public void shutdown() {
        // the pool is closed by its owner
    }

    @Override
    public void initialize() {
        // the pool is open
    }
}
