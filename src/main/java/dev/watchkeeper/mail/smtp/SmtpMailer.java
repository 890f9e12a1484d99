package dev.watchkeeper.mail.smtp;

import dev.watchkeeper.mail.Mailer;
import dev.watchkeeper.mail.OutboxEntry;
import dev.watchkeeper.mail.SendOutcome;
import dev.watchkeeper.mail.SendPhase;
import dev.watchkeeper.mail.smtp.SmtpSettings.Login;
import dev.watchkeeper.mail.smtp.SmtpSettings.Security;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.jspecify.annotations.Nullable;

/**
 * Sends stored bytes over one SMTP route: what arrives is what is stored. Encryption is required, never hoped for; only
 * a loopback server may be spoken to in the clear.
 */
public final class SmtpMailer implements Mailer {
    /** Relays dislike longer sessions. */
    static final int MAILS_PER_CONNECTION = 10;

    private final SmtpSettings settings;
    private final String sender;
    private final @Nullable AccessTokens tokens;
    private final Session session;

    /**
     * A mailer for one route.
     *
     * @param sender address of the From header, the envelope sender unless the settings name another
     * @param tokens for XOAUTH2, else null
     */
    public SmtpMailer(SmtpSettings settings, String sender, @Nullable AccessTokens tokens) {
        if (settings.login() == Login.XOAUTH2 && tokens == null) {
            throw new IllegalArgumentException("login xoauth2 needs a source of access tokens");
        }
        this.settings = settings;
        this.sender = sender;
        this.tokens = tokens;
        this.session = Session.getInstance(properties(settings, sender));
    }

    static Properties properties(SmtpSettings settings, String sender) {
        boolean tls = settings.security() == Security.TLS;
        String prefix = tls ? "mail.smtps." : "mail.smtp.";
        Properties all = new Properties();
        all.put(prefix + "host", settings.host());
        all.put(prefix + "port", String.valueOf(settings.port()));
        all.put(prefix + "connectiontimeout", "10000");
        all.put(prefix + "timeout", String.valueOf(settings.timeout().toMillis()));
        all.put(prefix + "writetimeout", "60000");
        // Without a name of our own the sender's domain: a name that resolves, which relays ask for.
        all.put(
                prefix + "localhost",
                settings.helloName() == null ? sender.substring(sender.indexOf('@') + 1) : settings.helloName());
        all.put(prefix + "auth", String.valueOf(settings.login() != Login.NONE));
        all.put(prefix + "ssl.checkserveridentity", "true");
        if (!tls) {
            all.put(prefix + "socketFactory", new SwiftSockets());
        }
        // Else a server that the given trust refuses is tried again with Java's own.
        all.put(prefix + "socketFactory.fallback", "false");
        all.put(prefix + "quitwait", "false");
        if (settings.security() == Security.STARTTLS) {
            all.put(prefix + "starttls.enable", "true");
            all.put(prefix + "starttls.required", "true");
        }
        if (settings.login() == Login.XOAUTH2) {
            all.put(prefix + "auth.mechanisms", "XOAUTH2");
        }
        return all;
    }

    @Override
    public Connection connect() {
        return new SmtpConnection();
    }

    /** Connects, greets, encrypts and logs in, then says goodbye; what {@code mail doctor} tries. */
    public SendOutcome tryLogin() {
        try (SmtpConnection connection = new SmtpConnection()) {
            return connection.tryOpen();
        }
    }

    /** Sends one mail past the outbox; for tests of the way, not for mail that matters. */
    public SendOutcome sendPast(String to, byte[] mime) {
        try (SmtpConnection connection = new SmtpConnection()) {
            return connection.send(0, to, mime, () -> {});
        }
    }

    private final class SmtpConnection implements Connection {
        private @Nullable PhaseTransport open;
        private int sent;

        @Override
        public SendOutcome send(OutboxEntry entry, byte[] mime, Runnable beforeData) {
            return send(entry.id(), entry.toAddress(), mime, beforeData);
        }

        private SendOutcome send(long id, String to, byte[] mime, Runnable beforeData) {
            PhaseTransport transport = null;
            try {
                transport = transport();
                SMTPMessage message = new SMTPMessage(session, new ByteArrayInputStream(mime));
                message.setEnvelopeFrom(envelope(id));
                transport.begin(beforeData);
                transport.sendMessage(message, new Address[] {new InternetAddress(to)});
                sent++;
                return SendOutcome.accepted(transport.getLastReturnCode(), transport.getLastServerResponse());
            } catch (MessagingException | IOException e) {
                SendOutcome outcome = Failures.explain(e, transport == null ? SendPhase.CONNECT : transport.phase());
                if (outcome.kind() != SendOutcome.Kind.REPLIED || outcome.code() == 421) {
                    close();
                }
                return outcome;
            }
        }

        private SendOutcome tryOpen() {
            try {
                PhaseTransport transport = transport();
                return SendOutcome.accepted(transport.getLastReturnCode(), transport.getLastServerResponse());
            } catch (MessagingException | IOException e) {
                return Failures.explain(e, SendPhase.CONNECT);
            }
        }

        private PhaseTransport transport() throws MessagingException, IOException {
            if (open != null && sent >= MAILS_PER_CONNECTION) {
                close();
            }
            if (open == null) {
                open = login();
                sent = 0;
            }
            return open;
        }

        private PhaseTransport login() throws MessagingException, IOException {
            if (tokens == null || settings.login() != Login.XOAUTH2) {
                return open(
                        settings.password() == null ? null : settings.password().reveal());
            }
            try {
                return open(tokens.current());
            } catch (AuthenticationFailedException e) {
                if (!Failures.tokenRefused(e)) {
                    throw e;
                }
                return open(tokens.renewed());
            }
        }

        private PhaseTransport open(@Nullable String password) throws MessagingException, IOException {
            boolean tls = settings.security() == Security.TLS;
            Session secured = session;
            if (settings.caFile() != null) {
                Properties more = properties(settings, sender);
                more.put((tls ? "mail.smtps." : "mail.smtp.") + "ssl.socketFactory", Trust.with(settings.caFile()));
                secured = Session.getInstance(more);
            }
            PhaseTransport transport = new PhaseTransport(secured, tls);
            try {
                transport.connect(settings.host(), settings.port(), settings.user(), password);
                return transport;
            } catch (MessagingException e) {
                transport.close();
                throw e;
            }
        }

        private String envelope(long id) {
            String bounceTo = settings.bounceTo();
            if (bounceTo == null) {
                return sender;
            }
            int at = bounceTo.indexOf('@');
            return bounceTo.substring(0, at) + "+" + id + bounceTo.substring(at);
        }

        @Override
        public void close() {
            if (open != null) {
                try {
                    open.close();
                } catch (MessagingException e) {
                    // The mails on it are settled; a goodbye that fails changes nothing.
                } finally {
                    open = null;
                }
            }
        }
    }
}
