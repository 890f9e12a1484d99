package dev.watchkeeper.calendar;

import java.util.Arrays;

/**
 * Open segments of a stretch of time with their prefix sums; all values are epoch seconds or seconds. Immutable.
 * Segments are ordered, never touch and never are empty.
 */
final class SegmentIndex {
    static final long NEVER = Long.MAX_VALUE;

    final long from;
    final long to;
    final long[] start;
    final long[] end;
    /** Open seconds before each segment, counted from {@link #from}. */
    private final long[] cum;

    final long total;

    /** An index over [from, to) of the given segments. */
    SegmentIndex(long from, long to, long[] start, long[] end) {
        this.from = from;
        this.to = to;
        this.start = start;
        this.end = end;
        cum = new long[start.length];
        long sum = 0;
        for (int i = 0; i < start.length; i++) {
            cum[i] = sum;
            sum += end[i] - start[i];
        }
        total = sum;
    }

    int size() {
        return start.length;
    }

    boolean covers(long t) {
        return from <= t && t < to;
    }

    /** Index of the last segment that starts at or before t, or -1. */
    int at(long t) {
        int found = Arrays.binarySearch(start, t);
        return found >= 0 ? found : -found - 2;
    }

    boolean isOpen(long t) {
        int i = at(t);
        return i >= 0 && t < end[i];
    }

    /** Open seconds in [from, t). */
    long open(long t) {
        int i = at(t);
        return i < 0 ? 0 : cum[i] + Math.min(t, end[i]) - start[i];
    }

    /** Least t with open(t) >= c, for c > 0; {@link #NEVER} beyond the end. */
    long reach(long c) {
        if (c > total) {
            return NEVER;
        }
        int i = before(c);
        return start[i] + (c - cum[i]);
    }

    /** Greatest t with open(t) <= c; {@link #NEVER} if there is no open second after it. */
    long exceed(long c) {
        if (c >= total) {
            return NEVER;
        }
        int found = Arrays.binarySearch(cum, c);
        int i = found >= 0 ? found : -found - 2;
        return start[i] + (c - cum[i]);
    }

    /** Index of the last segment with cum < c. */
    private int before(long c) {
        int found = Arrays.binarySearch(cum, c);
        return found >= 0 ? found - 1 : -found - 2;
    }
}
