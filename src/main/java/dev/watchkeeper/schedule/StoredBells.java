package dev.watchkeeper.schedule;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The bells as the daemon stored them, for commands: nothing is started. */
public final class StoredBells {
    private StoredBells() {}

    /** When each bell rings next, by name; empty before the daemon first ran. */
    public static List<NextRing> next(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("select TRIGGER_NAME, NEXT_FIRE_TIME,"
                        + " PREV_FIRE_TIME, TRIGGER_STATE from QRTZ_TRIGGERS where SCHED_NAME = ?"
                        + " order by TRIGGER_NAME")) {
            statement.setString(1, BellTower.NAME);
            try (ResultSet rows = statement.executeQuery()) {
                List<NextRing> rings = new ArrayList<>();
                while (rows.next()) {
                    rings.add(new NextRing(
                            rows.getString(1), instant(rows.getLong(2)), instant(rows.getLong(3)), rows.getString(4)));
                }
                return rings;
            }
        }
    }

    /** Quartz writes "never" as -1 or 0. */
    private static @Nullable Instant instant(long millis) {
        return millis <= 0 ? null : Instant.ofEpochMilli(millis);
    }
}
