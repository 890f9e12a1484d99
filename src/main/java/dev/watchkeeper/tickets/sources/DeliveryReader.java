package dev.watchkeeper.tickets.sources;

import dev.watchkeeper.tickets.InvalidEvent;
import dev.watchkeeper.tickets.TicketEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The body of one proven delivery as canonical events, in whichever form its source sends. */
final class DeliveryReader {
    /** An item that could not be read, while others of the same batch could. */
    record Bad(@Nullable String eventId, String reason, String body) {}

    record Read(List<TicketEvent> events, List<Bad> bad, Set<String> unmapped) {}

    private DeliveryReader() {}

    /** Throws {@link InvalidEvent} if nothing of it can be read. */
    static Read read(
            SourceSettings source,
            HttpHeaders headers,
            byte[] body,
            BinaryDeliveries binary,
            Function<String, List<TicketEvent>> log) {
        String encoding = headers.get("content-encoding").orElse("identity");
        if (!encoding.equalsIgnoreCase("identity")) {
            throw new InvalidEvent("Content-Encoding " + encoding + " is not accepted; send the body as it is");
        }
        String text = JsonTree.text(body);
        PayloadMapping payload = mapping(source.payloadKind());
        if (payload == null) {
            return canonical(source, headers, text, binary);
        }
        Mapping mapping = payload.tables(source.eventSource(), source.mappingOrDefault());
        List<TicketEvent> events = payload.map(JsonTree.read(text), mapping, log);
        return new Read(events, List.of(), mapping.unmapped());
    }

    static @Nullable PayloadMapping mapping(PayloadKind kind) {
        return switch (kind) {
            case CANONICAL -> null;
            case ZENDESK -> new ZendeskPayload();
            case ZAMMAD -> new ZammadPayload();
            case JIRA -> new JiraPayload();
        };
    }

    private static Read canonical(SourceSettings source, HttpHeaders headers, String text, BinaryDeliveries binary) {
        if (headers.get("ce-id").isPresent() || headers.get("ce-specversion").isPresent()) {
            binary.check(source, headers);
            Map<String, String> attributes = new TreeMap<>();
            headers.withPrefix("ce-").forEach((name, value) -> attributes.put("ce-" + name, value));
            return new Read(List.of(CloudEvents.readBinary(attributes, text)), List.of(), Set.of());
        }
        boolean array = text.stripLeading().startsWith("[");
        boolean batch = headers.mediaType().equals("application/cloudevents-batch+json");
        if (headers.mediaType().equals("application/cloudevents+json") && array) {
            throw new InvalidEvent("a list of events needs Content-Type application/cloudevents-batch+json");
        }
        if (batch && !array) {
            throw new InvalidEvent("application/cloudevents-batch+json needs a list of events");
        }
        CloudEvents.Batch read = CloudEvents.readBatch(text);
        List<Bad> bad = read.problems().stream()
                .map(p -> new Bad(null, "item " + p.number() + ": " + p.message(), p.text()))
                .toList();
        return new Read(read.events(), bad, Set.of());
    }
}
