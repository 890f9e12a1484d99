package dev.watchkeeper.app;

import dev.watchkeeper.dns.Expectations;
import dev.watchkeeper.health.maildns.DnsFinding;
import dev.watchkeeper.health.maildns.DnsHistory;
import dev.watchkeeper.health.maildns.MailDns;
import dev.watchkeeper.mail.Draft;
import dev.watchkeeper.mail.MailKind;
import dev.watchkeeper.mail.MailMode;
import dev.watchkeeper.mail.MailPolicy;
import dev.watchkeeper.mail.Mailbox;
import dev.watchkeeper.mail.Outbox;
import dev.watchkeeper.mail.OutboxEntry;
import dev.watchkeeper.mail.Route;
import dev.watchkeeper.mail.SendOutcome;
import dev.watchkeeper.mail.smtp.MailSettings;
import dev.watchkeeper.mail.smtp.MimeWriter;
import dev.watchkeeper.mail.smtp.SmtpMailer;
import dev.watchkeeper.tenant.Language;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tries the way our own mail takes, from the DNS of its domain to the last dot. */
public final class MailDoctor {
    private static final Duration ALERT_WAITS = Duration.ofMinutes(5);
    private static final Duration MAIL_WAITS = Duration.ofHours(1);

    private final MailSettings settings;
    private final World world;
    private final Consumer<Diagnosis> report;

    /**
     * A doctor for one configuration.
     *
     * @param report told of each diagnosis as it is made
     */
    public MailDoctor(Configuration configuration, World world, Consumer<Diagnosis> report) {
        this.settings = configuration.settings().mail();
        this.world = world;
        this.report = report;
    }

    /** Tries everything; with an address it sends one mail there, past the outbox. */
    public void examine(@Nullable String sendTo) {
        MailPolicy policy = settings.policy();
        ownDomain(policy.from().domain());
        limits(policy);
        settings.gate().map(LinkProbe::follow).ifPresent(report);
        if (!policy.mode().usesSmtp()) {
            report.accept(Diagnosis.note(
                    "mail",
                    "mode",
                    "mail.mode " + policy.mode().word() + ": nothing leaves the machine",
                    "nobody gets mail; set mail.mode live when ready"));
        }
        for (Route route : world.routes()) {
            if (route.mailer() instanceof SmtpMailer smtp) {
                Diagnosis login = login(route, smtp);
                report.accept(login);
                boolean works = login.state() == Diagnosis.State.OK;
                if (works && sendTo != null) {
                    send(route, smtp, policy, sendTo);
                }
            }
        }
        if (sendTo != null && world.routes().stream().noneMatch(r -> r.mailer() instanceof SmtpMailer)) {
            report.accept(Diagnosis.failed(
                    "mail", sendTo, "no mail.smtp is configured, so no test mail can be sent", "the test"));
        }
    }

    /** Our recipients' servers judge this domain; what is wrong with it makes our mail spam. */
    private void ownDomain(String domain) {
        MailDns look = world.dns().look(domain, Expectations.NONE, DnsHistory.NONE, false);
        for (DnsFinding finding : look.findings()) {
            String message = finding.code() + ": " + finding.record();
            report.accept(
                    finding.severity() == null
                            ? Diagnosis.note("dns", domain, message, "")
                            : Diagnosis.failed("dns", domain, message, "our mail may be refused or land in spam"));
        }
        look.unknown()
                .forEach((what, why) -> report.accept(
                        Diagnosis.failed("dns", domain, what + ": " + why, "not known how others see our mail")));
        if (look.findings().isEmpty() && look.unknown().isEmpty()) {
            report.accept(Diagnosis.ok("dns", domain, "mail DNS of our sender domain is in order"));
        }
    }

