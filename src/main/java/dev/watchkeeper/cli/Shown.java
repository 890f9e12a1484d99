package dev.watchkeeper.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Instants for people: the machine's zone, with its offset. Documents and CSV hold ISO 8601. */
final class Shown {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final Pattern ISO =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d{1,9})?)?Z");

    private Shown() {}

    /** {@code 2026-11-24 08:45 +08:00}, with seconds where there are any; nothing for null. */
    static String time(@Nullable Instant at) {
        return at == null ? "" : time(at, ZoneId.systemDefault());
    }

    static String time(Instant at, ZoneId zone) {
        ZoneOffset offset = zone.getRules().getOffset(at);
        DateTimeFormatter format = at.getEpochSecond() % 60 == 0 ? MINUTE : SECOND;
        return format.format(at.atZone(zone)) + " " + (offset.equals(ZoneOffset.UTC) ? "UTC" : offset.getId());
    }

    /** {@code a, b}; {@code plan premier, from ...}; what is empty or null is left out. */
    static String value(@Nullable Object value) {
        if (value instanceof Collection<?> all) {
            return all.stream().map(Shown::value).filter(s -> !s.isEmpty()).collect(Collectors.joining("; "));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(e -> new String[] {String.valueOf(e.getKey()).replace('_', ' '), value(e.getValue())})
                    .filter(pair -> !pair[1].isEmpty())
                    .map(pair -> pair[0] + " " + pair[1])
                    .collect(Collectors.joining(", "));
        }
        return value == null ? "" : value.toString();
    }

    /** The same sentence with its ISO instants as people read them. */
    static String localised(String text) {
        return ISO.matcher(text).replaceAll(m -> {
            try {
                return time(Instant.parse(m.group()));
            } catch (DateTimeParseException e) {
                return Matcher.quoteReplacement(m.group());
            }
        });
    }
}
