package dev.watchkeeper.store;

import dev.watchkeeper.tenant.Csv;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * Writes every table as a CSV file (RFC 4180, UTF-8 with a byte order mark, so that spreadsheets show Chinese). A text
 * that a spreadsheet would run as a formula gets an apostrophe in front: subjects and names come from strangers.
 */
final class CsvExport {
    private static final int ROWS_AT_A_TIME = 1000;

    private CsvExport() {}

    /** Rows written by table; all tables as of one moment. */
    static Map<String, Long> write(Connection connection, Path directory) throws SQLException {
        Map<String, Long> written = new LinkedHashMap<>();
        for (String table : Tables.ours(connection)) {
            try {
                written.put(table, write(connection, table, directory.resolve(table + ".csv")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return written;
    }

    private static long write(Connection connection, String table, Path file) throws SQLException, IOException {
        List<Tables.Column> columns = Tables.columns(connection, table);
        long rowsWritten = 0;
        try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
                Statement statement = connection.createStatement()) {
            writer.write('\uFEFF');
            statement.setFetchSize(ROWS_AT_A_TIME);
            try (CSVPrinter csv = new CSVPrinter(writer, CSVFormat.RFC4180);
                    ResultSet rows = statement.executeQuery("select * from " + table + " order by 1")) {
                csv.printRecord(columns.stream().map(Tables.Column::name).toList());
                while (rows.next()) {
                    for (int i = 0; i < columns.size(); i++) {
                        csv.print(cell(rows, i + 1, columns.get(i)));
                    }
                    csv.println();
                    rowsWritten++;
                }
            }
        }
        return rowsWritten;
    }

    private static @Nullable String cell(ResultSet rows, int index, Tables.Column column) throws SQLException {
        if (column.type().equals("bytea") || column.type().contains("binary")) {
            byte[] bytes = rows.getBytes(index);
            return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
        }
        if (column.type().startsWith("timestamp")) {
            OffsetDateTime at = rows.getObject(index, OffsetDateTime.class);
            return at == null ? null : at.toInstant().toString();
        }
        String text = rows.getString(index);
        return text != null && column.isText() ? Csv.guarded(text) : text;
    }
}
