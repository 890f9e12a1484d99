package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.Baseline;
import dev.watchkeeper.health.FactUnavailable;
import dev.watchkeeper.health.Holidays;
import dev.watchkeeper.health.Reasons;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.UsageHistory;
import dev.watchkeeper.health.UsageReport;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What is normal for a figure on days like one day: working days are compared with the same weekday, free days with free
 * days, and the season is taken from the weeks next to it. Small counts scatter, so a difference must be larger than
 * chance and larger than the days have differed among themselves.
 *
 * @param values the figure on comparable days, nearest first
 */
record Normal(List<Double> values) {
    /** So many weeks are looked at; the median of the nearest ones follows the season. */
    private static final int WEEKS = 8;

    private static final int ENOUGH = 4;

    /** How far beyond the worst of the past a day must lie: days differ by more than chance. */
    private static final double MARGIN = 1.25;

    static ToDoubleFunction<UsageReport> number(String name) {
        return report -> {
            Long number = report.number(name);
            return number == null ? Double.NaN : number;
        };
    }

    static Normal of(UsageHistory usage, LocalDate date, TenantFacts facts, ToDoubleFunction<UsageReport> figure) {
        return of(usage, date, date, facts, figure);
    }

    /**
     * The days comparable with {@code date}, all before {@code before}; unavailable if there are too few.
     *
     * @param figure NaN if the day does not hold it
     */
    static Normal of(
            UsageHistory usage,
            LocalDate date,
            LocalDate before,
            TenantFacts facts,
            ToDoubleFunction<UsageReport> figure) {
        Holidays holidays = facts.holidays();
        List<UsageReport> days = new ArrayList<>(usage.before(before, WEEKS * 7));
        Collections.reverse(days);
        boolean free = holidays.isFree(date);
        List<Double> like = new ArrayList<>();
        List<Double> similar = new ArrayList<>();
        for (UsageReport day : days) {
            double value = figure.applyAsDouble(day);
            if (Double.isNaN(value)
                    || holidays.isFree(day.date()) != free
                    || (holidays.isHoliday(day.date()) && !holidays.isHoliday(date))) {
                continue;
            }
            if (day.date().getDayOfWeek() == date.getDayOfWeek()) {
                like.add(value);
            }
            similar.add(value);
        }
        List<Double> values = like.size() >= ENOUGH ? like : similar;
        LocalDate first = usage.first();
        long age = first == null ? 0 : ChronoUnit.DAYS.between(first, before);
        if (values.size() < ENOUGH || age < Baseline.DAYS - 2) {
            throw new FactUnavailable(Reasons.tooYoung(Math.min(age, Baseline.DAYS - 1L), Baseline.DAYS));
        }
        return new Normal(values);
    }

    double middle() {
        return Baseline.median(values);
    }

    /** The greatest value but one: a single bad day of the past must not hide the next one. */
    double greatest() {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(Math.max(0, sorted.size() - 2));
    }

    /** The least value but one. */
    double least() {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(Math.min(1, sorted.size() - 1));
    }

    /** Whether a value lies clearly above all comparable days but one. */
    boolean exceeds(double value) {
        return value > MARGIN * greatest();
    }

    /** Whether a count is so many times the usual one, more than ever on such a day, and not by chance. */
    boolean isFarAbove(long count, double factor) {
        return count >= factor * middle() && exceeds((double) count) && Chance.ofAtLeast(count, middle()) < Chance.RARE;
    }

    /** Whether a count is below so many percent of the usual one, less than ever on such a day, and not by chance. */
    boolean isFarBelow(long count, double percent, double chance) {
        return count * 100.0 < percent * middle()
                && count * MARGIN < least()
                && Chance.ofAtMost(count, middle()) < chance;
    }
}
