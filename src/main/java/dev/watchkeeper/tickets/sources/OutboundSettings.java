package dev.watchkeeper.tickets.sources;

import dev.watchkeeper.config.Secret;
import java.net.URI;
import java.util.List;

/**
 * Where to tell what happens to clocks; an entry of {@code outbound} in {@code sources.yaml}. Deliveries are signed as
 * preset standard.
 *
 * @param url https, or http to a loopback address
 * @param secret {@code whsec_} and base64, or plain text
 * @param types without prefix, for example {@code clock.breached}; all if empty
 */
public record OutboundSettings(String id, URI url, Secret secret, List<String> types) {
    private static final List<String> KNOWN =
            List.of("clock.warned", "clock.breached", "clock.retracted", "clock.restated", "source.stale");

    public OutboundSettings {
        types = List.copyOf(types);
        boolean loopback = url.getHost() != null && url.getHost().matches("127\\..*|localhost|\\[::1]");
        if (!"https".equals(url.getScheme()) && !("http".equals(url.getScheme()) && loopback)) {
            throw new IllegalArgumentException(
                    "outbound " + id + ": url '" + url + "' is not accepted; https, or http to a loopback address");
        }
        for (String type : types) {
            if (!KNOWN.contains(type)) {
                throw new IllegalArgumentException(
                        "outbound " + id + ": type '" + type + "' is not known; accepted: " + String.join(", ", KNOWN));
            }
        }
    }

    /** True if this target wants events of the type. */
    public boolean wants(String type) {
        return types.isEmpty() || types.contains(type);
    }
}
