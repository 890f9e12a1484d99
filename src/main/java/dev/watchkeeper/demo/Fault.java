package dev.watchkeeper.demo;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes wrong on demand, in place of or on top of a proper answer.
 *
 * @param status of the answer; 0 to let the proper answer through
 * @param body sent as it is
 */
public record Fault(
        Kind kind,
        int status,
        String contentType,
        String body,
        Map<String, String> headers,
        @Nullable Duration delay) {
    /** How it goes wrong. */
    public enum Kind {
        /** Another answer than the proper one. */
        ANSWER,
        /** The proper answer, cut off half-way. */
        CUT,
        /** The line breaks before an answer. */
        RESET,
        /** The proper answer, late. */
        SLOW,
        /** A page without items that has a token, before the proper one. */
        EMPTY_PAGE,
        /** The proper answer with a 64-bit number that is not quoted. */
        BARE_NUMBER
    }

    public static Fault of(Kind kind) {
        return new Fault(kind, 0, "", "", Map.of(), null);
    }

    public static Fault slow(Duration delay) {
        return new Fault(Kind.SLOW, 0, "", "", Map.of(), delay);
    }

    /** An error in Google's envelope. */
    public static Fault error(int status, String reason, String canonical, String message) {
        byte[] body = Wire.json(new ApiError(status, reason, canonical, message).body());
        return text(
                status, "application/json; charset=UTF-8", new String(body, java.nio.charset.StandardCharsets.UTF_8));
    }

    public static Fault text(int status, String contentType, String body) {
        return new Fault(Kind.ANSWER, status, contentType, body, Map.of(), null);
    }

    public Fault header(String name, String value) {
        return new Fault(kind, status, contentType, body, Map.of(name, value), delay);
    }

    public static Fault throttled() {
        return error(
                429,
                "rateLimitExceeded",
                "RESOURCE_EXHAUSTED",
                "Quota exceeded for quota metric 'Queries' and limit 'Queries per minute per user'");
    }

    public static Fault html(int status) {
        return text(
                status,
                "text/html; charset=UTF-8",
                "<!DOCTYPE html><html><title>Error " + status + " (Server Error)!!1</title><p>That's an error.</html>");
    }

    public static Fault rateText() {
        return text(403, "text/plain", "Request rate higher than configured.");
    }

    public static Fault notAuthorised() {
        return error(
                401, "authError", "UNAUTHENTICATED", "Access denied. You are not authorized to read activity records.");
    }

    public static Fault expired() {
        return error(
                401,
                "authError",
                "UNAUTHENTICATED",
                "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other"
                        + " valid authentication credential.");
    }

    /** A refusal of the token endpoint. */
    public static Fault token(int status, String error, String description) {
        byte[] body = Wire.json(Map.of("error", error, "error_description", description));
        return text(
                status, "application/json; charset=UTF-8", new String(body, java.nio.charset.StandardCharsets.UTF_8));
    }
}
