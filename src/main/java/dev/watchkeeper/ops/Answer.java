package dev.watchkeeper.ops;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What an HTTP request is answered. */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Answer(int status, String contentType, byte[] body, Map<String, String> headers) {
    public static Answer text(int status, String text) {
        return of(status, "text/plain; charset=utf-8", text + "\n");
    }

    public static Answer html(int status, String html) {
        return of(status, "text/html; charset=utf-8", html);
    }

    public static Answer json(int status, String json) {
        return of(status, "application/json", json + "\n");
    }

    public static Answer of(int status, String contentType, String body) {
        return new Answer(status, contentType, body.getBytes(StandardCharsets.UTF_8), Map.of());
    }
}
