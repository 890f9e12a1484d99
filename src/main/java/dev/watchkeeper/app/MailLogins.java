package dev.watchkeeper.app;

import dev.watchkeeper.config.Secret;
import dev.watchkeeper.google.Google;
import dev.watchkeeper.google.MailboxTokens;
import dev.watchkeeper.mail.smtp.AccessTokens;
import dev.watchkeeper.mail.smtp.OauthSettings;
import dev.watchkeeper.mail.smtp.SmtpSettings;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where mail routes get their access tokens. */
final class MailLogins {
    private final Google google;
    private final Path directory;

    MailLogins(Google google, Path directory) {
        this.google = google;
        this.directory = directory;
    }

    /**
     * Tokens for a route; null if it needs none.
     *
     * @param section {@code smtp} or {@code fallback}
     */
    @Nullable
    AccessTokens tokens(String section, SmtpSettings smtp) {
        String mailbox = smtp.user();
        if (smtp.login() != SmtpSettings.Login.XOAUTH2 || mailbox == null) {
            return null;
        }
        try {
            return adapt(open(smtp.oauth(), mailbox));
        } catch (IOException e) {
            throw World.refused(
                    directory,
                    "mail." + section + ".oauth",
                    e,
                    "keyFile with a service account's key, or clientId, clientSecret and refreshToken");
        }
    }

    private MailboxTokens open(@Nullable OauthSettings oauth, String mailbox) throws IOException {
        String clientId = oauth == null ? null : oauth.clientId();
        Secret secret = oauth == null ? null : oauth.clientSecret();
        Secret refresh = oauth == null ? null : oauth.refreshToken();
        if (oauth != null && clientId != null && secret != null && refresh != null) {
            return google.mailbox(oauth.tokenUrl(), clientId, secret.reveal(), refresh.reveal());
        }
        return google.mailbox(oauth == null ? null : oauth.keyFile(), mailbox);
    }

    private static AccessTokens adapt(MailboxTokens tokens) {
        return new AccessTokens() {
            @Override
            public String current() throws IOException {
                return told(tokens::current);
            }

            @Override
            public String renewed() throws IOException {
                return told(tokens::renewed);
            }
        };
    }

    private static String told(TokenCall call) throws IOException {
        try {
            return call.get();
        } catch (MailboxTokens.Refused e) {
            throw new AccessTokens.Refused(String.valueOf(e.getMessage()));
        }
    }

    /** A question to whoever gives tokens. */
    private interface TokenCall {
        String get() throws IOException;
    }
}
