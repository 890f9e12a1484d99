package dev.watchkeeper.journey;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.watchkeeper.app.Application;
import dev.watchkeeper.ops.HttpEndpoint;
import dev.watchkeeper.ops.IngestRoute;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A ticket system that tells by signed webhook what happens to its tickets. */
final class Desk implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final byte[] KEY = "journey-secret-journey-secret-32".getBytes(UTF_8);

    /** The source as it stands in {@code sources.yaml}. */
    static final String SOURCE = """
            sources:
              - id: desk
                type: webhook
                signature: standard
                payload: canonical
                secrets: ["${file:desk.secret}"]
            """;

    /** The file the source refers to. */
    static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(KEY);

    private final URI address;
    private final HttpEndpoint endpoint;
    private int deliveries;

    private Desk(URI address, HttpEndpoint endpoint) {
        this.address = address;
        this.endpoint = endpoint;
    }

    /** Delivers to an application whose own HTTP server is not running. */
    static Desk of(Application app) {
        HttpEndpoint endpoint = new HttpEndpoint(
                app.configuration().get().settings().http(),
                List.of(IngestRoute.of(app.tickets().intake())));
        endpoint.start();
        return new Desk(address(endpoint.port()), endpoint);
    }

    static URI address(int port) {
        return URI.create("http://127.0.0.1:" + port + "/ingest/desk");
    }

    static String opened(String ticket, String customer, String severity, String channel, Instant at) {
        return event(ticket + "-opened", "ticket.opened", ticket, at, """
                {"customer":"%s","actor":{"kind":"customer","id":"c1"},"channel":"%s","public":true,"automatic":false,\
                "attrs":{"severity":"%s","title":"Mail is down","status_category":"new","initiated_by":"customer"}}""".formatted(customer, channel, severity));
    }

    static String answered(String ticket, Instant at) {
        return event(ticket + "-answer-" + at.getEpochSecond(), "message.agent", ticket, at, """
                {"actor":{"kind":"agent","id":"u88","name":"Li Na"},"channel":"email","public":true,"automatic":false}""");
    }

    static String solved(String ticket, Instant at) {
        return event(ticket + "-solved", "ticket.solved", ticket, at, """
                {"actor":{"kind":"agent","id":"u88"},"from":"open","to":"solved"}""");
    }

    private static String event(String id, String type, String ticket, Instant at, String data) {
        return """
                {"specversion":"1.0","id":"%s","source":"/desk","type":"watchkeeper.%s","subject":"%s","time":"%s",\
                "data":%s}""".formatted(id, type, ticket, at, data);
    }

    /** Delivers an event, signed at an instant. */
    int deliver(String event, Instant now) {
        return send(address, event, "msg-" + ++deliveries, now);
    }

    /** Signs and sends; the status of the reply. */
    static int send(URI address, String event, String id, Instant now) {
        try {
            return CLIENT.send(request(address, event, id, now, KEY), HttpResponse.BodyHandlers.ofString())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Delivers with the signature of a stranger. */
    int deliverForged(String event, Instant now) throws Exception {
        byte[] key = "somebody else's key".getBytes(UTF_8);
        return CLIENT.send(request(address, event, "forged", now, key), HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    private static HttpRequest request(URI address, String event, String id, Instant now, byte[] key) {
        String timestamp = Long.toString(now.getEpochSecond());
        byte[] signature;
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            signature = mac.doFinal((id + "." + timestamp + "." + event).getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .header("webhook-id", id)
                .header("webhook-timestamp", timestamp)
                .header("webhook-signature", "v1," + Base64.getEncoder().encodeToString(signature))
                .POST(HttpRequest.BodyPublishers.ofString(event))
                .build();
    }

    @Override
    public void close() {
        endpoint.close();
    }
}
