package dev.watchkeeper.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import dev.watchkeeper.store.DatabaseException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/**
 * One line when the database goes away and one when it is back. Every loop, job, pool and library meets the outage by
 * itself and would say so for as long as it lasts; those messages are counted and withheld.
 */
final class OutageLog extends TurboFilter implements AutoCloseable {
    private static final org.slf4j.Logger log = LoggerFactory.getLogger(OutageLog.class);

    /** A call that had hung since before fails up to this long after the end: the driver's time-out, and a step more. */
    private static final long ECHO_NANOS = TimeUnit.SECONDS.toNanos(90);

    private final LongSupplier nanos;
    private final Runnable suspicion;
    private final AtomicLong withheld = new AtomicLong();
    private boolean away;
    private long since;
    private boolean echoing;
    private long endedAt;

    /**
     * @param nanos a monotonic clock
     * @param suspicion told of the first message that speaks of a lost database, before anybody asked the database
     */
    OutageLog(LongSupplier nanos, Runnable suspicion) {
        this.nanos = nanos;
        this.suspicion = suspicion;
        setName("outage");
    }

    /** Begins to stand between all messages and the log; {@link #close} ends it. */
    OutageLog attach() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            setContext(context);
            start();
            context.addTurboFilter(this);
        }
        return this;
    }

    @Override
    public void close() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getTurboFilterList().remove(this);
        }
    }

    /** What the database said when it was last asked: empty if it answered. */
    void heard(Optional<String> problem) {
        if (problem.isPresent()) {
            begin(problem.get());
        } else {
            end();
        }
    }

    private void begin(String what) {
        synchronized (this) {
            if (away) {
                return;
            }
            away = true;
            since = nanos.getAsLong();
            withheld.set(0);
        }
        log.error(
                "the database is away; what it keeps from being done is withheld from the log until it is back: {}",
                what);
    }

    private void end() {
        long seconds;
        synchronized (this) {
            if (!away) {
                return;
            }
            away = false;
            echoing = true;
            endedAt = nanos.getAsLong();
            seconds = TimeUnit.NANOSECONDS.toSeconds(endedAt - since);
        }
        log.warn("the database answers again after {} s; {} messages were withheld", seconds, withheld.get());
    }

    private synchronized boolean isOn() {
        echoing = echoing && nanos.getAsLong() - endedAt < ECHO_NANOS;
        return away || echoing;
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            @Nullable Object @Nullable [] arguments,
            @Nullable Throwable thrown) {
        if (!level.isGreaterOrEqual(Level.WARN)) {
            return FilterReply.NEUTRAL;
        }
        Throwable failure = thrown == null ? thrownIn(arguments) : thrown;
        boolean lost = failure != null && DatabaseException.isAway(failure);
        if (!isOn()) {
            if (failure == null || !lost) {
                return FilterReply.NEUTRAL;
            }
            begin(DatabaseException.explain(failure));
            suspicion.run();
        } else if (!lost && !speaksOfConnections(logger) && !quotesThePool(arguments)) {
            return FilterReply.NEUTRAL;
        }
        withheld.incrementAndGet();
        return FilterReply.DENY;
    }

    /** What these have to say while the database is away is that it is away. */
    private static boolean speaksOfConnections(Logger logger) {
        return logger.getName().startsWith("com.zaxxer.hikari")
                || logger.getName().startsWith("org.quartz");
    }

    /** Some messages carry a failure as its words. */
    private static boolean quotesThePool(@Nullable Object @Nullable [] arguments) {
        if (arguments != null) {
            for (Object argument : arguments) {
                if (argument instanceof String text && text.contains("SQLTransientConnectionException")) {
                    return true;
                }
            }
        }
        return false;
    }

    private static @Nullable Throwable thrownIn(@Nullable Object @Nullable [] arguments) {
        return arguments != null && arguments.length > 0 && arguments[arguments.length - 1] instanceof Throwable last
                ? last
                : null;
    }
}
