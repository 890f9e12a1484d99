package dev.watchkeeper.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Copies everything from one database into another empty one: the way from H2 to PostgreSQL. */
final class DatabaseCopy {
    private static final int ROWS_AT_A_TIME = 500;

    private DatabaseCopy() {}

    /** Both sides have the same tables; the caller compares and commits. */
    static void copy(Connection from, Connection to) throws SQLException {
        List<String> tables = Tables.ours(to);
        for (String table : tables) {
            if (count(to, table) > 0 && !table.equals("installation")) {
                throw new DatabaseException(
                        "the database to copy into already holds data (table " + table
                                + "); copying is for an empty one, for example a newly created PostgreSQL database",
                        null);
            }
        }
        for (String table : tables) {
            execute(to, "delete from " + table);
            copy(from, to, table);
        }
    }

    private static void copy(Connection from, Connection to, String table) throws SQLException {
        List<Tables.Column> columns = Tables.columns(to, table);
        String names = columns.stream().map(Tables.Column::name).collect(Collectors.joining(", "));
        String marks = columns.stream().map(column -> "?").collect(Collectors.joining(", "));
        boolean identity = columns.stream().anyMatch(Tables.Column::identity);
        long copied = 0;
        try (Statement select = from.createStatement();
                PreparedStatement insert = to.prepareStatement("insert into " + table + " (" + names + ")"
                        + (identity ? " overriding system value" : "") + " values (" + marks + ")")) {
            select.setFetchSize(ROWS_AT_A_TIME);
            try (ResultSet rows = select.executeQuery("select " + names + " from " + table)) {
                while (rows.next()) {
                    for (int i = 0; i < columns.size(); i++) {
                        insert.setObject(i + 1, value(rows, i + 1, columns.get(i)));
                    }
                    insert.addBatch();
                    if (++copied % ROWS_AT_A_TIME == 0) {
                        insert.executeBatch();
                    }
                }
            }
            insert.executeBatch();
        }
        for (Tables.Column column : columns) {
            if (column.identity()) {
                restart(to, table, column.name());
            }
        }
    }

    private static @Nullable Object value(ResultSet rows, int index, Tables.Column column) throws SQLException {
        if (column.type().startsWith("timestamp")) {
            return rows.getObject(index, OffsetDateTime.class);
        }
        if (column.isText()) {
            return rows.getString(index);
        }
        if (column.type().equals("bytea") || column.type().contains("binary")) {
            return rows.getBytes(index);
        }
        return rows.getObject(index);
    }

    private static void restart(Connection to, String table, String column) throws SQLException {
        long next;
        try (Statement statement = to.createStatement();
                ResultSet rows = statement.executeQuery("select coalesce(max(" + column + "), 0) + 1 from " + table)) {
            rows.next();
            next = rows.getLong(1);
        }
        execute(to, "alter table " + table + " alter column " + column + " restart with " + next);
    }

    private static long count(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
