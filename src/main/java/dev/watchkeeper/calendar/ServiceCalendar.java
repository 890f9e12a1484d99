package dev.watchkeeper.calendar;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One effective calendar: all versions of an id, each cut to its period, joined, and indexed for fast arithmetic in
 * whole business seconds. Safe to share between threads; the index grows by whole years as queries need it.
 *
 * <p>Instants are floored to the second. Ten years without an open second mean: never.
 */
public final class ServiceCalendar {
    /** The answer in epoch seconds where there is none. */
    public static final long NEVER = SegmentIndex.NEVER;

    private static final int EMPTY_YEARS = 10;
    private static final int FAR_YEARS = 100;
    private static final int MIN_YEAR = 1900;
    private static final int MAX_YEAR = 2300;

    /**
     * Where a target is filled.
     *
     * @param dueAt first instant at which the target is reached; null if never
     * @param breachAt last instant at which it is not yet exceeded; null if never exceeded
     */
    public record Deadline(
            @Nullable Instant dueAt, @Nullable Instant breachAt) {}

    /**
     * From where open time leads to an instant.
     *
     * @param at latest such instant; null if the calendar was not open for so long
     * @param earliest earliest such instant; null if unbounded
     */
    public record Origin(@Nullable Instant at, @Nullable Instant earliest) {}

    /** Open time [start, end); a null end means no closing within ten years. */
    public record Segment(Instant start, @Nullable Instant end) {}

    private record Span(long from, DayRules rules) {}

    private final String id;
    private final List<Span> spans = new ArrayList<>();
    private final TreeMap<Integer, long[]> years = new TreeMap<>();
    private volatile SegmentIndex index;

    private ServiceCalendar(String id, List<DayRules> versions) {
        this.id = id;
        List<DayRules> ordered = new ArrayList<>(versions);
        ordered.sort(Comparator.comparing(
                r -> Optional.ofNullable(r.spec().effectiveFrom()).orElse(Instant.MIN)));
        for (int i = 0; i < ordered.size(); i++) {
            Instant from = ordered.get(i).spec().effectiveFrom();
            // Before the first version the first one rules.
            spans.add(new Span(i == 0 || from == null ? Long.MIN_VALUE : from.getEpochSecond(), ordered.get(i)));
        }
        for (int i = 1; i < ordered.size(); i++) {
            if (Objects.equals(
                    ordered.get(i).spec().effectiveFrom(),
                    ordered.get(i - 1).spec().effectiveFrom())) {
                throw new InvalidCalendar(
                        "effective_from",
                        "versions " + ordered.get(i - 1).spec().version() + " and "
                                + ordered.get(i).spec().version() + " of calendar '" + id
                                + "' take effect at the same instant; give each its own");
            }
        }
        index = new SegmentIndex(0, 0, new long[0], new long[0]);
    }

    /**
     * Joins the versions of one calendar.
     *
     * @throws InvalidCalendar if a set is unknown or two versions take effect together
     */
    public static ServiceCalendar of(List<CalendarSpec> versions, HolidaySets sets) {
        if (versions.isEmpty()) {
            throw new InvalidCalendar("", "a calendar needs at least one version");
        }
        return new ServiceCalendar(
                versions.get(0).id(),
                versions.stream().map(spec -> new DayRules(spec, sets)).toList());
    }

    /** A calendar of one version. */
    public static ServiceCalendar of(CalendarSpec spec, HolidaySets sets) {
        return of(List.of(spec), sets);
    }

    /** The newest version taken for all time (option {@code calendar_mode: latest_for_all}). */
    public ServiceCalendar latestForAll() {
        return spans.size() == 1 ? this : new ServiceCalendar(id, List.of(rulesAt(NEVER)));
    }

    public String id() {
        return id;
    }

    /** The version in force, with the hours of any date. */
    public DayRules rulesAt(Instant at) {
        return rulesAt(at.getEpochSecond());
    }

    private DayRules rulesAt(long t) {
        DayRules rules = spans.get(0).rules();
        for (Span span : spans) {
            if (span.from() <= t) {
                rules = span.rules();
            }
        }
        return rules;
    }

    /** Epoch seconds at which another version takes over. */
    NavigableSet<Long> versionChanges() {
        NavigableSet<Long> changes = new TreeSet<>();
        spans.stream().skip(1).forEach(span -> changes.add(span.from()));
        return changes;
    }

    public int versionAt(Instant at) {
        return rulesAt(at).spec().version();
    }

    public ZoneId zoneAt(Instant at) {
        return rulesAt(at).zone();
    }

    /** True if the instant lies before the first version, which then rules all the same. */
    public boolean isBeforeFirstVersion(Instant at) {
        Instant first = spans.get(0).rules().spec().effectiveFrom();
        return first != null && at.isBefore(first);
    }

    /** Release of the time zone data that compiled calendars rest on, for example {@code 2025a}. */
    public static String tzdbVersion() {
        return ZoneRulesProvider.getVersions("UTC").lastKey();
    }

