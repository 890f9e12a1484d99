package dev.watchkeeper.tickets.sources;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.watchkeeper.tickets.OutboundEvent;
import dev.watchkeeper.tickets.OutboundTransport;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Sends outbound events as structured CloudEvents, signed as preset standard. Safe for several threads. */
public final class SignedWebhook implements OutboundTransport {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Supplier<List<OutboundSettings>> targets;
    private final Clock clock;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    public SignedWebhook(Supplier<List<OutboundSettings>> targets, Clock clock) {
        this.targets = targets;
        this.clock = clock;
    }

    @Override
    public void deliver(String target, OutboundEvent event) throws Undelivered {
        OutboundSettings settings = targets.get().stream()
                .filter(one -> one.id().equals(target))
                .findFirst()
                .orElseThrow(() -> new Undelivered("target " + target + " is no longer in sources.yaml", true));
        byte[] body = body(event);
        String id = forHeader(event.id());
        String stamp = String.valueOf(clock.instant().getEpochSecond());
        byte[] head = (id + "." + stamp + ".").getBytes(UTF_8);
        byte[] mac =
                Hmac.SHA256.of(SignaturePreset.standardKey(settings.secret().reveal()), head, body);
        HttpRequest request = HttpRequest.newBuilder(settings.url())
                .timeout(TIMEOUT)
                .header("Content-Type", "application/cloudevents+json; charset=utf-8")
                .header("webhook-id", id)
                .header("webhook-timestamp", stamp)
                .header("webhook-signature", "v1," + Base64.getEncoder().encodeToString(mac))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try {
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status / 100 != 2) {
                // 410 is the standard's way to say: never again.
                throw new Undelivered("answered " + status, status == 410);
            }
        } catch (IOException e) {
            throw new Undelivered(e.getClass().getSimpleName() + ": " + e.getMessage(), false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Undelivered("stopped", false);
        }
    }

    /** A ticket system may number its tickets in any script; a header holds printable ASCII, so the rest is %-encoded. */
    private static String forHeader(String id) {
        StringBuilder plain = new StringBuilder();
        for (byte one : id.getBytes(UTF_8)) {
            if (one > ' ' && one < 0x7f && one != '%') {
                plain.append((char) one);
            } else {
                plain.append('%').append(HexFormat.of().withUpperCase().toHexDigits(one));
            }
        }
        return plain.toString();
    }

    static byte[] body(OutboundEvent event) {
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("specversion", "1.0");
        envelope.put("id", event.id());
        envelope.put("source", OutboundEvent.SOURCE);
        envelope.put("type", "watchkeeper." + event.type());
        envelope.put("subject", event.subject());
        envelope.put("time", event.occurredAt().toString());
        envelope.put("datacontenttype", "application/json");
        envelope.put("data", event.data());
        try {
            return JsonTree.MAPPER.writeValueAsBytes(envelope);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event of ours cannot be written as JSON", e);
        }
    }
}
