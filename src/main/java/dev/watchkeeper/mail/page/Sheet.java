package dev.watchkeeper.mail.page;

import java.util.List;

/** Rows for a spreadsheet, attached as CSV. */
public record Sheet(String fileName, List<String> header, List<List<String>> rows) {
    public Sheet {
        header = List.copyOf(header);
        rows = rows.stream().map(List::copyOf).toList();
    }
}
