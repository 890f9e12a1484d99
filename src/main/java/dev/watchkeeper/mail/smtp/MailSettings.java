package dev.watchkeeper.mail.smtp;

import dev.watchkeeper.config.Secret;
import dev.watchkeeper.mail.MailMode;
import dev.watchkeeper.mail.MailPolicy;
import dev.watchkeeper.mail.Mailbox;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code mail} of {@code watchkeeper.yaml}. It lives with the adapter because it holds a secret; what the
 * feature needs of it is {@link #policy()}.
 *
 * @param directory where mode file writes .eml, .html and .txt
 * @param operator who hears of our own trouble; null: nobody by mail
 * @param linkHosts hosts a mail may link to, besides Google's Admin console; the ticket system's belongs here
 * @param publicUrl base of one-click and acknowledge links; null: mailto links only
 * @param linkKey key that signs those links; needed with publicUrl
 * @param retainBytesDays days after which a sent mail's bytes are dropped
 */
public record MailSettings(
        MailMode mode,
        String from,
        String fromName,
        String replyTo,
        Path directory,
        @Nullable String redirectTo,
        @Nullable String operator,
        List<String> allowedDomains,
        List<String> linkHosts,
        @Nullable URI publicUrl,
        @Nullable Secret linkKey,
        int perHour,
        int retainBytesDays,
        @Nullable SmtpSettings smtp,
        @Nullable SmtpSettings fallback) {
    public MailSettings {
        allowedDomains = List.copyOf(allowedDomains);
        linkHosts = List.copyOf(linkHosts);
        if (mode.usesSmtp() && smtp == null) {
            throw new IllegalArgumentException(
                    "mail.mode " + mode.word()
                            + " needs mail.smtp, for example smtp: {host: smtp.reseller.example, port: 587, security: starttls}");
        }
        if (publicUrl != null && linkKey == null) {
            throw new IllegalArgumentException(
                    "mail.publicUrl needs mail.linkKey, a long random secret, for example ${file:/etc/watchkeeper/link.key}");
        }
        if (perHour < 1) {
            throw new IllegalArgumentException(
                    "mail.perHour " + perHour + " is not a positive number, for example 200");
        }
        check(mode, from, fromName, replyTo, redirectTo, allowedDomains, perHour);
        if (operator != null) {
            Mailbox.of(operator);
        }
    }

    /** What may be sent, by whom and to whom. */
    public MailPolicy policy() {
        return check(mode, from, fromName, replyTo, redirectTo, allowedDomains, perHour);
    }

    private static MailPolicy check(
            MailMode mode,
            String from,
            String fromName,
            String replyTo,
            @Nullable String redirectTo,
            List<String> allowedDomains,
            int perHour) {
        return new MailPolicy(
                mode,
                new Mailbox(fromName, from),
                Mailbox.of(replyTo),
                redirectTo == null ? null : Mailbox.of(redirectTo),
                allowedDomains,
                perHour);
    }
}
