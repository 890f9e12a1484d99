package dev.watchkeeper.demo;

import java.util.List;
import java.util.Map;

/** An error answer of the emulated API, in Google's envelope. */
final class ApiError extends Exception {
    private final int status;
    private final String reason;
    private final String canonical;
    private final String text;

    ApiError(int status, String reason, String canonical, String text) {
        super(text, null, false, false);
        this.status = status;
        this.reason = reason;
        this.canonical = canonical;
        this.text = text;
    }

    static ApiError invalid(String text) {
        return new ApiError(400, "invalid", "INVALID_ARGUMENT", text);
    }

    static ApiError badRequest() {
        return new ApiError(400, "badRequest", "INVALID_ARGUMENT", "Bad Request");
    }

    static ApiError notFound() {
        return new ApiError(404, "notFound", "NOT_FOUND", "Not Found");
    }

    int status() {
        return status;
    }

    Map<String, Object> body() {
        String domain = reason.contains("uota") || reason.contains("ateLimit") ? "usageLimits" : "global";
        return Map.of(
                "error",
                Map.of(
                        "code",
                        status,
                        "message",
                        text,
                        "errors",
                        List.of(Map.of("message", text, "domain", domain, "reason", reason)),
                        "status",
                        canonical));
    }
}
