package dev.watchkeeper.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;

/**
 * Turns local windows into segments of the time line. Every boundary becomes an instant by the zone's rules of its own
 * date: a gap shifts forward by its length, an overlap takes the earlier offset, a date that does not exist has no
 * windows.
 */
final class Segments {
    private long[] bounds = new long[64];
    private int size;

    private Segments() {}

    /** Ordered, merged pairs (start, end) of one version within [lo, hi). */
    static long[] compile(DayRules rules, long lo, long hi) {
        if (lo >= hi) {
            return new long[0];
        }
        ZoneId zone = rules.zone();
        // Two days of run-up: an overnight window of the eve, and zones that skip a day.
        LocalDate date = Instant.ofEpochSecond(lo).atZone(zone).toLocalDate().minusDays(2);
        LocalDate last = Instant.ofEpochSecond(hi).atZone(zone).toLocalDate().plusDays(1);
        Segments open = new Segments();
        Segments breaks = new Segments();
        SteadyOffsets offsets = new SteadyOffsets(zone, lo, hi);
        for (; !date.isAfter(last); date = date.plusDays(1)) {
            DayRules.DayPlan plan = rules.plan(date);
            if (plan.windows().isEmpty() && plan.breaks().isEmpty()) {
                continue;
            }
            if (offsets.areSteadyAround(date)) {
                long midnight = offsets.midnight(date);
                open.addAll(plan.windows(), midnight);
                breaks.addAll(plan.breaks(), midnight);
                continue;
            }
            if (!CalendarSpec.exists(date, zone)) {
                continue;
            }
            open.addAll(plan.windows(), date, zone);
            breaks.addAll(plan.breaks(), date, zone);
        }
        long[] merged = open.merged();
        return clip(breaks.size == 0 ? merged : subtract(merged, breaks.merged()), lo, hi);
    }

    private void addAll(List<Window> windows, long midnight) {
        for (Window window : windows) {
            add(midnight + window.start(), midnight + window.end());
        }
    }

    private void addAll(List<Window> windows, LocalDate date, ZoneId zone) {
        for (Window window : windows) {
            add(instant(date, window.start(), zone), instant(date, window.end(), zone));
        }
    }

    private static long instant(LocalDate date, int second, ZoneId zone) {
        LocalDate day = second < Window.DAY ? date : date.plusDays(second / Window.DAY);
        return day.atTime(LocalTime.ofSecondOfDay(second % Window.DAY))
                .atZone(zone)
                .toEpochSecond();
    }

    private void add(long start, long end) {
        if (end <= start) {
            return;
        }
        if (size == bounds.length) {
            bounds = Arrays.copyOf(bounds, size * 2);
        }
        bounds[size++] = start;
        bounds[size++] = end;
    }

    /** Sorted by start, touching and overlapping ones joined. */
    private long[] merged() {
        sort();
        Segments merged = new Segments();
        for (int i = 0; i < size; i += 2) {
            if (merged.size > 0 && bounds[i] <= merged.bounds[merged.size - 1]) {
                merged.bounds[merged.size - 1] = Math.max(merged.bounds[merged.size - 1], bounds[i + 1]);
            } else {
                merged.add(bounds[i], bounds[i + 1]);
            }
        }
        return Arrays.copyOf(merged.bounds, merged.size);
    }

    /** Insertion sort: nearly always in order already. */
    private void sort() {
        for (int i = 2; i < size; i += 2) {
            long start = bounds[i];
            long end = bounds[i + 1];
            int j = i;
            for (; j > 0 && bounds[j - 2] > start; j -= 2) {
                bounds[j] = bounds[j - 2];
                bounds[j + 1] = bounds[j - 1];
            }
            bounds[j] = start;
            bounds[j + 1] = end;
        }
    }

    private static long[] subtract(long[] open, long[] breaks) {
        Segments left = new Segments();
        int b = 0;
        for (int i = 0; i < open.length; i += 2) {
            long start = open[i];
            long end = open[i + 1];
            while (b < breaks.length && breaks[b + 1] <= start) {
                b += 2;
            }
            for (int k = b; k < breaks.length && breaks[k] < end; k += 2) {
                left.add(start, breaks[k]);
                start = Math.max(start, breaks[k + 1]);
            }
            left.add(start, end);
        }
        return Arrays.copyOf(left.bounds, left.size);
    }

    private static long[] clip(long[] pairs, long lo, long hi) {
        Segments clipped = new Segments();
        for (int i = 0; i < pairs.length; i += 2) {
            clipped.add(Math.max(pairs[i], lo), Math.min(pairs[i + 1], hi));
        }
        return Arrays.copyOf(clipped.bounds, clipped.size);
    }

    /** Pairs that follow each other in time, joined where they touch. */
    static long[] join(List<long[]> parts) {
        Segments joined = new Segments();
        for (long[] part : parts) {
            for (int i = 0; i < part.length; i += 2) {
                if (joined.size > 0 && joined.bounds[joined.size - 1] == part[i]) {
                    joined.bounds[joined.size - 1] = part[i + 1];
                } else {
                    joined.add(part[i], part[i + 1]);
                }
            }
        }
        return Arrays.copyOf(joined.bounds, joined.size);
    }
}
