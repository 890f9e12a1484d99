package dev.watchkeeper.mail.smtp;

import dev.watchkeeper.config.Secret;
import dev.watchkeeper.mail.MailMode;
import dev.watchkeeper.mail.MailPolicy;
import dev.watchkeeper.mail.Mailbox;
import dev.watchkeeper.mail.link.Gate;
import dev.watchkeeper.mail.link.Seal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code mail} of {@code watchkeeper.yaml}. It lives with the adapter because it holds a secret; what the
 * feature needs of it is {@link #policy()}.
 *
 * @param directory where mode file writes .eml, .html and .txt
 * @param operator who hears of our own trouble; null: nobody by mail
 * @param linkHosts hosts a mail may link to, besides Google's Admin console; the ticket system's belongs here
 * @param publicUrl where links that do something lead; null: mailto links only
 * @param linkKey key that seals those links; there exactly if publicUrl is
 * @param linkKeyBefore the key before, whose links are accepted still
 * @param draftReports whether quarterly reports are drafted by themselves for the manager's review
 * @param bounces where mails come back to; null: nobody looks
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
        @Nullable Secret linkKeyBefore,
        int perHour,
        int retainBytesDays,
        boolean draftReports,
        @Nullable SmtpSettings smtp,
        @Nullable SmtpSettings fallback,
        @Nullable BounceSettings bounces) {
    public MailSettings {
        allowedDomains = List.copyOf(allowedDomains);
        linkHosts = List.copyOf(linkHosts);
        if (mode.usesSmtp() && smtp == null) {
            throw new IllegalArgumentException(
                    "mail.mode " + mode.word()
                            + " needs mail.smtp, for example smtp: {host: smtp.reseller.example, port: 587, security: starttls}");
        }
        gate(publicUrl, linkKey, linkKeyBefore);
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

    /** Where links lead; empty if mails carry none that do something. */
    public Optional<Gate> gate() {
        return gate(publicUrl, linkKey, linkKeyBefore);
    }

    private static Optional<Gate> gate(@Nullable URI publicUrl, @Nullable Secret key, @Nullable Secret before) {
        if (publicUrl == null && key == null && before == null) {
            return Optional.empty();
        }
        if (publicUrl == null) {
            throw new IllegalArgumentException(
                    "mail.linkKey needs mail.publicUrl, where links lead, for example https://notify.reseller.example;"
                            + " without links leave out both");
        }
        if (key == null) {
            throw new IllegalArgumentException("mail.publicUrl needs mail.linkKey, a secret of at least "
                    + Seal.SHORTEST_KEY + " bytes, for example ${file:/etc/watchkeeper/link.key};"
                    + " make one with: openssl rand -base64 48");
        }
        checkKey("mail.linkKey", key);
        if (before != null) {
            checkKey("mail.linkKeyBefore", before);
        }
        return Optional.of(Gate.at(publicUrl, new Seal(key.reveal(), before == null ? null : before.reveal())));
    }

    private static void checkKey(String name, Secret key) {
        int length = key.reveal().getBytes(StandardCharsets.UTF_8).length;
        if (length < Seal.SHORTEST_KEY) {
            throw new IllegalArgumentException(name + " has " + length + " bytes, at least " + Seal.SHORTEST_KEY
                    + " are needed; make one with: openssl rand -base64 48");
        }
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
