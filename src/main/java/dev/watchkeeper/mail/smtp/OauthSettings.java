package dev.watchkeeper.mail.smtp;

import dev.watchkeeper.config.Secret;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the access tokens of login xoauth2 come from: a service account that may act for the sender, or a refresh token
 * that the sender once granted.
 *
 * @param keyFile key of a service account with domain-wide delegation for {@code https://mail.google.com/}; null for that
 *     of {@code google.credentials}
 * @param tokenUrl who trades the refresh token for access tokens
 * @param clientId and clientSecret, refreshToken: all three or none
 */
public record OauthSettings(
        @Nullable Path keyFile,
        URI tokenUrl,
        @Nullable String clientId,
        @Nullable Secret clientSecret,
        @Nullable Secret refreshToken) {
    public OauthSettings {
        String host = tokenUrl.getHost();
        if (host == null || (!"https".equals(tokenUrl.getScheme()) && !SmtpSettings.loopback(host))) {
            throw new IllegalArgumentException("tokenUrl " + tokenUrl
                    + " is not an https address, for example https://oauth2.googleapis.com/token");
        }
        boolean some = clientId != null || clientSecret != null || refreshToken != null;
        if (some && (clientId == null || clientSecret == null || refreshToken == null)) {
            throw new IllegalArgumentException(
                    "refreshToken goes with clientId and clientSecret; write all three, or none and a keyFile");
        }
        if (some && keyFile != null) {
            throw new IllegalArgumentException("keyFile and refreshToken are two ways to a token; keep one");
        }
    }
}
