package dev.watchkeeper.app;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Locale;

/** A weekday and a time of day, written {@code mon 09:00}. */
public record WeekTime(DayOfWeek day, LocalTime time) {
    public static WeekTime of(String text) {
        String[] parts = text.strip().split("\\s+", 2);
        if (parts.length == 2) {
            for (DayOfWeek day : DayOfWeek.values()) {
                String name = day.name().toLowerCase(Locale.ROOT);
                String word = parts[0].toLowerCase(Locale.ROOT);
                if (name.equals(word) || name.substring(0, 3).equals(word)) {
                    return new WeekTime(day, time(text, parts[1]));
                }
            }
        }
        throw refused(text);
    }

    private static LocalTime time(String text, String time) {
        try {
            return LocalTime.parse(time);
        } catch (DateTimeException e) {
            throw refused(text);
        }
    }

    private static IllegalArgumentException refused(String text) {
        return new IllegalArgumentException("'" + text + "' is not accepted; write a weekday and a time: mon 09:00");
    }
}
