package dev.watchkeeper.health;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * When a customer opened tickets.
 *
 * @param opened in order of time
 * @param since from when on all are known
 */
public record TicketFlow(List<Instant> opened, Instant since) {

    public TicketFlow {
        opened = opened.stream().sorted().toList();
    }

    public long between(Instant from, Instant to) {
        return opened.stream().filter(t -> !t.isBefore(from) && t.isBefore(to)).count();
    }

    /**
     * What is normal in a stretch of this length that begins at this hour: the median of the 28 days before a change.
     *
     * @param from begins the stretch in question; the hour counts, on days before {@code change}
     */
    public double usual(Instant from, Instant change, Duration length) {
        if (since.isAfter(change.minus(Baseline.DAYS, ChronoUnit.DAYS))) {
            throw new FactUnavailable(
                    Reasons.tooYoung(Math.max(0, ChronoUnit.DAYS.between(since, change)), Baseline.DAYS));
        }
        long after = Math.max(0, Duration.between(change, from.plus(length)).toMinutes());
        long day = Duration.ofDays(1).toMinutes();
        long days = (after + day - 1) / day;
        Instant last = from.minus(days, ChronoUnit.DAYS);
        List<Long> counts = new ArrayList<>();
        for (int back = 0; back < Baseline.DAYS; back++) {
            Instant start = last.minus(back, ChronoUnit.DAYS);
            Instant end = start.plus(length);
            counts.add(between(start, end.isAfter(change) ? change : end));
        }
        return Baseline.median(counts);
    }
}
