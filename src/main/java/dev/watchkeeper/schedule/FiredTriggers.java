package dev.watchkeeper.schedule;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.quartz.SchedulerException;

/** Quartz's record of what is ringing just now, on any node. */
final class FiredTriggers {
    private FiredTriggers() {}

    /** Whether a node has bells that ring, or that it has taken from the table because their time has come. */
    static boolean isBusy(DataSource pool, String node) throws SchedulerException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                        select count(*) from QRTZ_FIRED_TRIGGERS where SCHED_NAME = ? and INSTANCE_NAME = ?
                            and (STATE = 'EXECUTING' or SCHED_TIME <= FIRED_TIME)
                        """)) {
            statement.setString(1, BellTower.NAME);
            statement.setString(2, node);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getInt(1) > 0;
            }
        } catch (SQLException e) {
            throw new SchedulerException("the table of firings could not be read", e);
        }
    }

    static boolean isRinging(DataSource pool, String bell) throws SchedulerException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("select count(*) from QRTZ_FIRED_TRIGGERS where SCHED_NAME = ?"
                                + " and TRIGGER_NAME = ? and STATE = 'EXECUTING'")) {
            statement.setString(1, BellTower.NAME);
            statement.setString(2, bell);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getInt(1) > 0;
            }
        } catch (SQLException e) {
            throw new SchedulerException("the table of firings could not be read", e);
        }
    }
}
