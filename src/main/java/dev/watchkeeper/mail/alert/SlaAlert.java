package dev.watchkeeper.mail.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a promise, with everything its mails print. Times that are spans are business time.
 *
 * @param incident names the clock for ever: source, ticket, metric, cycle, for example {@code zendesk-main-48213-fr-1}
 * @param mark {@code 50}, {@code 75}, {@code 90}, {@code warn} or {@code breach}; empty for other kinds
 * @param targetVersion grows with each regrade; part of the mail's key
 * @param ticket what people call it, for example {@code 48213}
 * @param title the ticket's subject, a stranger's text
 * @param hours when the clock runs, for example {@code 7×24} or a calendar's id
 * @param dueAt null while paused
 * @param used null if it is not known as of {@code asOf}
 * @param remaining null if unknown
 * @param ownerId person who has the ticket, if it is one of ours
 * @param assignee who has it in the ticket system; null if nobody
 * @param provisional the data end at {@code dataUntil}; a reply may still arrive
 * @param doneAt when it was fulfilled, for the kinds that say so
 * @param reason why it paused or ended, in the ticket system's or our words
 * @param warnAt when the last warning is due if nothing happens
 * @param nextMetric the promise that runs next on this ticket
 * @param events what happened on the ticket, oldest first; our own mails are added when it is printed
 */
public record SlaAlert(
        Kind kind,
        String incident,
        String mark,
        int targetVersion,
        String tenantId,
        String ticket,
        String title,
        @Nullable String url,
        String metric,
        String severity,
        Duration target,
        String hours,
        Instant openedAt,
        @Nullable Instant dueAt,
        @Nullable Duration used,
        @Nullable Duration remaining,
        Instant asOf,
        @Nullable String ownerId,
        @Nullable String assignee,
        boolean replied,
        boolean provisional,
        @Nullable Instant dataUntil,
        @Nullable Instant doneAt,
        @Nullable String doneBy,
        @Nullable String reason,
        @Nullable Instant warnAt,
        @Nullable String nextMetric,
        @Nullable Instant nextDueAt,
        boolean acknowledged,
        List<Moment> events) {
    /** The packaged calendar without pauses. */
    private static final String DAY_AND_NIGHT = "24x7";

    /** What happened. */
    public enum Kind {
        /** A mark fell, with the deadline still ahead. */
        MARK,
        /** The first late second. */
        BREACH,
        /** Fulfilled in time. */
        MET,
        /** Fulfilled after the breach. */
        MET_LATE,
        /** The breach was none: a reply arrived late in our data. */
        RETRACTED,
        PAUSED,
        /** Runs toward another deadline. */
        MOVED,
        /** Ended without a verdict: merged, deleted, spam. */
        ENDED;

        boolean closes() {
            return this == MET || this == MET_LATE || this == RETRACTED || this == ENDED;
        }
    }

    public SlaAlert {
        events = List.copyOf(events);
        if ((kind == Kind.MARK || kind == Kind.BREACH) && (mark.isEmpty() || dueAt == null)) {
            throw new IllegalArgumentException(kind + " of " + incident + " needs its mark and its deadline");
        }
    }

    /** What a clock that runs day and night has used by now; of others only their calendar knows. */
    private @Nullable Duration usedAt(Instant now) {
        Duration then = used;
        boolean runs = kind == Kind.MARK || kind == Kind.BREACH;
        return then != null && runs && hours.equals(DAY_AND_NIGHT) ? then.plus(Duration.between(asOf, now)) : null;
    }

    /** A later view of the same state: nothing relative to an old instant is left in it. */
    SlaAlert asOf(Instant now) {
        return new SlaAlert(
                kind,
                incident,
                mark,
                targetVersion,
                tenantId,
                ticket,
                title,
                url,
                metric,
                severity,
                target,
                hours,
                openedAt,
                dueAt,
                usedAt(now),
                null,
                now,
                ownerId,
                assignee,
                replied,
                provisional,
                dataUntil,
                doneAt,
                doneBy,
                reason,
                warnAt,
                nextMetric,
                nextDueAt,
                acknowledged,
                events);
    }
}
