package dev.watchkeeper.tickets.sources;

import dev.watchkeeper.tickets.EventLimits;
import dev.watchkeeper.tickets.InvalidEvent;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One row, by column name in any case. Times are instants: a column that knows its zone is taken at its word, MySQL's
 * TIMESTAMP follows the session (UTC), everything else is local to the zone of the settings.
 */
final class JdbcRow {
    private static final double MILLIS_FROM = 1e11;
    private static final double MOST_MILLIS = 1e15;
    private static final Set<String> TRUE = Set.of("1", "true", "t", "yes", "y");

    private final ResultSet row;
    private final Map<String, Integer> columns = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final ResultSetMetaData meta;
    private final LocalTimes times;
    private final boolean mysql;

    JdbcRow(ResultSet row, LocalTimes times, boolean mysql) throws SQLException {
        this.row = row;
        this.times = times;
        this.mysql = mysql;
        this.meta = row.getMetaData();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            columns.put(meta.getColumnLabel(i), i);
        }
    }

    boolean has(String column) {
        return columns.containsKey(column);
    }

    @Nullable
    String text(String column) throws SQLException {
        Integer index = columns.get(column);
        String text = index == null ? null : row.getString(index);
        return text == null || text.isBlank() ? null : text.strip(); // CHAR(n) comes padded
    }

    String required(String column) throws SQLException {
        String text = text(column);
        if (text == null) {
            throw new InvalidEvent("column " + column + " is missing or empty");
        }
        return text;
    }

    long number(String column) throws SQLException {
        Integer index = columns.get(column);
        if (index == null) {
            throw new InvalidEvent("column " + column + " is missing");
        }
        return row.getLong(index);
    }

    boolean flag(String column) throws SQLException {
        Integer index = columns.get(column);
        Object value = index == null ? null : row.getObject(index);
        if (value instanceof Number number) {
            return number.doubleValue() != 0;
        }
        if (value instanceof byte[] bits) { // BIT in some drivers
            return bits.length > 0 && bits[bits.length - 1] != 0;
        }
        String text = text(column);
        return text != null && TRUE.contains(text.toLowerCase(Locale.ROOT));
    }

    Instant instant(String column) throws SQLException {
        Integer index = columns.get(column);
        if (index == null || row.getObject(index) == null) {
            throw new InvalidEvent("column " + column + " is missing or empty");
        }
        String type = meta.getColumnTypeName(index).toUpperCase(Locale.ROOT);
        int sql = meta.getColumnType(index);
        if (sql == Types.TIMESTAMP_WITH_TIMEZONE || type.equals("TIMESTAMPTZ")) {
            return known(column, row.getObject(index, OffsetDateTime.class).toInstant());
        }
        if (sql == Types.TIMESTAMP) {
            LocalDateTime local = row.getObject(index, LocalDateTime.class);
            return mysql && type.equals("TIMESTAMP")
                    ? known(column, local.toInstant(java.time.ZoneOffset.UTC))
                    : local(column, local);
        }
        if (sql == Types.DATE) {
            return local(column, row.getObject(index, LocalDate.class).atStartOfDay());
        }
        if (sql == Types.VARCHAR || sql == Types.LONGVARCHAR || sql == Types.CHAR) {
            return parsed(column, row.getString(index));
        }
        double number = row.getDouble(index);
        long whole = (long) number;
        if (Math.abs(number) > MOST_MILLIS) {
            throw new InvalidEvent("column " + column + " '" + number + "' is no time");
        }
        return known(column, number >= MILLIS_FROM ? Instant.ofEpochMilli(whole) : Instant.ofEpochSecond(whole));
    }

    private Instant parsed(String column, String text) {
        String iso = text.strip().replace(' ', 'T');
        try {
            return known(column, OffsetDateTime.parse(iso).toInstant());
        } catch (DateTimeException e) {
            try {
                return local(column, LocalDateTime.parse(iso));
            } catch (DateTimeException worse) {
                throw new InvalidEvent("column " + column + " '" + text + "' is no time");
            }
        }
    }

    /** An endless time, as PostgreSQL knows it, must not become how far the source has been read. */
    private Instant known(String column, Instant at) {
        times.passed(EventLimits.time("column " + column, at));
        return at;
    }

    private Instant local(String column, LocalDateTime at) {
        EventLimits.time("column " + column, at.toInstant(java.time.ZoneOffset.UTC));
        return times.instant(at);
    }

    /** True if the last time read had two answers. */
    boolean timeWasAmbiguous() {
        return times.wasAmbiguous();
    }
}
