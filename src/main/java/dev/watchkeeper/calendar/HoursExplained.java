package dev.watchkeeper.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/** A stretch of time as a calendar sees it, piece by piece, for people who want to add it up themselves. Pure. */
public final class HoursExplained {
    /**
     * Instants in which one version rules and the calendar is open, or closed, throughout.
     *
     * @param from epoch second
     * @param to epoch second, exclusive
     * @param special a make-up day if open, a holiday if closed
     * @param version of the calendar
     */
    public record Piece(long from, long to, boolean open, boolean special, int version) {}

    private static final long DAY = 86_400;

    private final ServiceCalendar calendar;
    private final List<Piece> pieces = new ArrayList<>();

    private HoursExplained(ServiceCalendar calendar) {
        this.calendar = calendar;
    }

    /** The pieces of [from, to), in order and without gaps; neighbours differ. */
    public static List<Piece> of(ServiceCalendar calendar, long from, long to) {
        HoursExplained explained = new HoursExplained(calendar);
        long t = from;
        for (ServiceCalendar.Segment segment :
                calendar.segments(Instant.ofEpochSecond(from), Instant.ofEpochSecond(to), Integer.MAX_VALUE)) {
            Instant end = segment.end();
            long start = segment.start().getEpochSecond();
            long until = end == null ? to : Math.min(end.getEpochSecond(), to);
            explained.add(t, start, false);
            explained.add(start, until, true);
            t = until;
        }
        explained.add(t, to, false);
        return explained.pieces;
    }

    private void add(long from, long to, boolean open) {
        if (from >= to) {
            return;
        }
        // A window that runs past midnight belongs to the day it starts on.
        boolean oneDay = open && to - from <= DAY;
        long t = from;
        for (long cut : cuts(from, to, oneDay)) {
            append(new Piece(t, cut, open, isSpecial(oneDay ? from : t, open), versionAt(t)));
            t = cut;
        }
    }

    /** Changes of version, and midnights where the days may differ; {@code to} is the last. */
    private NavigableSet<Long> cuts(long from, long to, boolean oneDay) {
        NavigableSet<Long> cuts = new TreeSet<>(calendar.versionChanges().subSet(from, false, to, false));
        cuts.add(to);
        if (oneDay) {
            return cuts;
        }
        ZoneId zone = calendar.zoneAt(Instant.ofEpochSecond(from));
        LocalDate date = Instant.ofEpochSecond(from).atZone(zone).toLocalDate();
        long midnight;
        do {
            date = date.plusDays(1);
            midnight = date.atStartOfDay(zone).toEpochSecond();
            if (midnight > from && midnight < to) {
                cuts.add(midnight);
            }
        } while (midnight < to);
        return cuts;
    }

    private boolean isSpecial(long t, boolean open) {
        DayRules rules = calendar.rulesAt(Instant.ofEpochSecond(t));
        LocalDate date = Instant.ofEpochSecond(t).atZone(rules.zone()).toLocalDate();
        return rules.plan(date).rule() == (open ? DayRules.Rule.MAKEUP_DAY : DayRules.Rule.HOLIDAY);
    }

    private int versionAt(long t) {
        return calendar.versionAt(Instant.ofEpochSecond(t));
    }

    private void append(Piece next) {
        Piece last = pieces.isEmpty() ? null : pieces.get(pieces.size() - 1);
        if (last != null
                && last.open() == next.open()
                && last.special() == next.special()
                && last.version() == next.version()) {
            pieces.set(
                    pieces.size() - 1, new Piece(last.from(), next.to(), last.open(), last.special(), last.version()));
        } else {
            pieces.add(next);
        }
    }
}