    private void limits(MailPolicy policy) {
        report.accept(Diagnosis.note(
                "mail",
                "limits",
                "at most " + policy.perHour() + " mails an hour (mail.perHour), after that everything waits",
                "raise it if you have more account managers than that"));
        if (policy.mode() == MailMode.LIVE) {
            report.accept(Diagnosis.note(
                    "mail",
                    "recipients",
                    "only to " + String.join(", ", policy.allowedDomains()),
                    "mail to other domains is held for a person"));
        }
    }

    private void send(Route route, SmtpMailer smtp, MailPolicy policy, String sendTo) {
        Instant now = world.clock().instant();
        Draft draft = new Draft(
                MailKind.OPERATOR,
                "doctor:" + route.name() + ":" + now.toEpochMilli(),
                policy.from(),
                Mailbox.of(sendTo),
                policy.replyTo(),
                "[watchkeeper] test mail by route " + route.name(),
                Language.EN,
                now,
                ZoneOffset.UTC,
                "This is a test of watchkeeper's way of sending. 这是一封测试邮件。\n",
                "<!DOCTYPE html><html lang=\"en\"><head><title>Test</title></head><body><p>This is a test of"
                        + " watchkeeper's way of sending. 这是一封测试邮件。</p></body></html>",
                List.of(),
                null,
                List.of(),
                false,
                null,
                null,
                null,
                null);
        byte[] mime = new MimeWriter().compose(draft);
        SendOutcome outcome = smtp.sendPast(sendTo, mime);
        report.accept(
                outcome.kind() == SendOutcome.Kind.ACCEPTED
                        ? Diagnosis.ok("mail", sendTo, "taken by " + route.name() + ": " + outcome.reply())
                        : Diagnosis.failed("mail", sendTo, said(outcome), "mail to this address"));
    }

    /** Says what has waited in the outbox for longer than it should. */
    public static void outbox(Outbox outbox, MailMode mode, Instant now, Consumer<Diagnosis> report) {
        if (mode == MailMode.OFF) {
            return;
        }
        Optional<OutboxEntry> oldest = outbox.longestDue(mode, now);
        boolean stuck = oldest.filter(entry ->
                        entry.notBefore().isBefore(now.minus(entry.kind().urgent() ? ALERT_WAITS : MAIL_WAITS)))
                .isPresent();
        if (oldest.isEmpty() || !stuck) {
            report.accept(Diagnosis.ok("outbox", "mail", "nothing waits longer than it should"));
            return;
        }
        OutboxEntry entry = oldest.get();
        String reply = entry.smtpReply() == null
                ? "never tried; is the daemon running?"
                : "the last answer was: " + entry.smtpReply();
        report.accept(Diagnosis.failed(
                "outbox",
                "mail",
                "mail " + entry.id() + " to " + entry.toAddress() + " has been due since " + entry.notBefore() + "; "
                        + reply,
                "people do not get their mail; see 'watchkeeper mail queue'"));
    }

    /** Connects, encrypts and logs in; what is wrong is said with the way out. */
    static Diagnosis login(Route route, SmtpMailer smtp) {
        SendOutcome login = smtp.tryLogin();
        return login.kind() == SendOutcome.Kind.ACCEPTED
                ? Diagnosis.ok("mail", route.name(), "connected, encrypted where it must be, logged in")
                : Diagnosis.failed("mail", route.name(), said(login), "mail waits in the outbox");
    }

    private static String said(SendOutcome outcome) {
        return switch (outcome.kind()) {
            case TLS -> "no encrypted connection: " + outcome.reply();
            case AUTH -> "the login is refused: " + outcome.reply() + wayIn(outcome.code());
            case BROKEN -> "no answer: " + outcome.reply() + "; check host, port and the way through the firewall";
            default -> outcome.reply();
        };
    }

    private static String wayIn(int code) {
        if (code >= 400 && code < 500) {
            return "; the server asks for patience, wait before trying again";
        }
        return "; check mail.smtp.login, user and password, or oauth; Google takes no user passwords, only xoauth2, an app"
                + " password, or a relay that knows this machine's address";
    }
}
