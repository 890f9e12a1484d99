package dev.watchkeeper.mail;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** At most so many mails in a sliding span of time. Not shared between threads. */
final class Pace {
    private final int most;
    private final Duration span;
    private final Deque<Instant> taken = new ArrayDeque<>();

    Pace(int most, Duration span) {
        this.most = most;
        this.span = span;
    }

    boolean permits(Instant now) {
        while (!taken.isEmpty() && !taken.peekFirst().isAfter(now.minus(span))) {
            taken.removeFirst();
        }
        return taken.size() < most;
    }

    void take(Instant now) {
        taken.addLast(now);
    }
}
