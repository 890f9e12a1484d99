package dev.watchkeeper.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The demo's time. It starts yesterday before the offices open, jumps from scene to scene, runs on at real speed between
 * the jumps, and ends up at the real time. Never goes back. Safe for use by several threads.
 */
public final class StoryClock extends Clock {
    private static final ZoneId EAST = ZoneId.of("Asia/Shanghai");
    private static final ZoneId WEST = ZoneId.of("Europe/Berlin");

    private final Clock real;
    private final LocalDate secondDay;
    private volatile Duration behind;

    /** @param real the time that the story ends at */
    public StoryClock(Clock real) {
        this.real = real;
        LocalDate today = LocalDate.ofInstant(real.instant(), WEST);
        this.secondDay = westernMorning(today).isAfter(real.instant()) ? today.minusDays(1) : today;
        this.behind = Duration.between(beforeWork(1), real.instant());
    }

    /** Before the first office opens, on day 1 or 2. */
    public Instant beforeWork(int day) {
        return day(day).atTime(7, 30).atZone(EAST).toInstant();
    }

    /** When the digests of the eastern account managers are due. */
    public Instant easternMorning(int day) {
        return day(day).atTime(8, 55).atZone(EAST).toInstant();
    }

    /** When those of the western ones are due. */
    public Instant westernMorning(int day) {
        return westernMorning(day(day));
    }

    private static Instant westernMorning(LocalDate date) {
        return date.atTime(8, 40).atZone(WEST).toInstant();
    }

    private LocalDate day(int day) {
        return secondDay.minusDays(2L - day);
    }

    /** Jumps forward to an instant of the story; does nothing if it has passed. */
    public synchronized void jump(Instant to) {
        Instant now = real.instant();
        if (to.isAfter(instant())) {
            Duration left = Duration.between(to, now);
            behind = left.isNegative() ? Duration.ZERO : left;
        }
    }

    /** Ends at the real time. */
    public synchronized void release() {
        behind = Duration.ZERO;
    }

    @Override
    public Instant instant() {
        return real.instant().minus(behind);
    }

    @Override
    public ZoneId getZone() {
        return real.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return real.withZone(zone);
    }
}
