package dev.watchkeeper.render;

import dev.watchkeeper.mail.Attachment;
import dev.watchkeeper.mail.page.Sheet;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** CSV as spreadsheets want it: a byte order mark, CRLF, and no cell that they would take for a formula. */
final class CsvFile {
    private CsvFile() {}

    static Attachment of(Sheet sheet) {
        StringBuilder csv = new StringBuilder("\ufeff");
        row(sheet.header(), csv);
        sheet.rows().forEach(row -> row(row, csv));
        return new Attachment(
                sheet.fileName(), "text/csv; charset=utf-8", csv.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void row(List<String> cells, StringBuilder csv) {
        for (int i = 0; i < cells.size(); i++) {
            csv.append(i == 0 ? "" : ",").append(cell(cells.get(i)));
        }
        csv.append("\r\n");
    }

    private static String cell(String text) {
        String safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        boolean quoted = safe.chars().anyMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n');
        return quoted ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
    }
}
