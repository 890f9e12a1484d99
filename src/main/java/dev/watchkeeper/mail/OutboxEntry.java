package dev.watchkeeper.mail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of the outbox without its bytes.
 *
 * @param attempts attempts that count towards giving up; a route that refuses us burns none
 * @param tries all attempts ever begun
 * @param uncertain how often its fate was unknown
 * @param nextAttemptAt when it may be leased; null in states that nobody leases
 */
public record OutboxEntry(
        long id,
        MailKind kind,
        MailMode mode,
        String dedupeKey,
        String messageId,
        @Nullable String threadRoot,
        @Nullable String incident,
        String recipientId,
        String toAddress,
        String language,
        String zone,
        String subject,
        String sha256,
        int htmlBytes,
        Priority priority,
        Instant notBefore,
        @Nullable Instant expiresAt,
        EntryState state,
        @Nullable String holdReason,
        @Nullable Long supersededBy,
        int attempts,
        int tries,
        int uncertain,
        @Nullable Instant nextAttemptAt,
        @Nullable String leaseOwner,
        @Nullable Instant leaseUntil,
        @Nullable Integer smtpCode,
        @Nullable String smtpReply,
        @Nullable Instant acceptedAt,
        Instant createdAt) {
    /** True if somebody may have it in the mailbox, whatever became of it since. */
    public boolean perhapsSeen() {
        return state.perhapsSeen() || uncertain > 0;
    }

    public boolean expiredAt(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }
}
