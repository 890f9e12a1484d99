package dev.watchkeeper.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The time of one tenant's audit, which a long first reading may spread over many turns: after each it gives way to
 * others. What all turns take together has the audit's own deadline; after that it ends with what it has. One thread at
 * a time.
 */
final class Turn implements Deadline {
    private final @Nullable Instant begunAt;
    private long usedNanos;
    private long startedAt;
    private long deadlineNanos;
    private long turnNanos;
    private BooleanSupplier stopped = () -> false;

    /**
     * @param begunAt when the first turn began; null for an audit that gives way to nobody
     */
    Turn(@Nullable Instant begunAt) {
        this.begunAt = begunAt == null ? null : begunAt.truncatedTo(ChronoUnit.MILLIS);
    }

    void begin(Duration deadline, Duration turn, BooleanSupplier whenStopped) {
        startedAt = System.nanoTime();
        deadlineNanos = deadline.toNanos();
        turnNanos = turn.toNanos();
        stopped = whenStopped;
    }

    /** Ends this turn; what it used counts. */
    void end() {
        usedNanos += System.nanoTime() - startedAt;
    }

    @Override
    public boolean passed() {
        return stopped.getAsBoolean() || usedNanos + (System.nanoTime() - startedAt) > deadlineNanos;
    }

    @Override
    public boolean givesWay() {
        return begunAt != null && !passed() && System.nanoTime() - startedAt > turnNanos;
    }

    @Override
    public @Nullable Instant begunAt() {
        return begunAt;
    }
}
