package dev.watchkeeper.schedule;

import java.text.ParseException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.quartz.CronExpression;

/**
 * When a bell rings: at an interval or by a cron line, never both.
 *
 * @param job the piece of work it calls
 * @param cron Quartz's form with seconds, in UTC, where no clock change skips or doubles a ring
 * @param shards how many bells of this name may ring at the same time, on one node or on several
 */
public record Ring(
        String job, @Nullable Duration every, @Nullable String cron, int shards) {
    public Ring {
        if ((every == null) == (cron == null)) {
            throw new IllegalArgumentException("bell '" + job + "': give either an interval or a cron line");
        }
        if (every != null && every.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException(
                    "bell '" + job + "': every " + every + " is too often; accepted: 1s or longer");
        }
        if (cron != null) {
            try {
                new CronExpression(cron);
            } catch (ParseException e) {
                throw new IllegalArgumentException("bell '" + job + "': cron line '" + cron + "' is not understood ("
                        + e.getMessage() + "); accepted: seconds minutes hours day month weekday, for example"
                        + " '0 15 3 * * ?'");
            }
        }
        if (shards < 1 || shards > 32) {
            throw new IllegalArgumentException("bell '" + job + "': " + shards + " shards; accepted: 1 to 32");
        }
    }

    public static Ring every(String job, Duration interval) {
        return new Ring(job, interval, null, 1);
    }

    public static Ring cron(String job, String line) {
        return new Ring(job, null, line, 1);
    }

    public Ring inShards(int number) {
        return new Ring(job, every, cron, number);
    }
}
