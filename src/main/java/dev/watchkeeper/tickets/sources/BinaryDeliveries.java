package dev.watchkeeper.tickets.sources;

import dev.watchkeeper.tickets.InvalidEvent;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * In binary mode the event's fields stand in headers, and no signature of ours covers them: who overhears a delivery
 * could send its body again under another event id, type or time. What the preset standard does sign is the delivery's
 * own id and its time, so a delivery id is bound to the headers it came with first, for longer than its time stamp is
 * accepted. The sender may choose both ids freely, and a retry (same id, same headers) passes. Safe for many threads.
 */
final class BinaryDeliveries {
    /** More than a source may deliver while a time stamp is fresh, at the usual rates. */
    private static final int KEPT = 20_000;

    private final Map<String, Map<String, String>> first = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Map<String, String>> eldest) {
            return size() > KEPT;
        }
    };

    /** Throws {@link InvalidEvent} if the delivery's attributes are not bound to what was signed. */
    void check(SourceSettings source, HttpHeaders headers) {
        SignaturePreset preset = source.signatureOrNone();
        if (preset == SignaturePreset.NONE) {
            return; // an allow-listed network is trusted with everything
        }
        if (preset != SignaturePreset.STANDARD) {
            throw new InvalidEvent("binary mode puts the event into headers that are not signed; send structured mode"
                    + " (application/cloudevents+json), or sign as preset standard");
        }
        Map<String, String> attributes = headers.withPrefix("ce-");
        String delivery = source.id() + " " + headers.get("webhook-id").orElse("");
        Map<String, String> before;
        synchronized (first) {
            before = first.putIfAbsent(delivery, attributes);
        }
        if (before != null && !before.equals(attributes)) {
            throw new InvalidEvent(
                    "this webhook-id came before with other ce- headers; a delivery keeps its headers when"
                            + " it is sent again, another event needs another webhook-id");
        }
    }
}
