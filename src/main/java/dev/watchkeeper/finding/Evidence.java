package dev.watchkeeper.finding;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps evidence to a size that a database row and a mail can carry, whatever a tenant's events hold. */
public final class Evidence {
    private static final int LONGEST_TEXT = 2000;
    private static final int LONGEST_LIST = 100;

    private Evidence() {}

    /** A copy in the same order, with long texts and lists cut and marked as cut. */
    public static Map<String, Object> trimmed(Map<String, Object> evidence) {
        Map<String, Object> result = new LinkedHashMap<>();
        int entries = 0;
        for (Map.Entry<String, Object> entry : evidence.entrySet()) {
            if (entries++ == LONGEST_LIST) {
                result.put("…", "and " + (evidence.size() - LONGEST_LIST) + " more");
                break;
            }
            result.put(text(entry.getKey()), trimmed(entry.getValue()));
        }
        return result;
    }

    /** The text, cut to a length that fits in a row. */
    public static String text(String text) {
        if (text.length() <= LONGEST_TEXT) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1)) ? LONGEST_TEXT - 1 : LONGEST_TEXT;
        return text.substring(0, end) + "…";
    }

    private static Object trimmed(Object value) {
        if (value instanceof String text) {
            return text(text);
        }
        if (value instanceof List<?> list) {
            List<Object> result = new ArrayList<>();
            list.stream().limit(LONGEST_LIST).forEach(item -> result.add(trimmed(item)));
            if (list.size() > LONGEST_LIST) {
                result.add("… and " + (list.size() - LONGEST_LIST) + " more");
            }
            return result;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> named = new LinkedHashMap<>();
            map.forEach((name, held) -> named.put(String.valueOf(name), held));
            return trimmed(named);
        }
        return value;
    }
}
