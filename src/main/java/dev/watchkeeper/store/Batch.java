package dev.watchkeeper.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/**
 * Many rows through one statement, values by position: with the names and argument factories of JDBI, binding costs
 * more than the database. Texts and instants are stored as everywhere else.
 */
final class Batch {
    private static final int ROWS = 1000;

    private final Handle handle;
    private final String sql;
    private final List<@Nullable Object[]> rows = new ArrayList<>();

    Batch(Handle handle, String sql) {
        this.handle = handle;
        this.sql = sql;
    }

    /** Adds a row; values are text, whole numbers, booleans, instants or null. */
    void add(@Nullable Object... values) {
        rows.add(values);
    }

    /** Writes the rows; nothing happens without one. */
    void execute() {
        if (rows.isEmpty()) {
            return;
        }
        Connection connection = handle.getConnection();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < rows.size(); i++) {
                bind(statement, rows.get(i));
                statement.addBatch();
                if ((i + 1) % ROWS == 0) {
                    statement.executeBatch();
                }
            }
            if (rows.size() % ROWS != 0) {
                statement.executeBatch();
            }
        } catch (SQLException e) {
            // The kind of exception that every other statement throws, so that callers need to know one only.
            throw new UnableToExecuteStatementException(
                    rows.size() + " rows could not be written: " + e.getMessage(), e, null);
        }
    }

    private static void bind(PreparedStatement statement, @Nullable Object[] values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            int position = i + 1;
            if (value == null) {
                statement.setNull(position, Types.NULL);
            } else if (value instanceof String text) {
                statement.setString(position, HarmlessText.of(text));
            } else if (value instanceof Long number) {
                statement.setLong(position, number);
            } else if (value instanceof Integer number) {
                statement.setInt(position, number);
            } else if (value instanceof Boolean flag) {
                statement.setBoolean(position, flag);
            } else if (value instanceof Instant at) {
                statement.setObject(
                        position,
                        at.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC),
                        Types.TIMESTAMP_WITH_TIMEZONE);
            } else {
                throw new IllegalArgumentException("no column takes a " + value.getClass());
            }
        }
    }
}
