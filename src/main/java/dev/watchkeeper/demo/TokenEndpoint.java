package dev.watchkeeper.demo;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Tokens for signed assertions; the signature and {@code aud} are not checked. Tokens carry what they stand for. */
final class TokenEndpoint {
    private static final long LIFETIME_SECONDS = 3600;
    private static final String PREFIX = "ya29.wk-";

    private TokenEndpoint() {}

    /** What a token stands for. */
    record Bearer(String customerId, String subject, Instant expires, Set<String> scopes) {}

    /** An answer of the endpoint. */
    record Answer(int status, Map<String, Object> body) {
        static Answer error(int status, String error, String description) {
            return new Answer(status, Map.of("error", error, "error_description", description));
        }
    }

    /** The claims of an assertion; empty if it is none. */
    static Map<String, Object> claims(Map<String, String> form) {
        String[] parts = form.getOrDefault("assertion", "").split("\\.", -1);
        if (parts.length != 3) {
            return Map.of();
        }
        try {
            return Wire.read(Base64.getUrlDecoder().decode(parts[1]));
        } catch (IllegalArgumentException e) {
            return Map.of();
        }
    }

    static Answer grant(Map<String, Object> claims, Optional<EmulatedCustomer> customer, Instant now) {
        if (claims.isEmpty()) {
            return Answer.error(400, "invalid_request", "Missing or malformed assertion.");
        }
        String subject = String.valueOf(claims.getOrDefault("sub", ""));
        if (customer.isEmpty()) {
            return Answer.error(400, "invalid_grant", "Invalid email or User ID");
        }
        Set<String> scopes = new TreeSet<>(
                Set.of(String.valueOf(claims.getOrDefault("scope", "")).split(" ", -1)));
        if (!customer.get().grants(scopes)) {
            return Answer.error(
                    401,
                    "unauthorized_client",
                    "Client is unauthorized to retrieve access tokens using this method, or client not authorized for"
                            + " any of the scopes requested.");
        }
        return issue(customer.get().id(), subject, scopes, now);
    }

    /** What a person once granted, traded for a token. */
    record Refreshable(String clientId, String clientSecret, String subject, String scope) {}

    static Answer refresh(Map<String, String> form, @Nullable Refreshable granted, Instant now) {
        if (granted == null) {
            return Answer.error(400, "invalid_grant", "Token has been expired or revoked.");
        }
        if (!granted.clientId().equals(form.get("client_id"))
                || !granted.clientSecret().equals(form.get("client_secret"))) {
            return Answer.error(401, "invalid_client", "Unauthorized");
        }
        return issue("-", granted.subject(), Set.of(granted.scope()), now);
    }

    private static Answer issue(String customerId, String subject, Set<String> scopes, Instant now) {
        String content = customerId + "|" + subject + "|"
                + now.plusSeconds(LIFETIME_SECONDS).getEpochSecond() + "|" + String.join(" ", scopes);
        String token = PREFIX
                + Base64.getUrlEncoder().withoutPadding().encodeToString(content.getBytes(StandardCharsets.UTF_8));
        return new Answer(200, Map.of("access_token", token, "expires_in", LIFETIME_SECONDS, "token_type", "Bearer"));
    }

    static Optional<Bearer> read(String token) {
        if (!token.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            String[] parts = new String(
                            Base64.getUrlDecoder().decode(token.substring(PREFIX.length())), StandardCharsets.UTF_8)
                    .split("\\|", -1);
            return Optional.of(new Bearer(
                    parts[0],
                    parts[1],
                    Instant.ofEpochSecond(Long.parseLong(parts[2])),
                    Set.of(parts[3].split(" ", -1))));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }
}
