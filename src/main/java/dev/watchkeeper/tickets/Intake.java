package dev.watchkeeper.tickets;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes deliveries pushed by ticket systems; what the HTTP server calls for {@code POST /ingest/{source}}. */
public interface Intake {
    /** The largest body that is read; a caller reads one byte more at most, so that the excess can be told. */
    int MAX_BODY_BYTES = 1 << 20;

    /**
     * Checks and stores one delivery. Status 202 is returned only once everything in it is durable; never throws for
     * what a stranger may send.
     */
    Reply receive(Delivery delivery);

    /**
     * One HTTP request as it came.
     *
     * @param source last path segment, the id of a source in {@code sources.yaml}
     * @param headers all headers; names in any case
     * @param body the raw bytes, at most {@link #MAX_BODY_BYTES} + 1 of them
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody; raw bytes must reach the signature untouched
    record Delivery(String source, Map<String, List<String>> headers, byte[] body, InetAddress remote) {}

    /**
     * The answer.
     *
     * @param status 202, 400, 401, 404, 413, 429 or 503
     * @param message one line for the sender; holds no secret and nothing of the body
     * @param retryAfter set with 429 and 503
     */
    record Reply(int status, String message, @Nullable Duration retryAfter) {
        public static Reply of(int status, String message) {
            return new Reply(status, message, null);
        }
    }
}