    public boolean isOpen(Instant at) {
        long t = at.getEpochSecond();
        return covering(t).isOpen(t);
    }

    /**
     * Business seconds in [a, b).
     *
     * @throws IllegalArgumentException if a is after b
     */
    public long between(Instant a, Instant b) {
        return between(a.getEpochSecond(), b.getEpochSecond());
    }

    /** {@link #between(Instant, Instant)} in epoch seconds. */
    public long between(long a, long b) {
        if (a > b) {
            throw new IllegalArgumentException("from " + Instant.ofEpochSecond(a) + " lies after to "
                    + Instant.ofEpochSecond(b) + "; business time runs forward");
        }
        SegmentIndex ix = covering(a);
        if (!ix.covers(b)) {
            covering(b);
            ix = covering(a); // one index over both
        }
        return ix.open(b) - ix.open(a);
    }

    /**
     * Where {@code seconds} of business time from t are filled.
     *
     * @throws IllegalArgumentException if seconds is negative
     */
    public Deadline add(Instant t, long seconds) {
        long from = t.getEpochSecond();
        return new Deadline(instant(dueAt(from, seconds)), instant(breachAt(from, seconds)));
    }

    /** First epoch second at which {@code n} business seconds from t are reached, or {@link #NEVER}. */
    public long dueAt(long t, long n) {
        if (n == 0) {
            return t;
        }
        SegmentIndex ix = covering(t);
        long c = ix.open(t) + bounded(n);
        if (c <= ix.total) {
            return ix.reach(c);
        }
        ix = ahead(t, bounded(n), 0);
        return ix.reach(ix.open(t) + bounded(n));
    }

    /** Last epoch second at which {@code n} business seconds from t are not yet exceeded, or {@link #NEVER}. */
    public long breachAt(long t, long n) {
        SegmentIndex ix = covering(t);
        long c = ix.open(t) + bounded(n);
        if (c < ix.total) {
            return ix.exceed(c);
        }
        ix = ahead(t, bounded(n), 1);
        return ix.exceed(ix.open(t) + bounded(n));
    }

    /**
     * From where {@code seconds} of business time lead to t.
     *
     * @throws IllegalArgumentException if seconds is negative
     */
    public Origin subtract(Instant t, long seconds) {
        long to = t.getEpochSecond();
        SegmentIndex ix = behind(to, bounded(seconds));
        long c = ix.open(to) - bounded(seconds);
        if (c < 0) {
            return new Origin(null, null);
        }
        long at = ix.exceed(c);
        return new Origin(instant(Math.min(at, to)), c == 0 ? null : instant(Math.min(ix.reach(c), to)));
    }

    /** The first open instant at or after t; empty if there is none within ten years. */
    public Optional<Instant> nextOpen(Instant t) {
        return Optional.ofNullable(instant(breachAt(t.getEpochSecond(), 0)));
    }

