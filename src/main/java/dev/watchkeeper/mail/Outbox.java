package dev.watchkeeper.mail;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Mails between composed and gone. Every change is a compare-and-set on the state it starts from, so several nodes may
 * share one outbox. Calls join the transaction of their thread.
 */
public interface Outbox {
    /** Stores a letter; false, and nothing changes, if its key is known. */
    boolean write(Letter letter);

    Optional<OutboxEntry> find(long id);

    Optional<OutboxEntry> findByKey(String dedupeKey);

    Optional<OutboxEntry> findByMessageId(String messageId);

    /** The stored bytes; empty once retention has dropped them. */
    Optional<byte[]> mime(long id);

    /**
     * Takes the next mail that is due: first by priority, then by nearest expiry, then by id. Its state becomes SENDING
     * and an attempt is begun. Rows of another mode are never taken.
     */
    Optional<OutboxEntry> lease(Set<MailKind> kinds, MailMode mode, String owner, Instant now, Instant until);

    /**
     * Records, committed before DATA is sent, that the message may arrive from now on; false if the lease is lost. The
     * lease begins anew: who took it over from a slow server's hands would send a second copy.
     */
    boolean dataStarted(long id, String owner, Instant at);

    /** Ends an attempt; false if the lease was lost meanwhile. The outcome is null when the sender died. */
    boolean settle(long id, String owner, @Nullable SendOutcome outcome, Decision decision, Instant now);

    /** Entries whose lease has run out, each with the instant its DATA began, if it did. */
    List<Abandoned> abandoned(Instant now);

    /** Waiting entries past their expiry become EXPIRED, customer mail HELD; returns them as they are now. */
    List<OutboxEntry> expire(Instant now);

    /** Waiting rows that were composed under another mode become HELD; returns how many. */
    int holdOtherModes(MailMode mode, Instant now);

    /**
     * Those of the entries that still wait, or are leased by the given owner, become SUPERSEDED; returns how many.
     *
     * @param byKey key of the mail that says it better
     */
    int supersede(Collection<Long> ids, String byKey, @Nullable String leasedBy);

    /** HELD, FAILED or EXPIRED to PENDING under the given mode, by a person; false if the state does not allow it. */
    boolean retry(long id, MailMode mode, Instant now);

    /** Waiting to CANCELLED, by a person; false if the state does not allow it. */
    boolean cancel(long id);

    /**
     * Those of the entries that still wait become CANCELLED, because what they say needs no telling any more; returns
     * how many.
     *
     * @param reason stands beside each
     */
    int withdraw(Collection<Long> ids, String reason);

    /** SENT or UNCERTAIN to PENDING, by a person who wants a second copy; false if the state does not allow it. */
    boolean resend(long id, MailMode mode, Instant now);

    /** Everything of one matter, all epochs of it included if asked by prefix, oldest first. */
    List<OutboxEntry> ofIncident(String incident);

    /** Waiting entries of one kind for one recipient, oldest first. */
    List<OutboxEntry> waiting(MailKind kind, String recipientId);

    /** Entries of one kind for one recipient, written since an instant, oldest first. */
    List<OutboxEntry> recent(MailKind kind, String recipientId, Instant since);

    /** Entries in the given states, next to be sent first, at most {@code limit}. */
    List<OutboxEntry> queue(Set<EntryState> states, int limit);

    List<Attempt> attempts(long id);

    /** What servers reported about it after they had taken it, oldest first. */
    List<Report> reports(long id);

    /** Mails accepted or begun since an instant, all kinds; what the loop guard counts. */
    int sentSince(Instant from);

    /** Of the mails that a sender could take now, the one that has been due longest. */
    Optional<OutboxEntry> longestDue(MailMode mode, Instant now);

    /** Rows and age of the oldest, by kind and state. */
    List<Depth> depths();

    /** Local days, as UTC dates, on which this address was refused as unknown since it last took a mail. */
    int daysRefused(String toAddress);

    /** Notes a bounce beside its mail; false if this one was noted before. */
    boolean noteBounce(long id, Bounce bounce, Instant at);

    /** SENT, or of unknown fate, to FAILED, because it came back for good; false if the state does not allow it. */
    boolean bounced(long id, Bounce bounce);

    /** Whether a mail to the address was accepted in a span of time, the end included, and has not come back. */
    boolean arrived(String toAddress, Instant after, Instant until);

    /** Drops the bytes of finished mails composed before an instant; returns how many. */
    int forgetBytes(Instant before);

    /**
     * A bounce as it is kept.
     *
     * @param permanent true if the server gave up, false if it still tried then
     */
    record Report(Instant at, boolean permanent, String status, String words) {}

    /** An entry whose sender is gone. */
    record Abandoned(OutboxEntry entry, @Nullable Instant dataStartedAt) {}

    /** How many entries of a kind are in a state, and since when the oldest. */
    record Depth(MailKind kind, EntryState state, int count, Instant oldest) {}
}
