package dev.watchkeeper.mail.smtp;

import dev.watchkeeper.mail.Mailbox;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The only place that writes a header. Names come from a closed list; values with a control character, a line separator
 * or more than a line of ASCII are refused, because {@code setHeader} writes what it is given.
 */
final class Headers {
    /** Every header a mail of ours may carry. */
    enum Name {
        DATE("Date"),
        FROM("From"),
        TO("To"),
        REPLY_TO("Reply-To"),
        SUBJECT("Subject"),
        MESSAGE_ID("Message-ID"),
        IN_REPLY_TO("In-Reply-To"),
        REFERENCES("References"),
        AUTO_SUBMITTED("Auto-Submitted"),
        AUTO_RESPONSE_SUPPRESS("X-Auto-Response-Suppress"),
        CONTENT_LANGUAGE("Content-Language"),
        LIST_ID("List-Id"),
        LIST_UNSUBSCRIBE("List-Unsubscribe"),
        LIST_UNSUBSCRIBE_POST("List-Unsubscribe-Post"),
        IMPORTANCE("Importance"),
        UNSENT("X-Unsent"),
        KIND("X-Watchkeeper-Kind"),
        SEVERITY("X-Watchkeeper-Severity"),
        CUSTOMER("X-Watchkeeper-Customer"),
        INCIDENT("X-Watchkeeper-Incident"),
        ORIGINAL_TO("X-Watchkeeper-Original-To"),
        CONTENT_TYPE("Content-Type"),
        CONTENT_TRANSFER_ENCODING("Content-Transfer-Encoding"),
        CONTENT_DISPOSITION("Content-Disposition");

        private final String wire;

        Name(String wire) {
            this.wire = wire;
        }

        String wire() {
            return wire;
        }
    }

    private static final int LONGEST = 700;
    private static final int LONGEST_NAME = 200;
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

    private Headers() {}

    /** Sets a header of printable ASCII; throws IllegalArgumentException for anything else. */
    static void set(MimeMessage part, Name name, String value) throws MessagingException {
        part.setHeader(name.wire(), MimeUtility.fold(name.wire().length() + 2, checked(name, value)));
    }

    /** Sets a header that names something of a stranger's, who may number tickets in any script; encoded where needed. */
    static void name(MimeMessage part, Name name, String value) throws MessagingException {
        String text = value.length() > LONGEST_NAME ? value.substring(0, LONGEST_NAME) : value;
        part.setHeader(name.wire(), MimeUtility.fold(name.wire().length() + 2, encoded(text)));
    }

    private static String encoded(String text) {
        try {
            return MimeUtility.encodeText(clean(text), StandardCharsets.UTF_8.name(), "B");
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("every Java platform has UTF-8", e);
        }
    }

    private static String checked(Name name, String value) {
        if (value.length() > LONGEST || !value.matches("[\\x20-\\x7e]*")) {
            throw new IllegalArgumentException("value for header " + name.wire() + " is too long or not plain text; "
                    + value.length() + " characters");
        }
        return value;
    }

    /** The headers of a body part whose content is already base64. */
    static InternetHeaders part(String contentType, @Nullable String disposition) {
        InternetHeaders headers = new InternetHeaders();
        headers.setHeader(Name.CONTENT_TYPE.wire(), checked(Name.CONTENT_TYPE, contentType));
        headers.setHeader(Name.CONTENT_TRANSFER_ENCODING.wire(), "base64");
        if (disposition != null) {
            headers.setHeader(Name.CONTENT_DISPOSITION.wire(), checked(Name.CONTENT_DISPOSITION, disposition));
        }
        return headers;
    }

    /** Carries the headers we know over to a message with other content; its own id and types it makes itself. */
    static void copy(MimeMessage from, MimeMessage to) throws MessagingException {
        for (Name name : Name.values()) {
            String value = from.getHeader(name.wire(), null);
            if (value != null
                    && name != Name.MESSAGE_ID
                    && name != Name.CONTENT_TYPE
                    && name != Name.CONTENT_TRANSFER_ENCODING) {
                to.setHeader(name.wire(), value);
            }
        }
    }

    static void date(MimeMessage message, Instant date, ZoneId zone) throws MessagingException {
        set(message, Name.DATE, DATE.format(date.atZone(zone)));
    }

    /** Sets an address header; the display name is encoded where needed and loses control characters. */
    static void address(MimeMessage message, Name name, Mailbox mailbox) throws MessagingException {
        try {
            InternetAddress address = new InternetAddress(mailbox.address(), clean(mailbox.name()), "UTF-8");
            message.setHeader(name.wire(), MimeUtility.fold(name.wire().length() + 2, address.toString()));
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("every Java platform has UTF-8", e);
        }
    }

    /** Sets the subject, encoded where needed; control characters become blanks. */
    static void subject(MimeMessage message, String subject) throws MessagingException {
        message.setHeader(Name.SUBJECT.wire(), MimeUtility.fold(9, encoded(subject)));
    }

    private static String clean(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069\\u200e\\u200f]+", " ")
                .replaceAll(" {2,}", " ")
                .strip();
    }
}
