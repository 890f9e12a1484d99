package dev.watchkeeper.mail.smtp;

import dev.watchkeeper.mail.Attachment;
import dev.watchkeeper.mail.Draft;
import dev.watchkeeper.mail.MailKind;
import dev.watchkeeper.mail.Mailbox;
import dev.watchkeeper.mail.MessageIds;
import dev.watchkeeper.mail.MimeComposer;
import dev.watchkeeper.mail.smtp.Headers.Name;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Writes MIME: mixed(alternative(text, html), attachments), base64 throughout, headers in 7 bits. Stateless. */
public final class MimeWriter implements MimeComposer {
    @Override
    public byte[] compose(Draft draft) {
        return compose(draft, false);
    }

    @Override
    public byte[] composeForEditing(Draft draft) {
        return compose(draft, true);
    }

    private static byte[] compose(Draft draft, boolean forEditing) {
        try {
            FrozenMessage message = new FrozenMessage(draft.messageId());
            boolean toCustomer = draft.kind() == MailKind.REPORT_CUSTOMER;
            Headers.date(message, draft.date(), draft.zone());
            Headers.address(message, Name.FROM, draft.from());
            Headers.address(message, Name.TO, draft.to());
            if (draft.replyTo() != null) {
                Headers.address(message, Name.REPLY_TO, draft.replyTo());
            }
            Headers.subject(message, draft.subject());
            if (draft.threadRoot() != null) {
                String root = MessageIds.of(draft.threadRoot(), draft.from().domain());
                Headers.set(message, Name.IN_REPLY_TO, root);
                Headers.set(message, Name.REFERENCES, root);
            }
            Headers.set(message, Name.CONTENT_LANGUAGE, draft.language().tag());
            if (forEditing) {
                Headers.set(message, Name.UNSENT, "1");
            }
            if (!toCustomer) {
                automatic(message, draft);
            }
            if (draft.originalTo() != null) {
                Headers.set(message, Name.ORIGINAL_TO, draft.originalTo());
            }
            body(message, draft);
            message.saveChanges();
            return bytes(message);
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException("mail " + draft.dedupeKey() + " cannot be composed", e);
        }
    }

    /** What marks a mail as written by a machine; a mail that a person approved carries none of it. */
    private static void automatic(MimeMessage message, Draft draft) throws MessagingException {
        Headers.set(message, Name.AUTO_SUBMITTED, "auto-generated");
        Headers.set(message, Name.AUTO_RESPONSE_SUPPRESS, "OOF, AutoReply, DR");
        String list = draft.kind().list();
        Headers.set(
                message,
                Name.LIST_ID,
                "watchkeeper " + list + " <" + list + ".watchkeeper."
                        + draft.from().domain() + ">");
        if (!draft.unsubscribe().isEmpty()) {
            Headers.set(message, Name.LIST_UNSUBSCRIBE, "<" + String.join(">, <", draft.unsubscribe()) + ">");
            if (draft.unsubscribe().get(0).startsWith("https:")) {
                Headers.set(message, Name.LIST_UNSUBSCRIBE_POST, "List-Unsubscribe=One-Click");
            }
        }
        if (draft.important()) {
            Headers.set(message, Name.IMPORTANCE, "high");
        }
        Headers.set(message, Name.KIND, draft.kind().word());
        if (draft.severity() != null) {
            Headers.set(message, Name.SEVERITY, draft.severity());
        }
        if (draft.customer() != null) {
            Headers.name(message, Name.CUSTOMER, draft.customer());
        }
        if (draft.incident() != null) {
            Headers.name(message, Name.INCIDENT, draft.incident());
        }
    }

