package dev.watchkeeper.mail;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Believes a bounce or not, and notes it beside the mail. Calls join the transaction of their thread. */
public final class BounceDesk {
    /** Queues give up after five days, slow ones after a fortnight. */
    private static final Duration LONGEST_JOURNEY = Duration.ofDays(30);

    private final Outbox outbox;
    private final MailEvents events;

    public BounceDesk(Outbox outbox, MailEvents events) {
        this.outbox = outbox;
        this.events = events;
    }

    /** What became of a bounce. */
    public enum Verdict {
        /** Nobody is there, or nobody may be written to: the mail counts as failed. */
        PERMANENT,
        /** The server still tries: noted, nothing else. */
        TEMPORARY,
        /** Seen before. */
        KNOWN,
        /** It is not about a mail of ours, or not about whom we wrote to. */
        NOT_PROVEN
    }

    public Verdict receive(Bounce bounce, Instant now) {
        Optional<OutboxEntry> ours =
                outbox.findByMessageId(bounce.messageId()).filter(entry -> proven(entry, bounce, now));
        if (ours.isEmpty()) {
            return Verdict.NOT_PROVEN;
        }
        OutboxEntry entry = ours.get();
        if (!outbox.noteBounce(entry.id(), bounce, now)) {
            return Verdict.KNOWN;
        }
        if (!bounce.permanent()) {
            return Verdict.TEMPORARY;
        }
        if (outbox.bounced(entry.id(), bounce)) {
            events.bounced(entry, bounce);
            events.givenUp(outbox.find(entry.id()).orElse(entry), bounce.told());
        }
        return Verdict.PERMANENT;
    }

    private static boolean proven(OutboxEntry entry, Bounce bounce, Instant now) {
        boolean sameNumber = bounce.outboxId() == null || bounce.outboxId() == entry.id();
        return sameNumber
                && entry.perhapsSeen()
                && bounce.recipients().contains(entry.toAddress().toLowerCase(Locale.ROOT))
                && entry.createdAt().isAfter(now.minus(LONGEST_JOURNEY));
    }
}
