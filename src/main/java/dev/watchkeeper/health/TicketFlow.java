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

    /** What is normal in a stretch of this length that begins at this hour: the median of the 28 days before. */
    public double usual(Instant from, Duration length) {
        if (since.isAfter(from.minus(Baseline.DAYS, ChronoUnit.DAYS))) {
            throw new FactUnavailable(
                    Reasons.tooYoung(Math.max(0, ChronoUnit.DAYS.between(since, from)), Baseline.DAYS));
        }
        List<Long> counts = new ArrayList<>();
        for (int day = 1; day <= Baseline.DAYS; day++) {
            Instant start = from.minus(day, ChronoUnit.DAYS);
            Instant end = start.plus(length);
            counts.add(between(start, end.isAfter(from) ? from : end));
        }
        return Baseline.median(counts);
    }
}
