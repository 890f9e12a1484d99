package dev.watchkeeper.calendar;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Opening hours of one local date, half-open, in seconds of the day. {@code LocalTime} cannot hold 24:00, hence ints.
 *
 * @param start 0 to 86,399
 * @param end after start, at most 172,800: a window that runs into the next day belongs to its start date
 */
public record Window(int start, int end) {
    static final int DAY = 86_400;
    public static final Window ALL_DAY = new Window(0, DAY);

    public Window {
        if (start < 0 || start >= DAY || end <= start || end > 2 * DAY) {
            throw new InvalidCalendar("", "window " + start + "-" + end + " s is not possible");
        }
    }

    /** Reads {@code 09:00} and {@code 12:30}; an end at or before the start lies on the next day. */
    public static Window of(String from, String to) {
        int start = secondOfDay(from);
        int end = secondOfDay(to);
        if (start == end) {
            throw new InvalidCalendar(
                    "", "window '" + from + "-" + to + "' starts when it ends; write 00:00-24:00 for a whole day");
        }
        if (start == DAY) {
            throw new InvalidCalendar(
                    "", "window '" + from + "-" + to + "' starts at 24:00; write 00:00 of the next day");
        }
        return new Window(start, end < start ? end + DAY : end);
    }

    /** Reads {@code 09:00-12:30}. */
    public static Window of(String text) {
        int dash = text.indexOf('-');
        if (dash < 0) {
            throw new InvalidCalendar(
                    "", "window '" + text + "' is no range; accepted: HH:MM-HH:MM, for example 09:00-18:00");
        }
        return of(text.substring(0, dash).strip(), text.substring(dash + 1).strip());
    }

    /**
     * The windows of one date in order.
     *
     * @throws InvalidCalendar if two of them overlap; touching is fine
     */
    public static List<Window> day(List<Window> windows) {
        List<Window> sorted = new ArrayList<>(windows);
        sorted.sort(Comparator.comparingInt(Window::start));
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i).start < sorted.get(i - 1).end) {
                throw new InvalidCalendar(
                        "",
                        "windows " + sorted.get(i - 1) + " and " + sorted.get(i) + " of one day overlap; join them");
            }
        }
        return List.copyOf(sorted);
    }

    @Override
    public String toString() {
        return clock(start) + "-" + clock(end > DAY ? end - DAY : end);
    }

    private static String clock(int second) {
        String minutes = String.format(Locale.ROOT, "%02d:%02d", second / 3600, second / 60 % 60);
        return second % 60 == 0 ? minutes : minutes + String.format(Locale.ROOT, ":%02d", second % 60);
    }

    private static int secondOfDay(String text) {
        int length = text.length();
        if ((length == 5 || length == 8) && text.charAt(2) == ':' && (length == 5 || text.charAt(5) == ':')) {
            int hour = two(text, 0);
            int minute = two(text, 3);
            int second = length == 8 ? two(text, 6) : 0;
            int of = hour * 3600 + minute * 60 + second;
            if (hour >= 0 && minute >= 0 && second >= 0 && minute < 60 && second < 60 && of <= DAY) {
                return of;
            }
        }
        throw new InvalidCalendar("", "time '" + text + "' is not possible; accepted: 00:00 to 24:00");
    }

    private static int two(String text, int at) {
        int tens = text.charAt(at) - '0';
        int ones = text.charAt(at + 1) - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? Integer.MIN_VALUE / 8000 : tens * 10 + ones;
    }
}
