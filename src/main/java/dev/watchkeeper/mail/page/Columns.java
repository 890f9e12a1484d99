package dev.watchkeeper.mail.page;

/** Width of text in columns of a fixed-width screen: Chinese, Japanese, Korean and full-width signs take two. */
public final class Columns {
    private Columns() {}

    public static int width(String text) {
        return text.codePoints().map(Columns::width).sum();
    }

    public static int width(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.FORMAT
                || type == Character.CONTROL) {
            return 0;
        }
        return wide(codePoint) ? 2 : 1;
    }

    /** True for characters that take two columns; between two of them a line may be broken. */
    public static boolean wide(int c) {
        return (c >= 0x1100 && c <= 0x115f)
                || (c >= 0x2e80 && c <= 0x303e)
                || (c >= 0x3041 && c <= 0xa4cf)
                || (c >= 0xac00 && c <= 0xd7a3)
                || (c >= 0xf900 && c <= 0xfaff)
                || (c >= 0xfe30 && c <= 0xfe4f)
                || (c >= 0xff00 && c <= 0xff60)
                || (c >= 0xffe0 && c <= 0xffe6)
                || (c >= 0x1f300 && c <= 0x1faff)
                || (c >= 0x20000 && c <= 0x3fffd);
    }

    /** The text if it fits, else as much of it as fits with an ellipsis; a word is left out whole if not much goes with it. */
    public static String cut(String text, int columns) {
        if (width(text) <= columns) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int used = 0;
        int i = 0;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            int w = width(c);
            if (used + w > columns - 1) {
                break;
            }
            kept.appendCodePoint(c);
            used += w;
            i += Character.charCount(c);
        }
        int end = kept.length();
        if (inWord(text, i)) {
            while (end > 0 && inWord(text, end)) {
                end--;
            }
        }
        String whole = kept.substring(0, end).stripTrailing();
        return (width(whole) * 4 >= columns * 3 ? whole : kept.toString().stripTrailing()) + "…";
    }

    /** True if a cut before this character would go through a word of letters without blanks between them. */
    private static boolean inWord(String text, int at) {
        return at > 0 && at < text.length() && ofWord(text.charAt(at - 1)) && ofWord(text.charAt(at));
    }

    private static boolean ofWord(char c) {
        return Character.isLetterOrDigit(c) && !wide(c);
    }

    /** The text with blanks behind it up to a width. */
    public static String pad(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - width(text)));
    }

    /** The text with blanks before it up to a width. */
    public static String padLeft(String text, int columns) {
        return " ".repeat(Math.max(0, columns - width(text))) + text;
    }
}
