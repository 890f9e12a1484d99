package dev.watchkeeper.health;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What is normal for a tenant: medians of its own past. Less than 28 days of data is no past. */
public final class Baseline {
    public static final int DAYS = 28;
    /** Of 28 days so many must hold a value; a long holiday and some late reports are forgiven. */
    private static final int ENOUGH_DAYS = 14;

    private static final int ENOUGH_WEEKS = 4;

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
     * The median of a figure over the 28 days before a day, holidays left out; unavailable if the data is too young.
     *
     * @param figure NaN if the day does not hold it
     */
    public static double daily(
            UsageHistory usage, LocalDate date, Holidays holidays, ToDoubleFunction<UsageReport> figure) {
        List<Double> values = new ArrayList<>();
        LocalDate oldest = date;
        for (UsageReport report : usage.before(date, DAYS)) {
            double value = figure.applyAsDouble(report);
            if (!Double.isNaN(value)) {
                oldest = oldest.isAfter(report.date()) ? report.date() : oldest;
                if (!holidays.isHoliday(report.date())) {
                    values.add(value);
                }
            }
        }
        long age = ChronoUnit.DAYS.between(oldest, date);
        // One or two missing reports at the far end do not make a tenant young.
        if (age < DAYS - 2 || values.size() < ENOUGH_DAYS) {
            throw new FactUnavailable(Reasons.tooYoung(age, DAYS));
        }
        return median(values);
    }

    /** The median of the same weekday over so many weeks, holidays left out; needs four values. */
    public static double sameWeekday(UsageHistory usage, LocalDate date, int weeks, Holidays holidays, String name) {
        List<Long> values = new ArrayList<>();
        for (int week = 1; week <= weeks; week++) {
            LocalDate earlier = date.minusWeeks(week);
            Long value = usage.find(earlier, name);
            if (value != null && !holidays.isHoliday(earlier)) {
                values.add(value);
            }
        }
        if (values.size() < ENOUGH_WEEKS) {
            LocalDate first = usage.first();
            long age = first == null ? 0 : ChronoUnit.DAYS.between(first, date);
            throw new FactUnavailable(Reasons.tooYoung(Math.min(age, DAYS - 1L), DAYS));
        }
        return median(values);
    }

    /**
     * The median number of events in the same hour of the local day, over the 28 days before.
     *
     * @param tens counts in slots of ten minutes since 1970, empty slots absent
     * @param hourEnd the end of the hour in question, on a slot's border
     * @return null if the log does not reach back 28 days
     */
    public static @Nullable Double sameHour(
            SortedMap<Instant, Long> tens, Instant hourEnd, Instant since, ZoneId zone, Holidays holidays) {
        if (since.isAfter(hourEnd.minus(DAYS, ChronoUnit.DAYS).minus(1, ChronoUnit.HOURS))) {
            return null;
        }
        List<Long> values = new ArrayList<>();
        for (int day = 1; day <= DAYS; day++) {
            // Local days, so that nine o'clock stays nine o'clock when the clocks change.
            var earlier = hourEnd.atZone(zone).minusDays(day);
            if (!holidays.isHoliday(earlier.toLocalDate())) {
                values.add(hour(tens, earlier.toInstant()));
            }
        }
        return values.size() < ENOUGH_DAYS ? null : median(values);
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
