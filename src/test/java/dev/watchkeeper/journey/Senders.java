package dev.watchkeeper.journey;

import dev.watchkeeper.mail.Delivery;
import dev.watchkeeper.mail.MailEvents;
import dev.watchkeeper.mail.MailMode;
import dev.watchkeeper.mail.MailPolicy;
import dev.watchkeeper.mail.Mailbox;
import dev.watchkeeper.mail.Outbox;
import dev.watchkeeper.mail.PostOffice;
import dev.watchkeeper.mail.Route;
import dev.watchkeeper.mail.smtp.MimeWriter;
import dev.watchkeeper.mail.smtp.SmtpMailer;
import dev.watchkeeper.mail.smtp.SmtpSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Delivery to a server on loopback, without limits that only real servers need. */
final class Senders {
    private Senders() {}

    static Delivery wire(Outbox outbox, int port, Clock clock, String owner) {
        SmtpSettings settings = new SmtpSettings(
                "127.0.0.1",
                port,
                SmtpSettings.Security.PLAIN,
                SmtpSettings.Login.NONE,
                null,
                null,
                null,
                null,
                "mx.reseller.example",
                null,
                Duration.ofSeconds(1),
                1_000_000);
        MailPolicy policy = new MailPolicy(
                MailMode.LIVE,
                Mailbox.of("watchkeeper@reseller.example"),
                Mailbox.of("am@reseller.example"),
                null,
                List.of("reseller.example"),
                1_000_000);
        SmtpMailer mailer = new SmtpMailer(settings, "watchkeeper@reseller.example", null);
        return new Delivery(
                outbox,
                new PostOffice(outbox, new MimeWriter(), () -> policy),
                List.of(new Route("smtp", mailer, 1_000_000, Duration.ofSeconds(30))),
                Delivery.Refresher.NONE,
                MailEvents.SILENT,
                clock,
                owner);
    }
}
