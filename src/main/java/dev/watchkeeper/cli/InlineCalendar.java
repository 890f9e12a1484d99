package dev.watchkeeper.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchkeeper.calendar.CalendarFile;
import dev.watchkeeper.calendar.CalendarSpec;
import dev.watchkeeper.calendar.HolidaySet;
import dev.watchkeeper.calendar.HolidaySets;
import dev.watchkeeper.calendar.InvalidCalendar;
import dev.watchkeeper.calendar.ServiceCalendar;
import dev.watchkeeper.calendar.Window;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A calendar written into a line of {@code calendar eval}: zone, hours, date_hours, breaks, holidays. */
final class InlineCalendar {
    private static final Set<String> KEYS = new TreeSet<>(Set.of("zone", "hours", "date_hours", "breaks", "holidays"));
    private static final String SET = "inline";
    private static final HolidaySets NAMED = HolidaySets.shipped();

    private InlineCalendar() {}

    static ServiceCalendar read(JsonNode json) {
        json.fieldNames().forEachRemaining(key -> {
            if (!KEYS.contains(key)) {
                throw new InvalidCalendar(key, "the key is not known; accepted: " + String.join(", ", KEYS));
            }
        });
        if (!json.path("zone").isTextual()) {
            throw new InvalidCalendar("zone", "is missing; give a region id such as Asia/Shanghai");
        }
        Map<DayOfWeek, List<Window>> week = new EnumMap<>(DayOfWeek.class);
        object(json, "hours").forEach((key, windows) -> {
            List<Window> hours = windows(windows);
            for (DayOfWeek day : CalendarFile.days(key)) {
                if (week.put(day, hours) != null) {
                    throw new InvalidCalendar("hours." + key, "the hours of " + day + " are given twice; keep one");
                }
            }
        });
        Set<LocalDate> off = holidays(json);
        CalendarSpec spec = new CalendarSpec(
                SET,
                1,
                null,
                CalendarSpec.zone(json.path("zone").asText()),
                week,
                off.isEmpty() ? List.of() : List.of(SET),
                null,
                dates(json, "date_hours"),
                dates(json, "breaks"));
        return ServiceCalendar.of(spec, NAMED.with(List.of(new Listed(off))));
    }

    /** The days of the line are all there are, for any year. */
    private record Listed(Set<LocalDate> off) implements HolidaySet {
        @Override
        public String name() {
            return SET;
        }

        @Override
        public boolean covers(int year) {
            return true;
        }

        @Override
        public boolean isOff(LocalDate date) {
            return off.contains(date);
        }

        @Override
        public boolean isWorked(LocalDate date) {
            return false;
        }

        @Override
        public Optional<String> label(LocalDate date) {
            return Optional.empty();
        }
    }

    private static Set<LocalDate> holidays(JsonNode json) {
        JsonNode days = json.path("holidays");
        if (!days.isMissingNode() && !days.isNull() && !days.isArray()) {
            throw new InvalidCalendar("holidays", "must be a list of dates such as [\"2026-05-01\"]");
        }
        Set<LocalDate> off = new HashSet<>();
        for (JsonNode day : days) {
            off.add(date(text(day, "holidays", "a date such as \"2026-05-01\"")));
        }
        return off;
    }

    private static String text(JsonNode node, String key, String wanted) {
        if (!node.isTextual()) {
            throw new InvalidCalendar(key, node + " is no text; give " + wanted);
        }
        return node.asText();
    }

    private static Map<LocalDate, List<Window>> dates(JsonNode json, String key) {
        Map<LocalDate, List<Window>> dates = new TreeMap<>();
        object(json, key).forEach((date, windows) -> dates.put(date(date), windows(windows)));
        return dates;
    }

    private static Map<String, JsonNode> object(JsonNode json, String key) {
        JsonNode node = json.path(key);
        if (!node.isMissingNode() && !node.isNull() && !node.isObject()) {
            throw new InvalidCalendar(key, "must be an object such as {\"mon\": [[\"09:00\", \"18:00\"]]}");
        }
        Map<String, JsonNode> fields = new TreeMap<>();
        node.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        return fields;
    }

    private static List<Window> windows(JsonNode list) {
        List<Window> windows = new ArrayList<>();
        if (!list.isArray()) {
            throw new InvalidCalendar("", "windows must be a list such as [[\"09:00\", \"18:00\"]]");
        }
        for (JsonNode one : list) {
            if (one.isTextual()) {
                windows.add(Window.of(one.asText()));
            } else if (one.isArray() && one.size() == 2) {
                String wanted = "times such as \"09:00\"";
                windows.add(Window.of(text(one.get(0), "", wanted), text(one.get(1), "", wanted)));
            } else {
                throw new InvalidCalendar("", "window " + one + " is no pair such as [\"09:00\", \"18:00\"]");
            }
        }
        return windows;
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new InvalidCalendar("", "'" + text + "' is no date; accepted: 2026-05-01");
        }
    }
}
