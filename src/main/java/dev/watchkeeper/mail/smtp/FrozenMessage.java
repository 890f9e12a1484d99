package dev.watchkeeper.mail.smtp;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;

/** A message that keeps the Message-ID it was given: the library's own would replace it with one at localhost. */
final class FrozenMessage extends MimeMessage {
    private final String messageId;

    FrozenMessage(String messageId) {
        super(Session.getInstance(new Properties()));
        this.messageId = messageId;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        Headers.set(this, Headers.Name.MESSAGE_ID, messageId);
    }
}
