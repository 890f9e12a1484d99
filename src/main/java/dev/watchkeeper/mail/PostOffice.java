package dev.watchkeeper.mail;

import dev.watchkeeper.tenant.Person;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Freezes drafts into the outbox. Runs inside the caller's transaction, so that a mail commits with the state that
 * caused it; safe for use by several threads.
 */
public final class PostOffice {
    private final Outbox outbox;
    private final MimeComposer composer;
    private final Supplier<MailPolicy> policy;

    public PostOffice(Outbox outbox, MimeComposer composer, Supplier<MailPolicy> policy) {
        this.outbox = outbox;
        this.composer = composer;
        this.policy = policy;
    }

    public MailPolicy policy() {
        return policy.get();
    }

    /** Composes and stores; false if a mail of this key was already written. */
    public boolean post(Draft draft, Handling handling) {
        return outbox.write(letter(draft, handling));
    }

    /** The letter that {@link #post} would write; nothing is stored. */
    public Letter letter(Draft draft, Handling handling) {
        MailPolicy now = policy.get();
        Draft sent = now.mode() == MailMode.REDIRECT && now.redirectTo() != null
                ? draft.redirectedTo(now.redirectTo())
                : draft;
        @Nullable
        String objection = now.objection(draft.kind(), draft.to(), handling.customerDomains())
                .orElse(null);
        return new Letter(
                draft.kind(),
                now.mode(),
                draft.dedupeKey(),
                draft.messageId(),
                draft.threadRoot(),
                handling.incident(),
                handling.recipientId(),
                sent.to().address(),
                draft.language().tag(),
                draft.zone().getId(),
                draft.subject(),
                composer.compose(sent),
                sent.html().getBytes(StandardCharsets.UTF_8).length,
                handling.priority(),
                handling.notBefore(),
                handling.expiresAt(),
                objection,
                draft.date());
    }

    /** A refused alert to somebody else, under a key of its own; false if done before. */
    boolean postReaddressed(OutboxEntry entry, byte[] mime, String key, Person to, String notice, Instant now) {
        MailPolicy policy = this.policy.get();
        String domain = policy.from().domain();
        String messageId = MessageIds.of(key, domain);
        String root = entry.incident() == null ? null : "i:" + entry.incident() + ":" + to.id();
        Mailbox mailbox = new Mailbox(to.name(), to.email());
        byte[] bytes = composer.readdressed(
                mime, messageId, mailbox, root == null ? null : MessageIds.of(root, domain), notice);
        return outbox.write(new Letter(
                entry.kind(),
                entry.mode(),
                key,
                messageId,
                root,
                entry.incident(),
                to.id(),
                policy.mode() == MailMode.REDIRECT && policy.redirectTo() != null
                        ? policy.redirectTo().address()
                        : to.email(),
                entry.language(),
                entry.zone(),
                entry.subject(),
                bytes,
                entry.htmlBytes(),
                entry.priority(),
                now,
                entry.expiresAt(),
                policy.objection(entry.kind(), mailbox, List.of()).orElse(null),
                now));
    }

    /** A refused mail once more without its attachments, under the next revision of its key; false if done before. */
    boolean postWithoutAttachments(OutboxEntry entry, byte[] mime) {
        String key = entry.dedupeKey() + ":r2";
        String messageId = MessageIds.of(key, policy.get().from().domain());
        byte[] lighter = composer.withoutAttachments(mime, messageId);
        return lighter.length < mime.length
                && outbox.write(new Letter(
                        entry.kind(),
                        entry.mode(),
                        key,
                        messageId,
                        entry.threadRoot(),
                        entry.incident(),
                        entry.recipientId(),
                        entry.toAddress(),
                        entry.language(),
                        entry.zone(),
                        entry.subject(),
                        lighter,
                        entry.htmlBytes(),
                        entry.priority(),
                        entry.notBefore(),
                        entry.expiresAt(),
                        null,
                        entry.createdAt()));
    }
}