    private static void body(MimeMessage message, Draft draft) throws MessagingException {
        String seed = MessageIds.sha256(draft.dedupeKey().getBytes(StandardCharsets.UTF_8))
                .substring(0, 24);
        MimeMultipart alternative = new FixedMultipart("alternative", "=_alt_" + seed);
        alternative.addBodyPart(text(draft.text(), "text/plain; charset=utf-8"));
        alternative.addBodyPart(text(draft.html(), "text/html; charset=utf-8"));
        if (draft.attachments().isEmpty()) {
            message.setContent(alternative);
            return;
        }
        MimeMultipart mixed = new FixedMultipart("mixed", "=_mix_" + seed);
        MimeBodyPart first = new MimeBodyPart();
        first.setContent(alternative);
        mixed.addBodyPart(first);
        for (Attachment attachment : draft.attachments()) {
            mixed.addBodyPart(file(attachment));
        }
        message.setContent(mixed);
    }

    private static MimeBodyPart text(String text, String type) throws MessagingException {
        byte[] wire = text.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        return new MimeBodyPart(Headers.part(type, null), base64(wire));
    }

    private static MimeBodyPart file(Attachment attachment) throws MessagingException {
        return new MimeBodyPart(
                Headers.part(
                        attachment.type() + "; name=\"" + attachment.fileName() + "\"",
                        "attachment; filename=\"" + attachment.fileName() + "\""),
                base64(attachment.content()));
    }

    private static byte[] base64(byte[] content) {
        return Base64.getMimeEncoder().encode(content);
    }

    @Override
    public byte[] withoutAttachments(byte[] mime, String messageId) {
        try {
            MimeMessage old = Stored.parse(mime);
            if (!(old.getContent() instanceof Multipart parts) || !old.isMimeType("multipart/mixed")) {
                return mime;
            }
            FrozenMessage lighter = new FrozenMessage(messageId);
            Headers.copy(old, lighter);
            Multipart inner = (Multipart) parts.getBodyPart(0).getContent();
            MimeMultipart alternative = alternative(messageId);
            for (int i = 0; i < inner.getCount(); i++) {
                alternative.addBodyPart(inner.getBodyPart(i));
            }
            lighter.setContent(alternative);
            lighter.saveChanges();
            return bytes(lighter);
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException("a stored mail cannot be read back", e);
        }
    }

    @Override
    public byte[] readdressed(byte[] mime, String messageId, Mailbox to, @Nullable String threadRoot, String notice) {
        try {
            MimeMessage old = Stored.parse(mime);
            FrozenMessage other = new FrozenMessage(messageId);
            Headers.copy(old, other);
            Headers.address(other, Name.TO, to);
            if (threadRoot != null) {
                Headers.set(other, Name.IN_REPLY_TO, threadRoot);
                Headers.set(other, Name.REFERENCES, threadRoot);
            }
            MimeMultipart alternative = alternative(messageId);
            Multipart parts = (Multipart) old.getContent();
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart part = parts.getBodyPart(i);
                String content = String.valueOf(part.getContent());
                boolean html = part.isMimeType("text/html");
                alternative.addBodyPart(text(
                        html ? Draft.withNotice(content, notice) : notice + "\n\n" + content,
                        html ? "text/html; charset=utf-8" : "text/plain; charset=utf-8"));
            }
            other.setContent(alternative);
            other.saveChanges();
            return bytes(other);
        } catch (MessagingException | IOException | ClassCastException e) {
            throw new IllegalStateException("a stored mail cannot be read back", e);
        }
    }

    private static MimeMultipart alternative(String messageId) throws MessagingException {
        return new FixedMultipart(
                "alternative",
                "=_alt_"
                        + MessageIds.sha256(messageId.getBytes(StandardCharsets.UTF_8))
                                .substring(0, 24));
    }

    private static byte[] bytes(MimeMessage message) throws IOException, MessagingException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(32_768);
        message.writeTo(out);
        return out.toByteArray();
    }

    /** Stored bytes read back. */
    static final class Stored {
        private Stored() {}

        static MimeMessage parse(byte[] mime) throws MessagingException {
            return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mime));
        }
    }
}
