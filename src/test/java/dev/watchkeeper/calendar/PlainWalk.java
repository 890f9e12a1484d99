package dev.watchkeeper.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/** Business time the slow and obvious way, day by day over the windows: what the index is compared with. */
public final class PlainWalk {
    private final List<CalendarSpec> versions;
    private final HolidaySets sets;

    public PlainWalk(List<CalendarSpec> versions, HolidaySets sets) {
        this.versions = versions;
        this.sets = sets;
    }

    public long between(long a, long b) {
        long sum = 0;
        for (long[] open : open(a, b)) {
            sum += open[1] - open[0];
        }
        return sum;
    }

    /** First second at which n is reached, walking week by week; Long.MAX_VALUE after two years. */
    public long due(long t, long n) {
        long left = n;
        for (long from = t; from < t + 2 * 366 * 86_400L; from += 7 * 86_400) {
            for (long[] open : open(from, from + 7 * 86_400)) {
                if (open[1] - open[0] >= left) {
                    return open[0] + left;
                }
                left -= open[1] - open[0];
            }
        }
        return Long.MAX_VALUE;
    }

    /** Open pieces within [a, b) in order. */
    List<long[]> open(long a, long b) {
        List<long[]> all = new ArrayList<>();
        for (int i = 0; i < versions.size(); i++) {
            Instant next = i + 1 < versions.size() ? versions.get(i + 1).effectiveFrom() : null;
            Instant own = versions.get(i).effectiveFrom();
            long from = i == 0 || own == null ? a : Math.max(a, own.getEpochSecond());
            long to = next == null ? b : Math.min(b, next.getEpochSecond());
            if (from < to) {
                all.addAll(open(versions.get(i), from, to));
            }
        }
        return all;
    }

    private List<long[]> open(CalendarSpec spec, long a, long b) {
        ZoneId zone = spec.zone();
        List<long[]> pieces = new ArrayList<>();
        List<long[]> breaks = new ArrayList<>();
        LocalDate last = Instant.ofEpochSecond(b).atZone(zone).toLocalDate().plusDays(2);
        for (LocalDate date =
                        Instant.ofEpochSecond(a).atZone(zone).toLocalDate().minusDays(3);
                date.isBefore(last);
                date = date.plusDays(1)) {
            if (!ZonedDateTime.of(date, LocalTime.NOON, zone).toLocalDate().equals(date)) {
                continue;
            }
            for (Window window : hours(spec, date)) {
                pieces.add(new long[] {second(date, window.start(), zone), second(date, window.end(), zone)});
            }
            for (Window window : spec.breaks().getOrDefault(date, List.of())) {
                breaks.add(new long[] {second(date, window.start(), zone), second(date, window.end(), zone)});
            }
        }
        // Mark every boundary, then ask for each elementary piece whether it is open: no merging, no cleverness.
        List<Long> marks = new ArrayList<>(List.of(a, b));
        for (List<long[]> list : List.of(pieces, breaks)) {
            for (long[] piece : list) {
                marks.add(piece[0]);
                marks.add(piece[1]);
            }
        }
        List<Long> bounds =
                marks.stream().filter(m -> m >= a && m <= b).distinct().sorted().toList();
        List<long[]> open = new ArrayList<>();
        for (int i = 1; i < bounds.size(); i++) {
            long from = bounds.get(i - 1);
            if (covers(pieces, from) && !covers(breaks, from)) {
                open.add(new long[] {from, bounds.get(i)});
            }
        }
        return open;
    }

    private List<Window> hours(CalendarSpec spec, LocalDate date) {
        if (spec.dates().containsKey(date)) {
            return spec.dates().get(date);
        }
        for (String name : spec.holidaySets()) {
            if (sets.get(name).isOff(date)) {
                return List.of();
            }
        }
        CalendarSpec.MakeupDays makeup = spec.makeupDays();
        if (makeup != null && sets.get(makeup.set()).isWorked(date)) {
            return makeup.hours();
        }
        return spec.week().getOrDefault(date.getDayOfWeek(), List.of());
    }

    private static boolean covers(List<long[]> pieces, long t) {
        return pieces.stream().anyMatch(p -> p[0] <= t && t < p[1]);
    }

    private static long second(LocalDate date, int second, ZoneId zone) {
        return ZonedDateTime.of(date.plusDays(second / 86_400), LocalTime.ofSecondOfDay(second % 86_400), zone)
                .toEpochSecond();
    }
}
