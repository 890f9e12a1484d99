package dev.watchkeeper.dns;

import java.time.Clock;
import java.time.Instant;

/**
 * What one look at one domain may cost, whatever the domain's DNS says: questions, bytes read, SPF terms and time. Used
 * by one thread.
 */
final class Budget {
    /** A look at a healthy domain asks some thirty questions; at the worst that a receiver accepts, about a hundred. */
    static final int MOST_QUESTIONS = 300;

    static final int MOST_OCTETS = 512 * 1024;
    static final int MOST_TERMS = 2_000;

    private final Clock clock;
    private final Instant deadline;
    private int questions;
    private int octets;
    private int terms;

    Budget(Clock clock, Instant deadline) {
        this.clock = clock;
        this.deadline = deadline;
    }

    /** Why nothing more may be asked; null while there is something left. */
    Answer.@org.jspecify.annotations.Nullable Reason spent() {
        if (clock.instant().isAfter(deadline)) {
            return Answer.Reason.TIMEOUT;
        }
        return questions >= MOST_QUESTIONS || octets >= MOST_OCTETS ? Answer.Reason.BUDGET : null;
    }

    void asked(Answer answer) {
        questions++;
        octets += answer.octets();
    }

    /** Counts a term that was read; false if it was one too many. */
    boolean term() {
        return ++terms <= MOST_TERMS;
    }

    Instant deadline() {
        return deadline;
    }
}
