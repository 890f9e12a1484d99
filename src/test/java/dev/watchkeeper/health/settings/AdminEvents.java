package dev.watchkeeper.health.settings;

import dev.watchkeeper.health.ActivityEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Admin events written down shortly; each is an activity of its own, a minute after the one before. */
final class AdminEvents {
    static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    private final List<ActivityEvent> events = new ArrayList<>();
    private Instant next = START;

    AdminEvents at(Instant instant) {
        next = instant;
        return this;
    }

    /** An event with names and values in turn. */
    AdminEvents event(String name, Object... parameters) {
        Map<String, Object> values = new HashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            values.put((String) parameters[i], parameters[i + 1]);
        }
        events.add(new ActivityEvent(
                "admin", next, events.size() + 1L, 0, "", name, "admin@example.com", null, null, null, values));
        next = next.plusSeconds(60);
        return this;
    }

    /** A value of the switch for the Outlook sync tool at a unit; the good value is false, Google's default true. */
    AdminEvents outlookSync(String unit, String value) {
        return event(
                "CHANGE_EMAIL_SETTING",
                "SETTING_NAME",
                "ENABLE_OUTLOOK_SYNC",
                "NEW_VALUE",
                value,
                "ORG_UNIT_NAME",
                unit);
    }

    List<ActivityEvent> list() {
        return events;
    }
}
