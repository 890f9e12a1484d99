package dev.watchkeeper.store;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * How many rows a table has, and what they come to: the same on either engine and in any order.
 *
 * @param sum of the checksums of all rows
 */
public record TableSum(long rows, long sum) {
    private static final int ROWS_AT_A_TIME = 1000;

    /** For people. */
    public String sumText() {
        return HexFormat.of().toHexDigits(sum);
    }

    /** Every table that holds what we know. */
    static Map<String, TableSum> all(Connection connection) throws SQLException {
        Map<String, TableSum> sums = new LinkedHashMap<>();
        for (String table : Tables.ours(connection)) {
            sums.put(table, of(connection, table));
        }
        return sums;
    }

    private static TableSum of(Connection connection, String table) throws SQLException {
        // By name, as a column that came later stands last in one database and not in another.
        List<Tables.Column> columns = Tables.columns(connection, table).stream()
                .sorted(java.util.Comparator.comparing(Tables.Column::name))
                .toList();
        String names = columns.stream().map(Tables.Column::name).collect(Collectors.joining(", "));
        long rows = 0;
        long sum = 0;
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(ROWS_AT_A_TIME);
            try (ResultSet found = statement.executeQuery("select " + names + " from " + table)) {
                while (found.next()) {
                    sum += row(found, columns);
                    rows++;
                }
            }
        }
        return new TableSum(rows, sum);
    }

    private static long row(ResultSet rows, List<Tables.Column> columns) throws SQLException {
        CRC32C low = new CRC32C();
        CRC32C high = new CRC32C();
        high.update(1);
        for (int i = 0; i < columns.size(); i++) {
            String text = text(rows, i + 1, columns.get(i));
            byte[] bytes = (text == null ? "\u0001" : "\u0002" + text).getBytes(StandardCharsets.UTF_8);
            low.update(bytes);
            low.update(0);
            high.update(bytes);
            high.update(2);
        }
        return high.getValue() << 32 | low.getValue();
    }

    private static @Nullable String text(ResultSet rows, int index, Tables.Column column) throws SQLException {
        if (column.type().startsWith("timestamp")) {
            OffsetDateTime at = rows.getObject(index, OffsetDateTime.class);
            return at == null
                    ? null
                    : at.toInstant().truncatedTo(ChronoUnit.MICROS).toString();
        }
        if (column.type().equals("bytea") || column.type().contains("binary")) {
            byte[] bytes = rows.getBytes(index);
            return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
        }
        if (column.isText()) {
            return rows.getString(index);
        }
        Object value = rows.getObject(index);
        return value instanceof Number number
                ? new BigDecimal(number.toString()).stripTrailingZeros().toPlainString()
                : value == null ? null : value.toString();
    }
}