    /** The last closing at or before t; empty if there is none within ten years. */
    public Optional<Instant> prevClose(Instant t) {
        long to = t.getEpochSecond();
        SegmentIndex ix = behind(to, 0);
        int i = ix.at(to);
        if (i >= 0 && ix.end[i] > to) {
            ix = behind(ix.start[i], 0);
            i = ix.at(to) - 1;
        }
        return i < 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(ix.end[i]));
    }

    /** Open time from {@code from} on, the first segment cut to it: at most {@code count}, none from {@code to} on. */
    public List<Segment> segments(Instant from, @Nullable Instant to, int count) {
        List<Segment> found = new ArrayList<>();
        long t = from.getEpochSecond();
        long limit = to == null ? NEVER : to.getEpochSecond();
        while (found.size() < count && t < limit) {
            long start = breachAt(t, 0);
            if (start == NEVER || start >= limit) {
                break;
            }
            long end = closing(start);
            if (end == NEVER && limit == NEVER) {
                found.add(new Segment(Instant.ofEpochSecond(start), null));
                break;
            }
            end = Math.min(end, limit);
            found.add(new Segment(Instant.ofEpochSecond(start), Instant.ofEpochSecond(end)));
            t = end;
        }
        return found;
    }

    /** The closing after an open instant; {@link #NEVER} if it stays open for ten years. */
    private long closing(long t) {
        SegmentIndex ix = covering(t);
        int last = yearOf(t) + EMPTY_YEARS;
        while (true) {
            long end = ix.end[ix.at(t)];
            if (end < ix.to) {
                return end;
            }
            int next = yearOf(ix.to);
            if (next > last || next >= MAX_YEAR) {
                return NEVER;
            }
            ix = grow(yearOf(ix.from), next);
        }
    }

    /** Local years in the span for which a holiday set in use has no data: computed as if without holidays. */
    public List<Integer> incompleteYears(Instant from, Instant to) {
        TreeSet<Integer> missing = null;
        for (int i = 0; i < spans.size(); i++) {
            DayRules rules = spans.get(i).rules();
            long lo = Math.max(from.getEpochSecond(), spans.get(i).from());
            long hi = Math.min(
                    to.getEpochSecond(), i + 1 < spans.size() ? spans.get(i + 1).from() - 1 : Long.MAX_VALUE);
            if (lo > hi) {
                continue;
            }
            int last = Instant.ofEpochSecond(hi).atZone(rules.zone()).getYear();
            for (int y = Instant.ofEpochSecond(lo).atZone(rules.zone()).getYear(); y <= last; y++) {
                if (!rules.covers(y)) {
                    missing = missing == null ? new TreeSet<>() : missing;
                    missing.add(y);
                }
            }
        }
        return missing == null ? List.of() : List.copyOf(missing);
    }

    /** Not negative, and small enough never to overflow. */
    private static long bounded(long n) {
        if (n < 0) {
            throw new IllegalArgumentException("seconds " + n + " is negative; subtract instead");
        }
        return Math.min(n, 1L << 40);
    }

    private static @Nullable Instant instant(long t) {
        return t == NEVER ? null : Instant.ofEpochSecond(t);
    }

    /** An index in which n seconds after t, and {@code beyond} more, are found; or grown as far as it makes sense. */
    private SegmentIndex ahead(long t, long n, int beyond) {
        SegmentIndex ix = covering(t);
        int step = 1;
        while (ix.total - ix.open(t) - beyond < n) {
            int next = yearOf(ix.to);
            int lastOpen = Math.max(yearOf(t), ix.size() == 0 ? MIN_YEAR : yearOf(ix.end[ix.size() - 1]));
            if (next > lastOpen + EMPTY_YEARS || next > yearOf(t) + FAR_YEARS || next >= MAX_YEAR) {
                break;
            }
            ix = grow(yearOf(ix.from), Math.min(next + step - 1, MAX_YEAR));
            step = Math.min(step * 2, EMPTY_YEARS);
        }
        return ix;
    }

    /** An index in which more than n seconds before t are found; or grown back as far as it makes sense. */
    private SegmentIndex behind(long t, long n) {
        SegmentIndex ix = covering(t);
        int step = 1;
        while (ix.open(t) <= n) {
            int first = yearOf(ix.from);
            int firstOpen = Math.min(yearOf(t), ix.size() == 0 ? MAX_YEAR : yearOf(ix.start[0]));
            if (first <= firstOpen - EMPTY_YEARS || first < yearOf(t) - FAR_YEARS || first <= MIN_YEAR) {
                break;
            }
            ix = grow(Math.max(first - step, MIN_YEAR), yearOf(ix.to - 1));
            step = Math.min(step * 2, EMPTY_YEARS);
        }
        return ix;
    }

    private SegmentIndex covering(long t) {
        SegmentIndex ix = index;
        if (ix.covers(t)) {
            return ix;
        }
        int year = yearOf(t);
        if (year < MIN_YEAR || year > MAX_YEAR) {
            throw new IllegalArgumentException(
                    "instant " + Instant.ofEpochSecond(t) + " lies outside the years " + MIN_YEAR + " to " + MAX_YEAR);
        }
        return ix.from == ix.to
                ? grow(year, year)
                : grow(Math.min(year, yearOf(ix.from)), Math.max(year, yearOf(ix.to - 1)));
    }

    /** An index over at least these UTC years; years once compiled are kept. */
    private synchronized SegmentIndex grow(int first, int last) {
        for (int year = years.isEmpty() ? first : Math.min(first, years.firstKey()); year <= last; year++) {
            years.computeIfAbsent(year, this::compile);
        }
        for (int year = last; year <= years.lastKey(); year++) {
            years.computeIfAbsent(year, this::compile);
        }
        long[] pairs = Segments.join(List.copyOf(years.values()));
        long[] start = new long[pairs.length / 2];
        long[] end = new long[pairs.length / 2];
        for (int i = 0; i < start.length; i++) {
            start[i] = pairs[2 * i];
            end[i] = pairs[2 * i + 1];
        }
        index = new SegmentIndex(newYear(years.firstKey()), newYear(years.lastKey() + 1), start, end);
        return index;
    }

    private long[] compile(int year) {
        List<long[]> parts = new ArrayList<>();
        for (int i = 0; i < spans.size(); i++) {
            long from = Math.max(newYear(year), spans.get(i).from());
            long to = Math.min(
                    newYear(year + 1), i + 1 < spans.size() ? spans.get(i + 1).from() : Long.MAX_VALUE);
            parts.add(Segments.compile(spans.get(i).rules(), from, to));
        }
        return Segments.join(parts);
    }

    private static long newYear(int year) {
        return java.time.LocalDate.of(year, 1, 1).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    }

    private static int yearOf(long t) {
        return Instant.ofEpochSecond(t).atOffset(ZoneOffset.UTC).getYear();
    }
}
