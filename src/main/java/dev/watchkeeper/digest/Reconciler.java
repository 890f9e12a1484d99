package dev.watchkeeper.digest;

import dev.watchkeeper.mail.EntryState;
import dev.watchkeeper.mail.MailKind;
import dev.watchkeeper.mail.Outbox;
import dev.watchkeeper.mail.OutboxEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/**
 * Looks for mail that should have gone and has not: digests not written, written and not sent, mails of unknown fate, mails
 * that wait for a person too long. What it finds is told by more ways than mail, since mail may be the fault.
 */
public final class Reconciler {
    private static final Duration LATE = Duration.ofMinutes(15);
    private static final Duration MISSING = Duration.ofMinutes(60);
    private static final Duration HELD_LONG = Duration.ofDays(1);
    private static final Duration ALERT_WAITS = Duration.ofMinutes(5);
    private static final int MOST = 500;

    private final Digests digests;
    private final Outbox outbox;

    public Reconciler(Digests digests, Outbox outbox) {
        this.digests = digests;
        this.outbox = outbox;
    }

    /**
     * Something that is not as it should be.
     *
     * @param ref the digest's reader and kind, or the number of the mail
     */
    public record Trouble(Kind kind, String ref, Instant since, String message) {
        /** How bad. */
        public enum Kind {
            /** A quarter of an hour behind. */
            LATE,
            /** An hour behind: nobody should have to notice by not getting a mail. */
            MISSING,
            UNCERTAIN,
            /** Waits for a person for more than a day. */
            HELD,
            /** An alert that was due five minutes ago, another mail that was due an hour ago. */
            STUCK
        }
    }

    /** Everything that is wrong at this instant, worst first. */
    public List<Trouble> examine(Instant now) {
        List<Trouble> found = new ArrayList<>();
        for (Digests.Overdue due : digests.overdue(now.minus(LATE))) {
            boolean missing = due.dueAt().isBefore(now.minus(MISSING));
            found.add(new Trouble(
                    missing ? Trouble.Kind.MISSING : Trouble.Kind.LATE,
                    due.kind().word() + ":" + due.recipientId(),
                    due.dueAt(),
                    "the " + due.kind().word() + " digest of " + due.recipientId() + " was due at " + due.dueAt()
                            + " and is not written"));
        }
        EnumSet<EntryState> unfinished =
                EnumSet.of(EntryState.PENDING, EntryState.SENDING, EntryState.UNCERTAIN, EntryState.HELD);
        for (OutboxEntry entry : outbox.queue(unfinished, MOST)) {
            judge(entry, now, found);
        }
        found.sort((a, b) -> a.kind() == b.kind()
                ? a.since().compareTo(b.since())
                : Integer.compare(weight(a.kind()), weight(b.kind())));
        return found;
    }

    private static void judge(OutboxEntry entry, Instant now, List<Trouble> found) {
        String ref = String.valueOf(entry.id());
        Instant due = entry.notBefore();
        if (entry.state() == EntryState.UNCERTAIN) {
            found.add(new Trouble(
                    Trouble.Kind.UNCERTAIN,
                    ref,
                    entry.createdAt(),
                    entry.dedupeKey() + " perhaps arrived; it is sent again"));
        } else if (entry.state() == EntryState.HELD && entry.createdAt().isBefore(now.minus(HELD_LONG))) {
            found.add(new Trouble(
                    Trouble.Kind.HELD,
                    ref,
                    entry.createdAt(),
                    entry.dedupeKey() + " waits for a person: " + entry.holdReason()));
        } else if (entry.kind().digest() && entry.state() != EntryState.HELD && due.isBefore(now.minus(LATE))) {
            found.add(new Trouble(
                    due.isBefore(now.minus(MISSING)) ? Trouble.Kind.MISSING : Trouble.Kind.LATE,
                    ref,
                    due,
                    entry.dedupeKey() + " is written and not sent: "
                            + (entry.smtpReply() == null ? "not tried yet" : entry.smtpReply())));
        } else if (entry.kind() == MailKind.ALERT
                && entry.state() != EntryState.HELD
                && due.isBefore(now.minus(ALERT_WAITS))) {
            found.add(new Trouble(Trouble.Kind.STUCK, ref, due, entry.dedupeKey() + " should have left"));
        } else if (entry.state() != EntryState.HELD && due.isBefore(now.minus(MISSING))) {
            found.add(new Trouble(
                    Trouble.Kind.STUCK,
                    ref,
                    due,
                    entry.dedupeKey() + " has been due for more than an hour: "
                            + (entry.smtpReply() == null ? "not tried yet" : entry.smtpReply())));
        }
    }

    private static int weight(Trouble.Kind kind) {
        return switch (kind) {
            case MISSING -> 0;
            case STUCK -> 1;
            case LATE -> 2;
            case UNCERTAIN -> 3;
            case HELD -> 4;
        };
    }
}
