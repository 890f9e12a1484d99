package dev.watchkeeper.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time of the database server, by which several nodes agree on what is due and whose lease has ended. Asks again
 * after a minute, and keeps the last known difference while the server does not answer. Safe for use by all threads.
 */
final class DatabaseClock extends Clock {
    private static final Logger log = LoggerFactory.getLogger(DatabaseClock.class);
    private static final long ASK_AGAIN_NANOS = Duration.ofMinutes(1).toNanos();
    private static final Duration WORTH_A_WARNING = Duration.ofSeconds(2);

    private final Jdbi jdbi;
    private final Clock local;
    private Duration ahead = Duration.ZERO;
    private long askedAtNanos;
    private boolean asked;

    DatabaseClock(Jdbi jdbi, Clock local) {
        this.jdbi = jdbi;
        this.local = local;
    }

    @Override
    public Instant instant() {
        return local.instant().plus(ahead());
    }

    private synchronized Duration ahead() {
        long nanos = System.nanoTime();
        if (!asked || nanos - askedAtNanos > ASK_AGAIN_NANOS) {
            asked = true;
            askedAtNanos = nanos;
            ask();
        }
        return ahead;
    }

    private void ask() {
        try {
            Instant before = local.instant();
            Instant server = jdbi.withHandle(handle -> handle.createQuery("select clock_timestamp()")
                    .mapTo(Instant.class)
                    .one());
            Duration roundTrip = Duration.between(before, local.instant());
            Duration measured = Duration.between(before.plus(roundTrip.dividedBy(2)), server);
            if (measured.abs().compareTo(WORTH_A_WARNING) > 0
                    && measured.minus(ahead).abs().compareTo(WORTH_A_WARNING) > 0) {
                log.warn(
                        "the clock of this machine and of the database differ by {} ms; set up NTP on both",
                        measured.toMillis());
            }
            ahead = measured;
        } catch (RuntimeException e) {
            log.debug("the database did not tell its time; keeping the last known difference", e);
        }
    }

    @Override
    public ZoneId getZone() {
        return local.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return zone.equals(getZone()) ? this : new DatabaseClock(jdbi, local.withZone(zone));
    }
}
