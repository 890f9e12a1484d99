package dev.watchkeeper.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.watchkeeper.tickets.EventForm;
import dev.watchkeeper.tickets.TicketEvent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;

/** Ticket events as the JSON text that is stored, and the hash that tells the same content from other content. */
final class EventJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ObjectWriter SORTED = MAPPER.writer(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    private static final TypeReference<LinkedHashMap<String, Object>> OBJECT = new TypeReference<>() {};

    private EventJson() {}

    /** Fields in alphabetical order, so that equal events give equal text. */
    static String write(TicketEvent event) {
        try {
            return SORTED.writeValueAsString(EventForm.write(event));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event of ours cannot be written as JSON", e);
        }
    }

    static TicketEvent read(String json, Instant receivedAt) {
        try {
            return EventForm.readStored(MAPPER.readValue(json, OBJECT)).withReceivedAt(receivedAt);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("ticket_event.body holds no JSON; was the table edited by hand?", e);
        }
    }

    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-256", e);
        }
    }
}
