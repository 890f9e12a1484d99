package dev.watchkeeper.health;

import java.util.Locale;

/** Makes text of strangers safe to store and to show on one line; escaping for HTML is the renderer's duty. */
public final class Plain {
    private Plain() {}

    /**
     * One line of at most {@code longest} characters: control, format, bidirectional and unpaired surrogate characters
     * become blanks, runs of blanks one blank; what is cut ends in an ellipsis.
     */
    public static String line(String text, int longest) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), longest) + 1);
        boolean blank = true;
        for (int i = 0; i < text.length(); ) {
            int code = text.codePointAt(i);
            i += Character.charCount(code);
            if (unwanted(code)) {
                if (!blank) {
                    line.append(' ');
                    blank = true;
                }
                continue;
            }
            if (line.length() + Character.charCount(code) > longest - 1 && i < text.length()) {
                return line.append('…').toString();
            }
            line.appendCodePoint(code);
            blank = false;
        }
        return line.toString().strip();
    }

    /** The name of a subject, {@code kind:name}; names are compared in lower case, an empty one is {@code unknown}. */
    public static String subject(String kind, String name) {
        String line = line(name, 180).toLowerCase(Locale.ROOT);
        return kind + ":" + (line.isEmpty() ? "unknown" : line);
    }

    private static boolean unwanted(int code) {
        int type = Character.getType(code);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || Character.isWhitespace(code)
                || Character.isSpaceChar(code);
    }
}
