package dev.watchkeeper.cli;

import dev.watchkeeper.tenant.Csv;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows under a heading, as aligned text for people or as CSV for programs. Wide letters count as two columns. */
final class Table {
    private final List<String> heading;
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... heading) {
        this.heading = List.of(heading);
    }

    /** Adds a row; null shows as nothing, lists and maps as people write them. */
    Table row(@Nullable Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(clean(Shown.value(cell)));
        }
        rows.add(row);
        return this;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** For people: instants as their clock shows them. */
    void print(PrintWriter out) {
        List<List<String>> shown = rows.stream()
                .map(row -> row.stream().map(Shown::localised).toList())
                .toList();
        int[] widths = new int[heading.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = shown.stream().mapToInt(row -> width(row.get(column))).reduce(width(heading.get(i)), Math::max);
        }
        line(out, heading, widths);
        shown.forEach(row -> line(out, row, widths));
    }

    /** The rows as {@link Csv}. */
    void printCsv(PrintWriter out) {
        out.print(Csv.line(heading));
        rows.forEach(row -> out.print(Csv.line(row)));
    }

    private static void line(PrintWriter out, List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            line.append(cells.get(i));
            if (i < cells.size() - 1) {
                line.append(" ".repeat(widths[i] - width(cells.get(i)) + 2));
            }
        }
        out.println(line.toString().stripTrailing());
    }

    /** Strangers' text must not move the cursor or end the line. */
    private static String clean(String cell) {
        return cell.replaceAll("\\p{C}", " ");
    }

    private static int width(String text) {
        return text.codePoints()
                .map(c -> {
                    Character.UnicodeScript script = Character.UnicodeScript.of(c);
                    boolean wide = script == Character.UnicodeScript.HAN
                            || script == Character.UnicodeScript.HIRAGANA
                            || script == Character.UnicodeScript.KATAKANA
                            || script == Character.UnicodeScript.HANGUL
                            || (c >= 0xFF01 && c <= 0xFF60)
                            || (c >= 0x3000 && c <= 0x303F);
                    return wide ? 2 : 1;
                })
                .sum();
    }
}
