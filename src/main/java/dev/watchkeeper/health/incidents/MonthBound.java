package dev.watchkeeper.health.incidents;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A month's published incidents of one product against the 99.9 % promise: if every published minute had been downtime,
 * uptime would be no lower than this. An upper bound of the downtime, never a measurement.
 *
 * @param monthSeconds length of the whole month, also while it runs
 * @param elapsedSeconds of it up to now
 * @param incidentSeconds of the union of the incidents' intervals inside the month and before now
 * @param provisional true while the month runs or the end of an incident is not settled
 * @param incomplete true if our own table began after the month did
 * @param crossedAt when the sum crossed the limit of 99.9 %; null if it did not
 * @param parts the incidents that count, by begin
 */
public record MonthBound(
        YearMonth month,
        ZoneId zone,
        long monthSeconds,
        long elapsedSeconds,
        long incidentSeconds,
        boolean provisional,
        boolean incomplete,
        @Nullable Instant crossedAt,
        List<Part> parts) {
    /** Upper bound: what people could not use, wholly or in part. */
    public static final Set<Impact> OUTAGE_AND_DISRUPTION = Set.of(Impact.OUTAGE, Impact.DISRUPTION);

    private static final Duration CLAIM_PERIOD = Duration.ofDays(30);

    /** The part of an incident that lies inside the month. */
    public record Part(Incident incident, Instant from, Instant to, boolean settled) {
        long seconds() {
            return to.getEpochSecond() - from.getEpochSecond();
        }
    }

    public MonthBound {
        parts = List.copyOf(parts);
    }

    /**
     * Computes the bound.
     *
     * @param counted impacts that count; UNKNOWN, AVAILABLE and INFORMATION never do
     * @param tableBegan when our own table began; null if it is whole
     */
    public static MonthBound of(
            Collection<Incident> incidents,
            String productId,
            YearMonth month,
            ZoneId zone,
            Instant now,
            Set<Impact> counted,
            @Nullable Instant tableBegan) {
        Instant start = month.atDay(1).atStartOfDay(zone).toInstant();
        Instant end = month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant();
        Instant until = now.isBefore(end) ? now : end;
        List<Part> parts = new ArrayList<>();
        for (Incident incident : incidents) {
            boolean counts = counted.contains(incident.impact())
                    && OUTAGE_AND_DISRUPTION.contains(incident.impact())
                    && incident.touches(productId);
            Part part = counts ? clip(incident, start, until, now) : null;
            if (part != null) {
                parts.add(part);
            }
        }
        parts.sort(
                Comparator.comparing(Part::from).thenComparing(p -> p.incident().id()));
        long whole = end.getEpochSecond() - start.getEpochSecond();
        long elapsed = Math.max(0, until.getEpochSecond() - start.getEpochSecond());
        boolean unsettled = parts.stream().anyMatch(p -> !p.settled());
        return new MonthBound(
                month,
                zone,
                whole,
                elapsed,
                sum(parts, Long.MAX_VALUE).seconds(),
                unsettled || now.isBefore(end),
                tableBegan != null && tableBegan.isAfter(start),
                sum(parts, whole / 1000).crossed(),
                parts);
    }

    private static @Nullable Part clip(Incident incident, Instant start, Instant until, Instant now) {
        Instant begin = incident.begin();
        if (begin == null) {
            return null;
        }
        Instant end = incident.end();
        boolean settled = end != null && !end.isAfter(now);
        if (!settled) {
            end = end == null
                    ? incident.availableSince().filter(s -> s.isBefore(now)).orElse(now)
                    : now;
        }
        if (end == null || end.isBefore(begin)) {
            return null;
        }
        Instant from = begin.isBefore(start) ? start : begin;
        Instant to = end.isAfter(until) ? until : end;
        return from.isBefore(to) ? new Part(incident, from, to, settled) : null;
    }

    private record Sum(long seconds, @Nullable Instant crossed) {}

    /** The length of the union, and the instant at which it first exceeded a limit. */
    private static Sum sum(List<Part> sorted, long limit) {
        long seconds = 0;
        Instant crossed = null;
        Instant covered = Instant.MIN;
        for (Part part : sorted) {
            Instant from = part.from().isAfter(covered) ? part.from() : covered;
            if (!from.isBefore(part.to())) {
                continue;
            }
            long more = part.to().getEpochSecond() - from.getEpochSecond();
            if (crossed == null && seconds + more > limit) {
                crossed = from.plusSeconds(limit - seconds + 1);
            }
            seconds += more;
            covered = part.to();
        }
        return new Sum(seconds, crossed);
    }

    /** Minutes, a begun one counted whole, so that a limit is never missed by rounding. */
    public long incidentMinutes() {
        return (incidentSeconds + 59) / 60;
    }

    /** The lowest possible uptime in ten-thousandths of a percent, cut: 999126 is 99.9126 %. */
    public long uptimeTenThousandths() {
        return (monthSeconds - incidentSeconds) * 1_000_000 / monthSeconds;
    }

    /** Service days that could be asked for if every minute were downtime; exactly on a limit is not below it. */
    public int creditDays() {
        if (20 * incidentSeconds > monthSeconds) {
            return 15;
        }
        if (100 * incidentSeconds > monthSeconds) {
            return 7;
        }
        return 1000 * incidentSeconds > monthSeconds ? 3 : 0;
    }

    public boolean isRunning() {
        return elapsedSeconds < monthSeconds;
    }

    /** The last moment to ask for a credit, reckoned cautiously; null if there is nothing to ask for. */
    public @Nullable Instant claimUntil() {
        return crossedAt == null ? null : crossedAt.plus(CLAIM_PERIOD);
    }

    /** True from so many days before the last moment until it has passed. */
    public boolean claimIsDue(Instant now, int daysBefore) {
        Instant until = claimUntil();
        return until != null && !now.isAfter(until) && !now.isBefore(until.minus(Duration.ofDays(daysBefore)));
    }
}
