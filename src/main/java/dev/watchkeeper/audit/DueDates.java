package dev.watchkeeper.audit;

import dev.watchkeeper.calendar.WorkDays;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;

/**
 * When a tenant's next audits are due; pure. Dates follow from the tenant, the settings and the instant, never from
 * the previous due date, so that a long downtime makes each scope due once and not many times.
 */
final class DueDates {
    private final AuditSettings settings;

    DueDates(AuditSettings settings) {
        this.settings = settings;
    }

    /** The next tick after {@code now} of a grid that begins elsewhere for each tenant. */
    Instant continuous(String tenantId, Instant now) {
        long period = settings.every().toMillis();
        long phase = Slot.of(tenantId, "continuous", period);
        long past = Math.floorMod(now.toEpochMilli() - phase, period);
        return now.truncatedTo(ChronoUnit.MILLIS).plusMillis(period - past);
    }

    /** The tenant's place in the daily span, on the first local date that puts it after {@code now}. */
    Instant daily(String tenantId, ZoneId zone, Instant now) {
        long spread = Math.max(1, settings.dailySpread().toSeconds());
        LocalDate date = now.atZone(zone).toLocalDate();
        Duration late = Duration.ofSeconds(Slot.of(tenantId, "daily", spread));
        for (int i = 0; ; i++) {
            Instant due = at(date.plusDays(i), settings.dailyAt(), zone).plus(late);
            if (due.isAfter(now)) {
                return due;
            }
        }
    }

    /**
     * The tenant's place in the quarterly hours of the working days that follow a quarter's start; the first one after
     * {@code now}.
     *
     * @param anchor the date quarters are counted from; its day is kept as far as each month allows
     */
    Instant quarterly(String tenantId, ZoneId zone, LocalDate anchor, WorkDays workDays, Instant now) {
        LocalDate today = now.atZone(zone).toLocalDate();
        long months = ChronoUnit.MONTHS.between(anchor, today);
        for (long quarter = Math.floorDiv(months, 3L) - 1; ; quarter++) {
            // From the anchor each time: stepping from date to date would turn the 31st into the 30th for ever.
            Instant due = inWindow(tenantId, zone, anchor.plusMonths(3 * quarter), workDays);
            if (due.isAfter(now)) {
                return due;
            }
        }
    }

    private Instant inWindow(String tenantId, ZoneId zone, LocalDate start, WorkDays workDays) {
        List<LocalDate> working = new ArrayList<>();
        for (int i = 0; i < settings.quarterlyDays(); i++) {
            if (workDays.isWorkDay(start.plusDays(i))) {
                working.add(start.plusDays(i));
            }
        }
        LocalDate date =
                working.isEmpty() ? start : working.get((int) Slot.of(tenantId, "quarterly-day", working.size()));
        Instant from = at(date, settings.quarterlyFrom(), zone);
        boolean overMidnight = !settings.quarterlyFrom().isBefore(settings.quarterlyTo());
        Instant to = at(overMidnight ? date.plusDays(1) : date, settings.quarterlyTo(), zone);
        long seconds = Math.max(1, Duration.between(from, to).toSeconds());
        return from.plusSeconds(Slot.of(tenantId, "quarterly-time", seconds));
    }

    /** The first instant at or after a local time: in a gap its end, in an overlap the earlier one. */
    static Instant at(LocalDate date, LocalTime time, ZoneId zone) {
        LocalDateTime local = LocalDateTime.of(date, time);
        ZoneOffsetTransition transition = zone.getRules().getTransition(local);
        if (transition != null && transition.isGap()) {
            return transition.getInstant();
        }
        return ZonedDateTime.ofLocal(local, zone, null)
                .withEarlierOffsetAtOverlap()
                .toInstant();
    }
}
