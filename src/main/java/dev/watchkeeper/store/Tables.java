package dev.watchkeeper.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The tables that hold what watchkeeper knows, on either engine. */
final class Tables {
    private Tables() {}

    /** Names in lower case, without the bells' tables, which fill themselves, and the list of migrations. */
    static List<String> ours(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select lower(table_name) from information_schema.tables"
                        + " where table_type = 'BASE TABLE' and lower(table_schema) = 'public' order by 1")) {
            while (rows.next()) {
                String name = rows.getString(1);
                if (!name.startsWith("qrtz_") && !name.equals("flyway_schema_history")) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    /** The columns of a table in lower case, in their order. */
    static List<Column> columns(Connection connection, String table) throws SQLException {
        List<Column> columns = new ArrayList<>();
        try (var statement = connection.prepareStatement("select lower(column_name), lower(data_type), is_identity from"
                + " information_schema.columns where lower(table_schema) = 'public' and lower(table_name) = ?"
                + " order by ordinal_position")) {
            statement.setString(1, table);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    columns.add(new Column(
                            rows.getString(1),
                            rows.getString(2),
                            rows.getString(3).toUpperCase(Locale.ROOT).equals("YES")));
                }
            }
        }
        return columns;
    }

    record Column(String name, String type, boolean identity) {
        boolean isText() {
            return type.contains("char") || type.equals("text");
        }
    }
}
