package dev.watchkeeper.tickets.sources;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Headers of one request, looked up in any case. */
final class HttpHeaders {
    private final Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    HttpHeaders(Map<String, List<String>> headers) {
        headers.forEach((name, all) -> {
            if (name != null && !all.isEmpty()) {
                values.put(name, all.get(0).strip());
            }
        });
    }

    static HttpHeaders of(String... namesAndValues) {
        Map<String, List<String>> map = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(namesAndValues[i], List.of(namesAndValues[i + 1]));
        }
        return new HttpHeaders(map);
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** The media type without parameters, lower case; empty if none was sent. */
    String mediaType() {
        String value = values.getOrDefault("content-type", "");
        int end = value.indexOf(';');
        return (end < 0 ? value : value.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    /** Names with the given prefix, without it, lower case. */
    Map<String, String> withPrefix(String prefix) {
        Map<String, String> found = new TreeMap<>();
        values.forEach((name, value) -> {
            if (name.regionMatches(true, 0, prefix, 0, prefix.length())) {
                found.put(name.substring(prefix.length()).toLowerCase(Locale.ROOT), value);
            }
        });
        return found;
    }
}
