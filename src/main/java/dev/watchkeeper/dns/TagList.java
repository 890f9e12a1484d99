package dev.watchkeeper.dns;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * {@code tag=value; tag=value}, as DKIM, DMARC, MTA-STS, TLS-RPT and BIMI write their records. Pure.
 *
 * @param tags in order, names in lower case, values trimmed
 */
record TagList(Map<String, String> tags) {
    /** Empty if a part has no equals sign, a name is empty or one stands twice. */
    static Optional<TagList> parse(String text) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (String part : text.split(";", -1)) {
            if (part.isBlank()) {
                continue;
            }
            int equals = part.indexOf('=');
            if (equals < 0) {
                return Optional.empty();
            }
            String name = part.substring(0, equals).strip().toLowerCase(Locale.ROOT);
            if (name.isEmpty() || tags.put(name, part.substring(equals + 1).strip()) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(new TagList(tags));
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
