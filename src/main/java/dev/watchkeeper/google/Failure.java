package dev.watchkeeper.google;

import com.google.api.client.http.HttpResponseException;
import com.google.auth.Retryable;
import dev.watchkeeper.audit.SourceException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong with one attempt, and what that means: the error table of the reference, section 4.8. Pure.
 *
 * @param again whether another attempt may help
 * @param staleToken whether a new token may help; tried once
 */
record Failure(
        Kind kind,
        boolean again,
        boolean staleToken,
        String message,
        @Nullable Duration retryAfter) {
    private static final List<String> THROTTLES =
            List.of("rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded", "RESOURCE_EXHAUSTED");
    private static final Pattern TOO_RECENT =
            Pattern.compile("not yet available|[Dd]ate can not be later than|greater than LastReportedDate");
    private static final Pattern CLOCK = Pattern.compile("\\b(iat|exp)\\b|timeframe");
    private static final int LONGEST = 300;

    /** Judges an answer with an error status. */
    static Failure ofAnswer(int status, String body, @Nullable Duration retryAfter) {
        Envelope error = Envelope.read(body);
        String told = "HTTP " + status + error.describe();
        if (status == 429 || (error.isThrottle() && (status == 403 || status == 503))) {
            return new Failure(Kind.THROTTLED, true, false, told, retryAfter);
        }
        if (status == 401) {
            // "Not authorized to read" comes with a valid token: a new one would be refused as well.
            boolean privilege = error.message.contains("not authorized");
            return new Failure(
                    Kind.PERMISSION,
                    false,
                    !privilege,
                    privilege ? told + "; the administrator we act for lacks the Reports privilege" : told,
                    null);
        }
        if (status == 403 && error.isOurProject()) {
            return new Failure(Kind.REFUSED, false, false, told + error.remedy(), null);
        }
        if (status == 403) {
            return new Failure(Kind.PERMISSION, false, false, told + error.remedy(), null);
        }
        if (status == 400 && TOO_RECENT.matcher(error.message).find()) {
            return new Failure(Kind.NO_DATA, false, false, error.message, null);
        }
        if (status >= 500 || status == 408) {
            return new Failure(Kind.UNAVAILABLE, true, false, told, retryAfter);
        }
        return new Failure(Kind.REFUSED, false, false, told, null);
    }

    /** Judges an exception: of the token endpoint, or of the line. */
    static Failure ofException(IOException e) {
        if (e instanceof Retryable token) {
            return ofToken(e, token.isRetryable());
        }
        if (e instanceof HttpResponseException answer) {
            int status = answer.getStatusCode();
            return ofToken(e, status == 429 || status >= 500);
        }
        return new Failure(
                Kind.UNAVAILABLE,
                true,
                false,
                "no usable answer: " + clean(e.getClass().getSimpleName() + ": " + e.getMessage()),
                null);
    }

    /** An answer that is not what the API gives: broken, cut off, of a wrong type. */
    static Failure ofBody(Exception e) {
        return new Failure(
                Kind.UNAVAILABLE,
                true,
                false,
                "the answer cannot be read: " + clean(String.valueOf(e.getMessage())),
                null);
    }

    private static Failure ofToken(IOException e, boolean retryable) {
        String content = "";
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpResponseException answer && answer.getContent() != null) {
                content = answer.getContent();
                break;
            }
        }
        Map<String, Object> body = JsonValues.readObject(content);
        String code = JsonValues.text(body.get("error"));
        String description = JsonValues.text(body.get("error_description"));
        String told = "no token: " + clean(code.isEmpty() ? String.valueOf(e.getMessage()) : code + ": " + description);
        if (retryable) {
            return new Failure(Kind.UNAVAILABLE, true, false, told, null);
        }
        return switch (code) {
            case "unauthorized_client", "access_denied", "invalid_scope" ->
                refused(
                        Kind.PERMISSION,
                        told + "; the customer has to authorise our client id for this scope (domain-wide delegation)");
            case "invalid_grant" -> {
                if (CLOCK.matcher(description).find()) {
                    yield refused(Kind.REFUSED, told + "; check the clock of this machine");
                }
                if (description.contains("JWT")) {
                    yield refused(Kind.REFUSED, told + "; check the service account's key, it may have been deleted");
                }
                yield refused(
                        Kind.PERMISSION,
                        told + "; the administrator we act for is deleted, suspended or of another domain");
            }
            case "" -> new Failure(Kind.UNAVAILABLE, true, false, told, null);
            default -> refused(Kind.REFUSED, told + "; check the service account and its key");
        };
    }

    private static Failure refused(Kind kind, String message) {
        return new Failure(kind, false, false, message, null);
    }

    /** One line, printable, of bounded length: the text is not ours. */
    static String clean(String text) {
        String line = text.codePoints()
                .limit(LONGEST + 1L)
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .trim();
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }

    /** Google's error envelope, or whatever came in its place. */
    private record Envelope(String reason, String status, String message, boolean html) {
        static Envelope read(String body) {
            Map<String, Object> error =
                    JsonValues.object(JsonValues.readObject(body).get("error"));
            if (error.isEmpty()) {
                boolean html = body.stripLeading().toLowerCase(Locale.ROOT).startsWith("<");
                return new Envelope("", "", html ? "" : clean(body), html);
            }
            String reason = "";
            for (Object one : JsonValues.list(error.get("errors"))) {
                reason = JsonValues.text(JsonValues.object(one).get("reason"));
                break;
            }
            return new Envelope(
                    clean(reason),
                    clean(JsonValues.text(error.get("status"))),
                    clean(JsonValues.text(error.get("message"))),
                    false);
        }

        boolean isThrottle() {
            return THROTTLES.contains(reason)
                    || THROTTLES.contains(status)
                    || message.contains("Request rate higher than configured")
                    || message.startsWith("Quota exceeded");
        }

        /** The customer can do nothing about it. */
        boolean isOurProject() {
            return reason.equals("accessNotConfigured")
                    || message.contains("has not been used in project")
                    || message.contains("it is disabled");
        }

        String describe() {
            if (html) {
                return " with a page instead of an answer";
            }
            String word = reason.isEmpty() ? status : reason;
            return (word.isEmpty() ? "" : " " + word) + (message.isEmpty() ? "" : ": " + message);
        }

        String remedy() {
            return switch (reason) {
                case "insufficientPermissions" -> "; authorise the missing scope for our client id";
                case "accessNotConfigured" -> "; enable the API in our own Cloud project";
                case "domainCannotUseApis" -> "; the customer has switched off API access";
                default -> "";
            };
        }
    }
}
