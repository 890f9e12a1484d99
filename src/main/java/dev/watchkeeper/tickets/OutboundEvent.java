package dev.watchkeeper.tickets;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An event we tell others, in the same envelope as the events we take: CloudEvents, source {@code /watchkeeper}.
 *
 * @param id unique for ever: clock, mark and target version, so that a receiver can drop repeats
 * @param type without prefix: {@code clock.breached}, {@code clock.warned}, {@code clock.retracted}, {@code
 *     clock.restated}, {@code source.stale}
 * @param data plain values: text, number, boolean
 */
public record OutboundEvent(String id, String type, String subject, Instant occurredAt, Map<String, Object> data) {
    public static final String SOURCE = "/watchkeeper";

    public OutboundEvent {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }
}
