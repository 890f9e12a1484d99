package dev.watchkeeper.health;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What is normal for a tenant: medians of its own past. Less than 28 days of data is no past. */
public final class Baseline {
    public static final int DAYS = 28;
    /** Of 28 days so many must be alike: as many as there are free days without a holiday, less two. */
    private static final int ENOUGH_DAYS = 6;

    private Baseline() {}

    /** The median; of an even number of values the mean of the middle two. */
    public static double median(Collection<? extends Number> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no values, no median");
        }
        double[] sorted =
                values.stream().mapToDouble(Number::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /**
     * The numbers of events in the same hour of the local day on days like it, over the 28 days before: working days
     * beside working days, free days beside free days.
     *
     * @param tens counts in slots of ten minutes since 1970, empty slots absent
     * @param hourEnd the end of the hour in question, on a slot's border
     * @return null if the log does not reach back 28 days
     */
    public static @Nullable List<Long> sameHour(
            SortedMap<Instant, Long> tens, Instant hourEnd, Instant since, ZoneId zone, Holidays holidays) {
        if (since.isAfter(hourEnd.minus(DAYS, ChronoUnit.DAYS).minus(1, ChronoUnit.HOURS))) {
            return null;
        }
        List<Long> values = new ArrayList<>();
        boolean free = holidays.isFree(hourEnd.atZone(zone).toLocalDate());
        for (int day = 1; day <= DAYS; day++) {
            // Local days, so that nine o'clock stays nine o'clock when the clocks change.
            var earlier = hourEnd.atZone(zone).minusDays(day);
            if (holidays.isFree(earlier.toLocalDate()) == free) {
                values.add(hour(tens, earlier.toInstant()));
            }
        }
        return values.size() < ENOUGH_DAYS ? null : values;
    }

    /** Events in the hour that ends at an instant. */
    public static long hour(SortedMap<Instant, Long> tens, Instant end) {
        long sum = 0;
        for (long count : tens.subMap(end.minus(1, ChronoUnit.HOURS), end).values()) {
            sum += count;
        }
        return sum;
    }
}
