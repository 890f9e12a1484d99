package dev.watchkeeper.cli;

import dev.watchkeeper.sla.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A clock in the form of the contract; shared by every command that prints clocks. */
final class ClockJson {
    private ClockJson() {}

    /** With the marks that came by {@code now}, and apart from them those still to come. */
    static Map<String, Object> of(Clock clock, Instant now) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("ticket", clock.ticket());
        entry.put("metric", clock.metric().word());
        entry.put("cycle", clock.cycle());
        put(entry, "plan", clock.plan());
        entry.put("severity", clock.severity().name());
        put(entry, "channel", clock.channel() == null ? null : clock.channel().word());
        put(entry, "calendar", clock.calendar());
        put(entry, "started_at", clock.startedAt().toString());
        put(entry, "target_seconds", clock.targetSeconds());
        put(entry, "due_at", text(clock.dueAt()));
        put(entry, "breach_at", text(clock.breachAt()));
        put(entry, "fulfilled_at", text(clock.fulfilledAt()));
        entry.put("used_seconds", clock.usedSeconds());
        entry.put("paused_seconds", clock.pausedSeconds());
        entry.put("overrun_seconds", clock.overrunSeconds());
        entry.put("run_state", clock.runState().word());
        entry.put("verdict", clock.verdict().word());
        entry.put("provisional", clock.isProvisional());
        put(entry, "reason", clock.reason());
        entry.put("flags", clock.flags());
        entry.put("marks", marks(clock.reachedMarks(now)));
        entry.put("planned", marks(clock.plannedMarks(now)));
        put(entry, "remaining_seconds", clock.remainingSeconds());
        return entry;
    }

    private static List<Map<String, Object>> marks(List<Clock.Mark> marks) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Clock.Mark mark : marks) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("mark", mark.name());
            one.put("at", mark.at().toString());
            all.add(one);
        }
        return all;
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    @SuppressWarnings("NullAway") // null is a JSON value: the contract names every key in every clock
    private static void put(Map<String, Object> entry, String name, @Nullable Object value) {
        entry.put(name, value);
    }
}
