package dev.watchkeeper.mail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A mail to put into the outbox: frozen bytes and everything needed to decide about it without reading them.
 *
 * @param recipientId id of the person; for customers the tenant's id
 * @param incident matter it belongs to, with its epoch; null outside threads
 * @param expiresAt after this instant it would be false; null if it keeps
 * @param holdReason not null to store it HELD from the start
 */
@SuppressWarnings("ArrayRecordComponent") // never compared by content; the hash is for that
public record Letter(
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
        byte[] mime,
        int htmlBytes,
        Priority priority,
        Instant notBefore,
        @Nullable Instant expiresAt,
        @Nullable String holdReason,
        Instant createdAt) {
    public Letter {
        if (mime.length == 0) {
            throw new IllegalArgumentException("letter " + dedupeKey + " has no bytes");
        }
    }

    public String sha256() {
        return MessageIds.sha256(mime);
    }
}
