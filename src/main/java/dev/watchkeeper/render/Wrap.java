package dev.watchkeeper.render;

import dev.watchkeeper.mail.page.Columns;
import java.util.ArrayList;
import java.util.List;

/** Breaks text at blanks, and between wide characters where no punctuation forbids it. */
final class Wrap {
    private static final String NOT_FIRST = "，。、；：！？）」』】》…·,.;:!?)]}%”’";
    private static final String NOT_LAST = "（「『【《([{“‘#";

    private Wrap() {}

    static List<String> lines(String text, String first, String indent, int width) {
        List<String> lines = new ArrayList<>();
        String prefix = first;
        int[] c = text.codePoints().toArray();
        int start = 0;
        while (start < c.length) {
            int room = width - Columns.width(prefix);
            int end = start;
            int used = 0;
            int breakAt = -1;
            while (end < c.length && used + Columns.width(c[end]) <= room) {
                used += Columns.width(c[end]);
                end++;
                if (mayBreak(c, end)) {
                    breakAt = end;
                }
            }
            if (end == c.length) {
                breakAt = end;
            } else if (breakAt <= start) {
                breakAt = Math.max(end, start + 1);
            }
            lines.add((prefix + new String(c, start, breakAt - start)).stripTrailing());
            start = breakAt;
            while (start < c.length && c[start] == ' ') {
                start++;
            }
            prefix = indent;
        }
        if (lines.isEmpty()) {
            lines.add(first.stripTrailing());
        }
        return lines;
    }

    /** Whether a line may end before position {@code i}. */
    private static boolean mayBreak(int[] c, int i) {
        if (i >= c.length) {
            return true;
        }
        if (c[i] == ' ') {
            return true;
        }
        int before = c[i - 1];
        if (before == ' ') {
            return NOT_FIRST.indexOf(c[i]) < 0;
        }
        return (Columns.wide(before) || Columns.wide(c[i]))
                && NOT_FIRST.indexOf(c[i]) < 0
                && NOT_LAST.indexOf(before) < 0;
    }
}
