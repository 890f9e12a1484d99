package dev.watchkeeper.mail.smtp;

import dev.watchkeeper.config.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One SMTP route.
 *
 * @param user and password: for authentication; both or neither
 * @param oauth for login xoauth2; null: tokens by the service account of {@code google.credentials}
 * @param caFile PEM file of authorities trusted besides those that Java trusts, for a relay with a house certificate
 * @param helloName our public host name in EHLO; relays distrust "localhost"
 * @param bounceTo envelope sender; {@code +} and the mail's number go before the @. Null: the sender's address
 * @param perMinute mails a minute at most
 */
public record SmtpSettings(
        String host,
        int port,
        Security security,
        Login login,
        @Nullable String user,
        @Nullable Secret password,
        @Nullable OauthSettings oauth,
        @Nullable Path caFile,
        @Nullable String helloName,
        @Nullable String bounceTo,
        Duration timeout,
        int perMinute) {
    /** How the connection is protected. */
    public enum Security {
        /** Encryption is asked for after connecting, and nothing is sent without it. */
        STARTTLS,
        /** Encrypted from the first byte. */
        TLS,
        /** No encryption: loopback only. */
        PLAIN
    }

    /** How we say who we are. */
    public enum Login {
        NONE,
        PASSWORD,
        /** An access token in place of a password, as Google and Microsoft want it. */
        XOAUTH2
    }

    public SmtpSettings {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not between 1 and 65535, for example 587");
        }
        if (security == Security.PLAIN && !loopback(host)) {
            throw new IllegalArgumentException(
                    "security plain is accepted for 127.0.0.1, ::1 and localhost only, not for " + host
                            + "; use starttls or tls");
        }
        if (login == Login.PASSWORD && (user == null || password == null)) {
            throw new IllegalArgumentException("login password needs user and password");
        }
        if (login == Login.XOAUTH2 && user == null) {
            throw new IllegalArgumentException("login xoauth2 needs user, the sender's address");
        }
        if (oauth != null && login != Login.XOAUTH2) {
            throw new IllegalArgumentException("oauth is for login xoauth2; write login: xoauth2, or leave it out");
        }
        if (perMinute < 1) {
            throw new IllegalArgumentException("perMinute " + perMinute + " is not a positive number");
        }
        if (timeout.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("timeout " + timeout + " is shorter than a second; 60s is usual");
        }
    }

    static boolean loopback(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost") || name.startsWith("127.") || name.equals("::1") || name.equals("[::1]");
    }
}
