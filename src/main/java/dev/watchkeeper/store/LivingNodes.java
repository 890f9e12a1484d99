package dev.watchkeeper.store;

import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Jdbi;

/** Counts the processes that work on this database, by the check-ins that Quartz writes when it is clustered. */
public final class LivingNodes {
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(45);

    private final Jdbi jdbi;

    public LivingNodes(Database database) {
        this.jdbi = database.jdbi();
    }

    /** At least one: ourselves. */
    public int count(Instant now) {
        long since = now.minus(LONGEST_SILENCE).toEpochMilli();
        return jdbi.withHandle(handle -> Math.max(
                1,
                handle.createQuery("select count(*) from QRTZ_SCHEDULER_STATE where LAST_CHECKIN_TIME > :since")
                        .bind("since", since)
                        .mapTo(Integer.class)
                        .one()));
    }
}
