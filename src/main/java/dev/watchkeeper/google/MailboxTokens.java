package dev.watchkeeper.google;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import dev.watchkeeper.audit.SourceException.Kind;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/** Access tokens for one mailbox, for SMTP by XOAUTH2. Never logged. Safe for use by several threads. */
public final class MailboxTokens {
    /** SMTP wants the full mail scope; {@code gmail.send} is for Google's HTTP interface only. */
    static final String SCOPE = "https://mail.google.com/";

    private static final Duration MARGIN = Duration.ofMinutes(5);

    private final GoogleCredentials credentials;
    private final Clock clock;
    private @Nullable AccessToken latest;

    MailboxTokens(GoogleCredentials credentials, Clock clock) {
        this.credentials = credentials;
        this.clock = clock;
    }

    /** A token that is good for at least five more minutes. */
    public synchronized String current() throws IOException {
        AccessToken known = latest;
        return known != null && goodUntil(known).isAfter(clock.instant()) ? known.getTokenValue() : renewed();
    }

    /** A token asked for now, because the last one was refused. */
    public synchronized String renewed() throws IOException {
        latest = null;
        try {
            AccessToken made = credentials.refreshAccessToken();
            latest = made;
            return made.getTokenValue();
        } catch (IOException e) {
            Failure failure = Failure.ofException(e);
            String told = failure.message()
                    + (failure.kind() == Kind.PERMISSION
                            ? "; scope " + SCOPE + " for the mailbox in mail.smtp.user"
                            : "");
            throw failure.again() ? new IOException(told, e) : new Refused(told, e);
        }
    }

    @SuppressWarnings("JavaUtilDate") // the library's type
    private static Instant goodUntil(AccessToken token) {
        Date expires = token.getExpirationTime();
        return expires == null ? Instant.MIN : expires.toInstant().minus(MARGIN);
    }

    /** The endpoint answered and gives no token: asking again does not help. */
    public static final class Refused extends IOException {
        Refused(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
