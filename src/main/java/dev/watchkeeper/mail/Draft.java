package dev.watchkeeper.mail;

import dev.watchkeeper.tenant.Language;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * A mail as words, before it becomes bytes. To exactly one person; there is no Cc and no Bcc, so partial acceptance
 * cannot happen.
 *
 * @param dedupeKey names the mail for ever; its Message-ID is derived from it
 * @param date time of rendering
 * @param threadRoot key of the thread's root, which itself is never sent; null outside threads
 * @param unsubscribe URIs for List-Unsubscribe, https first; empty for none
 * @param severity lower-case word for our own header; null for none
 * @param customer tenant id for our own header; null for none or several
 * @param incident incident key for our own header; null for none
 * @param originalTo the address this mail was meant for before it was redirected
 */
public record Draft(
        MailKind kind,
        String dedupeKey,
        Mailbox from,
        Mailbox to,
        @Nullable Mailbox replyTo,
        String subject,
        Language language,
        Instant date,
        ZoneId zone,
        String text,
        String html,
        List<Attachment> attachments,
        @Nullable String threadRoot,
        List<String> unsubscribe,
        boolean important,
        @Nullable String severity,
        @Nullable String customer,
        @Nullable String incident,
        @Nullable String originalTo) {
    public Draft {
        attachments = List.copyOf(attachments);
        unsubscribe = List.copyOf(unsubscribe);
        if (dedupeKey.isBlank() || dedupeKey.length() > 200) {
            throw new IllegalArgumentException("a dedupe key has 1 to 200 characters, not " + dedupeKey.length());
        }
    }

    public String messageId() {
        return MessageIds.of(dedupeKey, from.domain());
    }

    /** The same mail to one fixed address; first line and header say whom it was meant for. */
    Draft redirectedTo(Mailbox address) {
        String notice = language == Language.ZH_CN
                ? "（转发模式，原收件人：" + to.address() + "）"
                : "(redirected, meant for " + to.address() + ")";
        return new Draft(
                kind,
                dedupeKey,
                from,
                address,
                replyTo,
                subject,
                language,
                date,
                zone,
                notice + "\n\n" + text,
                withNotice(html, notice),
                attachments,
                threadRoot,
                unsubscribe,
                important,
                severity,
                customer,
                incident,
                to.address());
    }

    /** A page with a line above everything else; the notice is plain text. */
    public static String withNotice(String html, String notice) {
        String safe = notice.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return html.replaceFirst(
                "<div role=\"main\">",
                Matcher.quoteReplacement(
                        "<div role=\"main\">\n<p style=\"margin:0;padding:8px 12px;font-size:13px;color:#57606a\">"
                                + safe + "</p>"));
    }
}
