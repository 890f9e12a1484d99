package dev.watchkeeper.demo;

import com.sun.net.httpserver.HttpExchange;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A request, taken apart.
 *
 * @param path its segments, decoded
 * @param query of a repeated parameter the last value counts
 */
record Call(String method, List<String> path, Map<String, String> query, Optional<String> bearer) {
    /** Begins the token of a page that has a token and no items; what follows is the token of the proper page. */
    private static final Pattern EMPTY_PAGE = Pattern.compile("^E\\d+:");

    static Call of(HttpExchange exchange) {
        List<String> path = new ArrayList<>();
        for (String segment : exchange.getRequestURI().getRawPath().split("/", -1)) {
            if (!segment.isEmpty()) {
                path.add(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
            }
        }
        Map<String, String> query = form(exchange.getRequestURI().getRawQuery());
        query.computeIfPresent(
                "pageToken", (name, token) -> EMPTY_PAGE.matcher(token).replaceFirst(""));
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        return new Call(
                exchange.getRequestMethod(),
                path,
                query,
                header != null && header.startsWith("Bearer ") ? Optional.of(header.substring(7)) : Optional.empty());
    }

    static Map<String, String> form(String encoded) {
        Map<String, String> values = new LinkedHashMap<>();
        if (encoded == null || encoded.isEmpty()) {
            return values;
        }
        for (String pair : encoded.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            values.put(
                    URLDecoder.decode(name, StandardCharsets.UTF_8), URLDecoder.decode(value, StandardCharsets.UTF_8));
        }
        return values;
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
    }

    /** A whole number in bounds; the error names the parameter as Google does. */
    int number(String name, int least, int most, int otherwise) throws ApiError {
        Optional<String> text = get(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            int value = Integer.parseInt(text.get());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Refused below like a number out of bounds.
        }
        throw ApiError.invalid("Invalid value '" + text.get() + "'. Values must be within the range: [" + least + ", "
                + most + "] for parameter " + name);
    }

    boolean isAt(String... segments) {
        if (path.size() != segments.length) {
            return false;
        }
        for (int i = 0; i < segments.length; i++) {
            if (!segments[i].equals("*") && !segments[i].equals(path.get(i))) {
                return false;
            }
        }
        return true;
    }
}
