package dev.watchkeeper.cli;

import dev.watchkeeper.tenant.Csv;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows under a heading, as aligned text for people or as CSV for programs. Wide letters count as two columns. */
final class Table {
    /** A column narrower than this says nothing. */
    private static final int NARROWEST = 8;

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

    /** For people: instants as their clock shows them, no wider than their terminal. */
    void print(PrintWriter out) {
        print(out, Terminal.here());
    }

    void print(PrintWriter out, Terminal terminal) {
        List<List<String>> shown = rows.stream()
                .map(row -> row.stream().map(Shown::localised).toList())
                .toList();
        int[] widths = new int[heading.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = shown.stream().mapToInt(row -> width(row.get(column))).reduce(width(heading.get(i)), Math::max);
        }
        terminal.width().ifPresent(most -> narrow(widths, most));
        line(out, heading, widths, Terminal.NONE);
        shown.forEach(row -> line(out, row, widths, terminal));
    }

    /** Takes from the widest columns until all fit; the first names the thing and stays, as it must be typed again. */
    private static void narrow(int[] widths, int most) {
        while (Arrays.stream(widths).sum() + 2 * (widths.length - 1) > most) {
            int widest = 1;
            for (int i = 2; i < widths.length; i++) {
                widest = widths[i] >= widths[widest] ? i : widest;
            }
            if (widths.length < 2 || widths[widest] <= NARROWEST) {
                return;
            }
            widths[widest]--;
        }
    }

    /** The rows as {@link Csv}. */
    void printCsv(PrintWriter out) {
        out.print(Csv.line(heading));
        rows.forEach(row -> out.print(Csv.line(row)));
    }

    private static void line(PrintWriter out, List<String> cells, int[] widths, Terminal terminal) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String cell = cut(cells.get(i), widths[i]);
            String gap = i < cells.size() - 1 ? " ".repeat(widths[i] - width(cell) + 2) : "";
            line.append(terminal.coloured(cell, cell + gap));
        }
        out.println(line.toString().stripTrailing());
    }

    private static String cut(String cell, int most) {
        if (width(cell) <= most) {
            return cell;
        }
        StringBuilder kept = new StringBuilder();
        int used = 0;
        for (int c : cell.codePoints().toArray()) {
            used += width(Character.toString(c));
            if (used > most - 1) {
                break;
            }
            kept.appendCodePoint(c);
        }
        return kept.append('…').toString();
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
