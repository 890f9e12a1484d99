package dev.watchkeeper.tickets;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/** Times as text. A fold of many tickets reads millions, nearly all in the form that {@link Instant} itself writes. */
public final class WireTime {
    private static final String FORM = "0000-00-00T00:00:00Z";

    private WireTime() {}

    /**
     * The instant of an RFC 3339 time with offset.
     *
     * @throws DateTimeException if it is none
     */
    public static Instant parse(String text) {
        return isPlain(text) ? plain(text) : OffsetDateTime.parse(text).toInstant();
    }

    private static boolean isPlain(String text) {
        if (text.length() != FORM.length()) {
            return false;
        }
        for (int i = 0; i < FORM.length(); i++) {
            char wanted = FORM.charAt(i);
            char c = text.charAt(i);
            if (wanted == '0' ? c < '0' || c > '9' : c != wanted) {
                return false;
            }
        }
        return number(text, 11, 13) < 24 && number(text, 14, 16) < 60 && number(text, 17, 19) < 60;
    }

    private static Instant plain(String text) {
        long day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
                .toEpochDay();
        return Instant.ofEpochSecond(
                day * 86_400 + number(text, 11, 13) * 3600L + number(text, 14, 16) * 60L + number(text, 17, 19));
    }

    private static int number(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            value = 10 * value + text.charAt(i) - '0';
        }
        return value;
    }
}
