package dev.watchkeeper.sla;

import dev.watchkeeper.jobs.Loop;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The loop that notices within a second: sleeps at most 250 ms and at most until the next instant in the book, then
 * folds what is due and what has arrived. All that is due is read from the book, so a jump of the clock, a suspended
 * machine or a restart need nothing special. {@link #tick} does one round without sleeping; the bell's sweep calls it
 * too.
 */
public final class DeadlineWatch implements AutoCloseable {
    private static final Duration LONGEST_SLEEP = Duration.ofMillis(250);
    private static final Duration SHORTEST_SLEEP = Duration.ofMillis(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_ROUNDS = 1000;

    private final ClockKeeper keeper;
    private final ClockBook book;
    private final Clock clock;
    private final SelfTestClock selfTest = new SelfTestClock();
    private final Loop loop;
    private volatile @Nullable Instant lastRound;

    /**
     * @param beat called after every round, so that a dead loop is noticed
     */
    public DeadlineWatch(ClockKeeper keeper, ClockBook book, Clock clock, Runnable beat) {
        this.keeper = keeper;
        this.book = book;
        this.clock = clock;
        this.loop = new Loop("sla-watch", this::untilNext, PATIENCE, () -> round(beat));
    }

    /** One round: everything due at {@code now}, everything queued; returns how many tickets were folded. */
    public int tick(Instant now) {
        int folded = 0;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            // Arrivals first: an answer that is already here must not be warned of.
            int some = keeper.foldQueued(now) + keeper.foldDue(now);
            if (some == 0) {
                break;
            }
            folded += some;
        }
        selfTest.tick(now);
        lastRound = now;
        return folded;
    }

    /** How far the watch lies behind the earliest instant that is due; zero if nothing is. */
    public Duration lag(Instant now) {
        return book.nextAt()
                .filter(next -> next.isBefore(now))
                .map(next -> Duration.between(next, now))
                .orElse(Duration.ZERO);
    }

    /** The instant of the last full round; empty before the first. */
    public Optional<Instant> lastRound() {
        return Optional.ofNullable(lastRound);
    }

    /** When the self-test clock was last seen broken at its very second; empty in the first minute. */
    public Optional<Instant> lastSelfTest() {
        return selfTest.lastBroken();
    }

    /** Begins the loop on a thread of its own. */
    public void start() {
        loop.start();
    }

    /** Something has arrived: the next round begins at once. */
    public void wake() {
        loop.wake();
    }

    private void round(Runnable beat) {
        try {
            tick(clock.instant());
        } finally {
            beat.run();
        }
    }

    private Duration untilNext() {
        Duration until = book.nextAt()
                .map(next -> Duration.between(clock.instant(), next).plusMillis(1))
                .orElse(LONGEST_SLEEP);
        return until.compareTo(LONGEST_SLEEP) > 0
                ? LONGEST_SLEEP
                : until.compareTo(SHORTEST_SLEEP) < 0 ? SHORTEST_SLEEP : until;
    }

    /** Waits for the running round to end, at most ten seconds; never interrupts it. */
    @Override
    public void close() {
        loop.close();
    }
}
