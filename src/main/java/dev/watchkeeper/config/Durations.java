package dev.watchkeeper.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 15m}, {@code 1h30m}, {@code 7d}, {@code 250ms}, or ISO 8601. */
final class Durations {
    private static final Pattern PART = Pattern.compile("(\\d{1,9})(ms|[smhdw])");

    private Durations() {}

    static Duration parse(String text) {
        if (text.startsWith("P") || text.startsWith("-P")) {
            return Duration.parse(text);
        }
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        Matcher part = PART.matcher(text);
        Duration sum = Duration.ZERO;
        int at = 0;
        while (at < text.length()) {
            if (!part.find(at) || part.start() != at) {
                throw new DateTimeParseException("not a duration", text, at);
            }
            sum = sum.plus(of(Long.parseLong(part.group(1)), part.group(2)));
            at = part.end();
        }
        if (at == 0) {
            throw new DateTimeParseException("not a duration", text, 0);
        }
        return sum;
    }

    private static Duration of(long amount, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            case "d" -> Duration.ofDays(amount);
            default -> Duration.ofDays(Math.multiplyExact(amount, 7));
        };
    }
}
