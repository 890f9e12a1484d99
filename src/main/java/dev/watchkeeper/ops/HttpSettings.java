package dev.watchkeeper.ops;

import java.time.Duration;

/**
 * The section {@code http} of the configuration.
 *
 * @param host address to listen on; loopback unless a proxy in front does TLS
 * @param port 0 takes any free one
 * @param threads deliveries handled at once
 * @param queue deliveries that may wait for a place; those beyond are answered 503
 * @param timeout longest time a request may take to arrive
 * @param maxBody largest body of {@code POST /ingest}, in bytes
 */
public record HttpSettings(
        boolean enabled, String host, int port, int threads, int queue, Duration timeout, int maxBody) {
    public HttpSettings {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("http.port " + port + " is out of range; accepted: 0 to 65535");
        }
        if (threads < 1 || threads > 64) {
            throw new IllegalArgumentException("http.threads " + threads + " is out of range; accepted: 1 to 64");
        }
        if (queue < 1 || queue > 10_000) {
            throw new IllegalArgumentException("http.queue " + queue + " is out of range; accepted: 1 to 10000");
        }
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(Duration.ofMinutes(5)) > 0) {
            throw new IllegalArgumentException("http.timeout " + timeout + " is out of range; accepted: 1s to 5m");
        }
        if (maxBody < 1024 || maxBody > 16 << 20) {
            throw new IllegalArgumentException(
                    "http.maxBody " + maxBody + " is out of range; accepted: 1024 to 16777216");
        }
    }
}
