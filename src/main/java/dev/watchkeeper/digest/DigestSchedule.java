package dev.watchkeeper.digest;

import dev.watchkeeper.calendar.WorkDays;
import dev.watchkeeper.tenant.Person;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.util.zip.CRC32;

/**
 * When a digest is due: the reader's local time on the reader's days, spread over five minutes by a hash of the reader.
 * In the gap of a clock change it is the first valid time after it, in an overlap the first of the two.
 */
public final class DigestSchedule {
    private static final int SPREAD_SECONDS = 300;
    private static final int LONGEST_BREAK_DAYS = 60;

    private DigestSchedule() {}

    /** The first due instant after another. */
    public static Instant next(DigestKind kind, Person reader, WorkDays workDays, Instant after) {
        return kind == DigestKind.DAILY ? daily(reader, workDays, after) : weekly(reader, after);
    }

    private static Instant daily(Person reader, WorkDays workDays, Instant after) {
        LocalDate first = after.atZone(reader.zone()).toLocalDate().minusDays(1);
        for (int i = 0; i < LONGEST_BREAK_DAYS; i++) {
            LocalDate day = first.plusDays(i);
            Instant due = at(day, reader.dailyAt(), reader.zone(), reader.id());
            if (due.isAfter(after) && workDays.isWorkDay(day)) {
                return due;
            }
        }
        // A calendar without work days for two months is a mistake; a mail says so sooner than silence.
        return at(first.plusDays(2), reader.dailyAt(), reader.zone(), reader.id());
    }

    private static Instant weekly(Person reader, Instant after) {
        LocalDate day = after.atZone(reader.zone())
                .toLocalDate()
                .minusDays(1)
                .with(TemporalAdjusters.nextOrSame(reader.weeklyDay()));
        Instant due = at(day, reader.weeklyAt(), reader.zone(), reader.id());
        return due.isAfter(after) ? due : at(day.plusWeeks(1), reader.weeklyAt(), reader.zone(), reader.id());
    }

    private static Instant at(LocalDate day, LocalTime time, ZoneId zone, String reader) {
        LocalDateTime local = day.atTime(time);
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        Instant exact = change != null && change.isGap()
                ? change.getInstant()
                : local.atZone(zone).toInstant();
        return exact.plusSeconds(spread(reader));
    }

    /** Always the same for one reader, evenly spread over many. */
    static int spread(String reader) {
        CRC32 hash = new CRC32();
        hash.update(reader.getBytes(StandardCharsets.UTF_8));
        return (int) (hash.getValue() % SPREAD_SECONDS);
    }

    /** How late a digest may be and still be sent; later it is folded into the next one. */
    public static Duration patience(DigestKind kind) {
        return kind == DigestKind.DAILY ? Duration.ofHours(4) : Duration.ofHours(48);
    }
}
