package dev.watchkeeper.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Instants as text, with a short way for {@code 2026-04-30T08:40:00Z}: formatters cost most of a line of eval. */
final class InstantText {
    private static final int PLAIN = "2026-04-30T08:40:00Z".length();
    private static final String SHAPE = "dddd-dd-ddTdd:dd:ddZ";

    private InstantText() {}

    /** Reads RFC 3339 with an offset. */
    static Instant read(String name, String text) {
        try {
            if (isPlain(text)) {
                long day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
                        .toEpochDay();
                int hour = number(text, 11, 13);
                int minute = number(text, 14, 16);
                int second = number(text, 17, 19);
                if (hour < 24 && minute < 60 && second < 60) {
                    return Instant.ofEpochSecond(day * 86_400 + hour * 3600L + minute * 60L + second);
                }
            }
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    name + " '" + text + "' is no instant with offset; accepted: 2026-04-30T08:40:00Z", e);
        }
    }

    /** Appends the same text as {@link Instant#toString()}. */
    static void append(StringBuilder out, Instant instant) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, ZoneOffset.UTC);
        if (instant.getNano() != 0 || time.getYear() < 1000 || time.getYear() > 9999) {
            out.append(instant);
            return;
        }
        out.append(time.getYear());
        two(out.append('-'), time.getMonthValue());
        two(out.append('-'), time.getDayOfMonth());
        two(out.append('T'), time.getHour());
        two(out.append(':'), time.getMinute());
        two(out.append(':'), time.getSecond());
        out.append('Z');
    }

    private static void two(StringBuilder out, int value) {
        out.append((char) ('0' + value / 10)).append((char) ('0' + value % 10));
    }

    private static boolean isPlain(String text) {
        if (text.length() != PLAIN) {
            return false;
        }
        for (int i = 0; i < PLAIN; i++) {
            char wanted = SHAPE.charAt(i);
            char found = text.charAt(i);
            if (wanted == 'd' ? found < '0' || found > '9' : found != wanted) {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            value = value * 10 + text.charAt(i) - '0';
        }
        return value;
    }
}
