package dev.watchkeeper.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Names, numbers, lists and maps as lines that people read, not as a program writes them. */
final class Plainly {
    private static final int LONGEST_LINE = 100;

    private Plainly() {}

    /** One line for each entry; a list or map of some size takes a line for each of its own entries. */
    static List<String> lines(Map<String, ?> values) {
        List<String> lines = new ArrayList<>();
        values.forEach((name, value) -> {
            if (isEmpty(value)) {
                return;
            }
            String plain = value(value);
            String label = name.replace('_', ' ');
            if (plain.length() <= LONGEST_LINE || !(value instanceof List<?> || value instanceof Map<?, ?>)) {
                lines.add(label + ": " + plain);
            } else if (value instanceof List<?> list) {
                lines.add(label + ":");
                list.forEach(one -> lines.add("  - " + value(one)));
            } else if (value instanceof Map<?, ?> map) {
                lines.add(label + ":");
                map.forEach((key, one) -> lines.add("  " + String.valueOf(key).replace('_', ' ') + ": " + value(one)));
            }
        });
        return lines;
    }

    private static boolean isEmpty(Object value) {
        return (value instanceof String text && text.isEmpty())
                || (value instanceof List<?> list && list.isEmpty())
                || (value instanceof Map<?, ?> map && map.isEmpty());
    }

    private static String value(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .filter(e -> !isEmpty(e.getValue()))
                    .map(e -> String.valueOf(e.getKey()).replace('_', ' ') + " " + value(e.getValue()))
                    .collect(Collectors.joining(", "));
        }
        if (value instanceof List<?> list) {
            return list.isEmpty() ? "none" : list.stream().map(Plainly::value).collect(Collectors.joining("; "));
        }
        if (value instanceof Boolean yes) {
            return yes ? "yes" : "no";
        }
        return String.valueOf(value);
    }

    /** A number of seconds in the largest unit that fits. */
    static String time(long seconds) {
        if (seconds >= 7_200) {
            return (seconds + 3_599) / 3_600 + " hours";
        }
        return seconds >= 120 ? (seconds + 59) / 60 + " minutes" : seconds + " seconds";
    }
}
