package dev.watchkeeper.dns;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code tag=value; tag=value}, as DKIM and BIMI write their records (RFC 6376 3.2). Pure.
 *
 * @param tags in order, names as written (their case counts), values trimmed
 * @param fault what breaks the list, in words: a part without equals sign or name, a tag that stands twice; else empty
 */
record TagList(Map<String, String> tags, String fault) {
    static TagList parse(String text) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (int from = 0; from < text.length(); ) {
            int end = text.indexOf(';', from);
            String part = text.substring(from, end < 0 ? text.length() : end);
            from += part.length() + 1;
            if (part.isBlank()) {
                continue;
            }
            int equals = part.indexOf('=');
            String name = equals < 0 ? "" : part.substring(0, equals).strip();
            if (name.isEmpty()) {
                return new TagList(tags, "'" + Txt.brief(part.strip()) + "' is not tag=value");
            }
            if (tags.putIfAbsent(name, part.substring(equals + 1).strip()) != null) {
                return new TagList(tags, "the tag " + Txt.brief(name) + " stands twice");
            }
        }
        return new TagList(tags, "");
    }

    /** The value; empty if the tag is missing. */
    String get(String tag) {
        return tags.getOrDefault(tag, "");
    }

    boolean has(String tag) {
        return tags.containsKey(tag);
    }

    /** True if this tag stands first. */
    boolean startsWith(String tag) {
        return !tags.isEmpty() && tags.keySet().iterator().next().equals(tag);
    }
}
