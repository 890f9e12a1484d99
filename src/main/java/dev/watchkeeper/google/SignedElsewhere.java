package dev.watchkeeper.google;

import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.UrlEncodedContent;
import com.google.api.client.http.json.JsonHttpContent;
import com.google.api.client.json.GenericJson;
import com.google.api.client.json.JsonObjectParser;
import com.google.api.client.json.gson.GsonFactory;
import com.google.auth.http.HttpCredentialsAdapter;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.Map;

/**
 * Delegated credentials without a key of ours: Google signs the assertion ({@code signJwt}), we exchange it for a token.
 * The library has no class for this, and {@code generateAccessToken} cannot name a subject.
 */
final class SignedElsewhere extends GoogleCredentials {
    private static final String SIGN = "https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/";
    private static final String TOKEN = "https://oauth2.googleapis.com/token";
    private static final long LIFETIME_SECONDS = 3600;

    private final transient GoogleCredentials source;
    private final transient HttpTransport transport;
    private final transient Clock clock;
    private final String serviceAccount;
    private final String subject;
    private final String scope;

    SignedElsewhere(
            GoogleCredentials source,
            HttpTransport transport,
            Clock clock,
            String serviceAccount,
            String subject,
            String scope) {
        this.source = source;
        this.transport = transport;
        this.clock = clock;
        this.serviceAccount = serviceAccount;
        this.subject = subject;
        this.scope = scope;
    }

    @Override
    @SuppressWarnings("JavaUtilDate") // the library's type
    public AccessToken refreshAccessToken() throws IOException {
        long now = clock.instant().getEpochSecond();
        GenericJson claims = new GenericJson()
                .set("iss", serviceAccount)
                .set("sub", subject)
                .set("scope", scope)
                .set("aud", TOKEN)
                .set("iat", now)
                .set("exp", now + LIFETIME_SECONDS);
        GsonFactory json = GsonFactory.getDefaultInstance();
        HttpRequest sign = transport
                .createRequestFactory(new HttpCredentialsAdapter(source))
                .buildPostRequest(
                        new GenericUrl(SIGN + serviceAccount + ":signJwt"),
                        new JsonHttpContent(json, Map.of("payload", json.toString(claims))));
        Object assertion = post(sign).get("signedJwt");
        HttpRequest exchange = transport
                .createRequestFactory()
                .buildPostRequest(
                        new GenericUrl(TOKEN),
                        new UrlEncodedContent(Map.of(
                                "grant_type",
                                "urn:ietf:params:oauth:grant-type:jwt-bearer",
                                "assertion",
                                String.valueOf(assertion))));
        Object token = post(exchange).get("access_token");
        if (token == null) {
            throw new IOException("the token endpoint answered without a token");
        }
        return new AccessToken(String.valueOf(token), Date.from(Instant.ofEpochSecond(now + LIFETIME_SECONDS)));
    }

    private static GenericJson post(HttpRequest request) throws IOException {
        return request.setParser(new JsonObjectParser(GsonFactory.getDefaultInstance()))
                .execute()
                .parseAs(GenericJson.class);
    }
}
