package dev.watchkeeper.mail.alert;

import dev.watchkeeper.calendar.WorkDays;
import dev.watchkeeper.tenant.Person;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;

/** When findings do not ring for a person: quiet ranges of local time, and days without work. Pure. */
final class QuietHours {
    private static final Duration STEP = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofDays(14);

    private QuietHours() {}

    static boolean at(Person person, WorkDays workDays, Instant now) {
        ZonedDateTime local = now.atZone(person.zone());
        return !workDays.isWorkDay(local.toLocalDate())
                || person.quietHours().stream().anyMatch(range -> range.contains(local.toLocalTime()));
    }

    /** The first instant, to five minutes, at which it may ring; two weeks at most, then it rings anyway. */
    static Instant end(Person person, WorkDays workDays, Instant now) {
        long step = STEP.toSeconds();
        Instant next = Instant.ofEpochSecond((Math.floorDiv(now.getEpochSecond(), step) + 1) * step);
        Instant last = now.plus(LONGEST);
        while (next.isBefore(last) && at(person, workDays, next)) {
            next = next.plus(STEP);
        }
        return next;
    }
}
