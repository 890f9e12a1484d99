package dev.watchkeeper.health.maildns;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A DNS record to publish or to remove.
 *
 * @param name without final dot
 * @param value as people enter it: a TXT without quotes, host names with a final dot
 * @param ttl in seconds
 */
public record ZoneRecord(String name, String type, String value, long ttl) {
    private static final int LONGEST_STRING = 255;

    /** As JSON shows it. */
    public Map<String, Object> shown() {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("name", name);
        shown.put("type", type);
        shown.put("value", value);
        shown.put("ttl", ttl);
        return shown;
    }

    /** The line of a zone file; a long TXT as several strings. */
    public String line() {
        return name + ". " + ttl + " IN " + type + " " + data();
    }

    /** The value as a zone file has it. */
    public String data() {
        return type.equals("TXT") ? quoted(value) : value;
    }

    private static String quoted(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < bytes.length; i++) {
            if (i > 0 && i % LONGEST_STRING == 0) {
                out.append("\" \"");
            }
            int b = bytes[i] & 0xff;
            if (b == '"' || b == '\\') {
                out.append('\\').append((char) b);
            } else if (b < 0x20 || b > 0x7e) {
                out.append(String.format(Locale.ROOT, "\\%03d", b));
            } else {
                out.append((char) b);
            }
        }
        return out.append('"').toString();
    }
}
