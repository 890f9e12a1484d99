package dev.watchkeeper.render;

import dev.watchkeeper.mail.Attachment;
import dev.watchkeeper.mail.page.Sheet;
import dev.watchkeeper.tenant.Csv;
import java.nio.charset.StandardCharsets;

/** CSV as spreadsheets want it: a byte order mark before the lines of {@link Csv}. */
final class CsvFile {
    private CsvFile() {}

    static Attachment of(Sheet sheet) {
        StringBuilder csv = new StringBuilder("\ufeff").append(Csv.line(sheet.header()));
        sheet.rows().forEach(row -> csv.append(Csv.line(row)));
        return new Attachment(
                sheet.fileName(), "text/csv; charset=utf-8", csv.toString().getBytes(StandardCharsets.UTF_8));
    }
}
