package dev.watchkeeper.mail;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who we are in mail and whom we may write to.
 *
 * @param from sender of everything; its domain is the domain of every Message-ID
 * @param replyTo mailbox of the account managers; never a ticket address, a "thanks" would become a public reply
 * @param redirectTo the one address of mode redirect
 * @param allowedDomains recipient domains of mode live, lower case
 * @param perHour more than this many mails in an hour stop all sending
 */
public record MailPolicy(
        MailMode mode,
        Mailbox from,
        Mailbox replyTo,
        @Nullable Mailbox redirectTo,
        List<String> allowedDomains,
        int perHour) {
    public MailPolicy {
        allowedDomains =
                allowedDomains.stream().map(d -> d.toLowerCase(Locale.ROOT)).toList();
        if (mode == MailMode.REDIRECT && redirectTo == null) {
            throw new IllegalArgumentException("mail.mode redirect needs mail.redirectTo, one address");
        }
        if (mode == MailMode.LIVE && allowedDomains.isEmpty()) {
            throw new IllegalArgumentException(
                    "mail.mode live needs mail.allowedDomains, the domains of your account managers,"
                            + " for example [reseller.example]");
        }
    }

    /** The same policy with nothing leaving the machine, for a database that is not ours. */
    public MailPolicy keptInFiles() {
        return mode.usesSmtp()
                ? new MailPolicy(MailMode.FILE, from, replyTo, redirectTo, allowedDomains, perHour)
                : this;
    }

    /**
     * Why a mail to this address must wait for a person; empty if it may go.
     *
     * @param ownDomains domains of the customer the mail is for, if it is for a customer
     */
    Optional<String> objection(MailKind kind, Mailbox to, List<String> ownDomains) {
        if (mode != MailMode.LIVE || allowedDomains.contains(to.domain())) {
            return Optional.empty();
        }
        if (kind == MailKind.REPORT_CUSTOMER && ownDomains.contains(to.domain())) {
            return Optional.empty();
        }
        return Optional.of("recipient domain " + to.domain() + " is not in mail.allowedDomains");
    }
}
