package dev.watchkeeper.mail.smtp;

import dev.watchkeeper.mail.SendPhase;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.io.OutputStream;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** The library's transport, which also tells how far it got. */
final class PhaseTransport extends SMTPTransport {
    private SendPhase phase = SendPhase.CONNECT;
    private Runnable beforeData = () -> {};

    /** An encrypted-from-the-start transport is the same class with another port and flag. */
    PhaseTransport(Session session, boolean tls) {
        super(session, new URLName(tls ? "smtps" : "smtp", null, -1, null, null, null), tls ? "smtps" : "smtp", tls);
    }

    SendPhase phase() {
        return phase;
    }

    void begin(Runnable before) {
        phase = SendPhase.CONNECT;
        beforeData = before;
    }

    @Override
    protected void mailFrom() throws MessagingException {
        phase = SendPhase.MAIL;
        super.mailFrom();
    }

    @Override
    protected void rcptTo() throws MessagingException {
        phase = SendPhase.RCPT;
        super.rcptTo();
    }

    @Override
    protected OutputStream data() throws MessagingException {
        beforeData.run();
        phase = SendPhase.DATA;
        OutputStream wire = super.data();
        phase = SendPhase.BODY;
        return wire;
    }

    @Override
    protected void finishData() throws IOException, MessagingException {
        phase = SendPhase.DOT;
        super.finishData();
        phase = SendPhase.DONE;
    }
}
