package dev.watchkeeper.mail;

import dev.watchkeeper.mail.Decision.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What follows from an attempt: pure, so that every reply of every server stands in one table of tests. */
public final class DeliveryRules {
    /** A copy of a digest is a nuisance; wait for a late bounce or a late reply before risking one. */
    static final Duration DIGEST_AFTER_UNKNOWN = Duration.ofMinutes(10);

    /** Why an entry of unknown fate is HELD when its time has passed: to call it EXPIRED would say that it never left. */
    public static final String PERHAPS_AND_LATE =
            "perhaps delivered, and its time has passed; look into the mailbox, then cancel or retry";

    public static final String LATE_FOR_A_CUSTOMER = "not delivered within a day; look at it before sending it late";

    static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final List<Duration> URGENT = List.of(
            Duration.ofSeconds(15),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5));
    private static final List<Duration> CALM =
            List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofHours(1));

    private DeliveryRules() {}

    /** Judges an attempt that came to an end. */
    public static Decision decide(OutboxEntry entry, SendOutcome outcome, Instant now) {
        return switch (ReplyClass.of(outcome)) {
            case ACCEPTED -> end(Reason.ACCEPTED, EntryState.SENT);
            case RETRY -> later(Reason.RETRY_BY_SCHEDULE, now.plus(pause(entry.kind(), entry.attempts())), true);
            case RETRY_SLOWLY ->
                later(
                        Reason.SERVER_ASKS_FOR_PATIENCE,
                        now.plus(longer(PATIENCE, pause(entry.kind(), entry.attempts()))),
                        true);
            case ROUTE_DOWN -> later(Reason.ROUTE_REFUSES_US, now, false);
            case LIMIT_REACHED -> later(Reason.ALLOWANCE_USED_UP, now, false);
            case ADDRESS_UNKNOWN -> end(Reason.ADDRESS_UNKNOWN, EntryState.FAILED);
            case TOO_LARGE -> end(Reason.TOO_LARGE, EntryState.FAILED);
            case REFUSED ->
                end(
                        outcome.kind() == SendOutcome.Kind.CORRUPT ? Reason.BYTES_CHANGED : Reason.REFUSED_FOR_GOOD,
                        EntryState.FAILED);
            case UNKNOWN_FATE -> unknownFate(entry, now);
        };
    }

    /**
     * Judges an attempt whose sender died.
     *
     * @param dataStartedAt recorded before DATA was sent; null proves that nothing was delivered
     */
    public static Decision afterCrash(OutboxEntry entry, @Nullable Instant dataStartedAt, Instant now) {
        return dataStartedAt == null ? later(Reason.SENDER_DIED_BEFORE_DATA, now, false) : unknownFate(entry, now);
    }

    private static Decision unknownFate(OutboxEntry entry, Instant now) {
        boolean again = entry.uncertain() == 0 && !entry.expiredAt(now);
        if (again && entry.kind().urgent()) {
            return new Decision(Reason.FATE_UNKNOWN_SEND_AGAIN, EntryState.UNCERTAIN, now, true, null);
        }
        if (again && entry.kind() != MailKind.REPORT_CUSTOMER) {
            return new Decision(
                    Reason.FATE_UNKNOWN_SEND_ONCE_MORE,
                    EntryState.UNCERTAIN,
                    now.plus(DIGEST_AFTER_UNKNOWN),
                    true,
                    null);
        }
        return new Decision(
                Reason.FATE_UNKNOWN_ASK_A_PERSON,
                EntryState.HELD,
                null,
                true,
                "perhaps delivered: the server went silent after the message; look into the mailbox before retrying");
    }

    static Duration pause(MailKind kind, int attemptsSoFar) {
        List<Duration> steps = kind.urgent() ? URGENT : CALM;
        return steps.get(Math.min(attemptsSoFar, steps.size() - 1));
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static Decision end(Reason reason, EntryState state) {
        return new Decision(reason, state, null, true, null);
    }

    private static Decision later(Reason reason, Instant at, boolean burnt) {
        return new Decision(reason, EntryState.PENDING, at, burnt, null);
    }
}
