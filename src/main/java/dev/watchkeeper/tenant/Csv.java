package dev.watchkeeper.tenant;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Lines of CSV (RFC 4180, ended by CRLF). Names and subjects come from strangers: a text that a spreadsheet would run as
 * a formula gets an apostrophe in front. The one rule for every CSV that leaves us.
 */
public final class Csv {
    /** What spreadsheets take for the begin of a formula, the wide forms and leading blanks of any kind included. */
    private static final Pattern FORMULA =
            Pattern.compile("(?s)[\\s\\p{Z}\\p{Cf}]*[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20].*|[\\t\\r\\n].*");

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,20}([.,]\\d{1,20})?%?");
    private static final Pattern NEEDS_QUOTES = Pattern.compile("(?s).*[\",\r\n].*");

    private Csv() {}

    public static String line(List<String> cells) {
        return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    static String cell(String text) {
        String safe = guarded(text);
        return NEEDS_QUOTES.matcher(safe).matches() ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }

    /** The text without the power to be a formula; numbers stay numbers. */
    public static String guarded(String text) {
        return FORMULA.matcher(text).matches() && !NUMBER.matcher(text).matches() ? "'" + text : text;
    }
}
