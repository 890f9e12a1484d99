package dev.watchkeeper.dns;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * One TXT record, its strings joined without a space.
 *
 * @param text decoded as UTF-8; bytes that are no UTF-8 become U+FFFD
 * @param octets length on the wire without length bytes
 * @param ascii false if any byte is outside US-ASCII, or is a control character
 */
record Txt(String text, int octets, boolean ascii) {
    private static final int SHOWN = 1000;

    static Txt of(List<byte[]> strings) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        strings.forEach(joined::writeBytes);
        byte[] bytes = joined.toByteArray();
        boolean ascii = true;
        for (byte b : bytes) {
            ascii &= b >= 0x20 && b < 0x7f;
        }
        return new Txt(new String(bytes, StandardCharsets.UTF_8), bytes.length, ascii);
    }

    static Txt of(String text) {
        return of(List.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** True if the text starts with these letters in any case. */
    boolean startsWith(String prefix) {
        return text.regionMatches(true, 0, prefix, 0, prefix.length());
    }

    String lower() {
        return text.toLowerCase(Locale.ROOT);
    }

    String shown() {
        return printable(text);
    }

    /** The beginning of foreign text, printable, for a sentence. */
    static String brief(String text) {
        String shown = printable(text.length() > 120 ? text.substring(0, 120) : text);
        return text.length() > 120 ? shown + "…" : shown;
    }

    /** Foreign text fit for a terminal, a mail and JSON: no control characters, no direction marks, bounded. */
    static String printable(String text) {
        StringBuilder out = new StringBuilder();
        int[] points = text.codePoints().limit(SHOWN).toArray();
        for (int point : points) {
            int kind = Character.getType(point);
            if (kind == Character.CONTROL
                    || kind == Character.FORMAT
                    || kind == Character.SURROGATE
                    || kind == Character.LINE_SEPARATOR
                    || kind == Character.PARAGRAPH_SEPARATOR) {
                out.append("\\u").append(String.format(Locale.ROOT, "%04x", point));
            } else {
                out.appendCodePoint(point);
            }
        }
        if (text.codePointCount(0, text.length()) > SHOWN) {
            out.append("…");
        }
        return out.toString();
    }
}
