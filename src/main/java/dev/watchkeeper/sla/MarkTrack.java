package dev.watchkeeper.sla;

import dev.watchkeeper.calendar.ServiceCalendar;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The thresholds of one target in rising order, and when each was reached. */
final class MarkTrack {
    private record Threshold(String name, long seconds) {}

    private static final MarkTrack NONE = new MarkTrack(List.of());

    private final List<Threshold> thresholds;
    private final List<Clock.Mark> reached = new ArrayList<>(0);

    private MarkTrack(List<Threshold> thresholds) {
        this.thresholds = thresholds;
    }

    static MarkTrack of(long target, Rules rules) {
        if (target == Terms.NO_TARGET) {
            return NONE;
        }
        List<Threshold> thresholds = new ArrayList<>();
        for (int percent : rules.marks()) {
            thresholds.add(new Threshold(String.valueOf(percent), (target * percent + 99) / 100));
        }
        // A bounded lead, so that a promise of 15 minutes is not warned of at its start.
        long lead = Math.min(rules.minLead().toSeconds(), target / 2);
        thresholds.add(new Threshold("warn", target - lead));
        thresholds.sort(Comparator.comparingLong(Threshold::seconds));
        return new MarkTrack(thresholds);
    }

    /** Used grows from {@code used} by {@code open}, counted from {@code last} on. */
    void cross(ServiceCalendar calendar, long last, long used, long open) {
        while (reached.size() < thresholds.size()
                && thresholds.get(reached.size()).seconds() <= used + open) {
            Threshold next = thresholds.get(reached.size());
            reach(next, calendar.dueAt(last, next.seconds() - used));
        }
    }

    /** A change of target leaves thresholds behind at once. */
    void passed(long used, long t) {
        while (reached.size() < thresholds.size()
                && thresholds.get(reached.size()).seconds() <= used) {
            reach(thresholds.get(reached.size()), t);
        }
    }

    List<Clock.Mark> reached() {
        return new ArrayList<>(reached);
    }

    /** Reached ones, and those ahead if the clock goes on from {@code last}. */
    List<Clock.Mark> projected(ServiceCalendar calendar, long last, long used) {
        List<Clock.Mark> all = new ArrayList<>(reached);
        for (Threshold next : thresholds.subList(reached.size(), thresholds.size())) {
            long at = calendar.dueAt(last, next.seconds() - used);
            if (at != ServiceCalendar.NEVER) {
                all.add(new Clock.Mark(next.name(), next.seconds(), Instant.ofEpochSecond(at)));
            }
        }
        return all;
    }

    private void reach(Threshold threshold, long at) {
        reached.add(new Clock.Mark(threshold.name(), threshold.seconds(), Instant.ofEpochSecond(at)));
    }
}
