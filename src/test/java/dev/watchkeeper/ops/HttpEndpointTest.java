package dev.watchkeeper.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watchkeeper.tickets.Intake;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpEndpointTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final List<Intake.Delivery> deliveries = new ArrayList<>();
    private final Metrics metrics = new Metrics();
    private Optional<String> trouble = Optional.empty();
    private Intake.Reply reply = Intake.Reply.of(202, "stored");
    private final HttpEndpoint endpoint = new HttpEndpoint(settings(0), routes());

    private static HttpSettings settings(int port) {
        return new HttpSettings(true, "127.0.0.1", port, 2, 8, Duration.ofSeconds(5), 2048);
    }

    private List<Route> routes() {
        List<Route> routes = new ArrayList<>(ProbeRoutes.of(
                List.of(new Probe("loops", Optional::empty)),
                List.of(new Probe("database", () -> trouble), new Probe("config", Optional::empty)),
                metrics::scrape));
        routes.add(IngestRoute.of(delivery -> {
            deliveries.add(delivery);
            return reply;
        }));
        routes.add(Route.get("/broken", request -> {
            throw new IllegalStateException("planted");
        }));
        return routes;
    }

    @BeforeEach
    void start() {
        endpoint.start();
    }

    @AfterEach
    void stop() {
        endpoint.close();
        metrics.close();
    }

    private HttpResponse<String> send(String method, String path, byte... body)
            throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + endpoint.port() + path))
                        .header("X-Signature", "abc")
                        .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void probesAnswerWithReasons() throws Exception {
        assertThat(send("GET", "/livez").body()).contains("\"status\":\"alive\"");
        assertThat(send("GET", "/readyz").statusCode()).isEqualTo(200);

        trouble = Optional.of("the disk is full");
        HttpResponse<String> answer = send("GET", "/readyz");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body())
                .contains("\"status\":\"not ready\"", "\"database\":{\"ok\":false,\"reason\":\"the disk is full\"}");
    }

    @Test
    void metricsAreInPrometheusText() throws Exception {
        metrics.count("watchkeeper.mails", "outcome", "sent");
        metrics.gauge("watchkeeper.outbox", "mails waiting", () -> 3);

        assertThat(send("GET", "/metrics").body())
                .contains("watchkeeper_mails_total{outcome=\"sent\"} 1.0", "watchkeeper_outbox 3.0", "jvm_memory_used");
    }

    @Test
    void aDeliveryReachesTheIntakeByteForByte() throws Exception {
        byte[] body = {'{', (byte) 0xff, 0, '}'};

        HttpResponse<String> answer = send("POST", "/ingest/zendesk-main", body);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(deliveries).hasSize(1);
        assertThat(deliveries.get(0).source()).isEqualTo("zendesk-main");
        assertThat(deliveries.get(0).body()).isEqualTo(body);
        assertThat(deliveries.get(0).headers().get("X-signature")).containsExactly("abc");
        assertThat(deliveries.get(0).remote().isLoopbackAddress()).isTrue();
    }

    @Test
    void noMoreThanTheAllowedBodyAndOneByteIsRead() throws Exception {
        send("POST", "/ingest/x", new byte[100_000]);

        assertThat(deliveries.get(0).body()).hasSize(2049);
    }

    @Test
    void theIntakeMayAskToComeBackLater() throws Exception {
        reply = new Intake.Reply(429, "slow down", Duration.ofSeconds(7));

        assertThat(send("POST", "/ingest/x").headers().firstValue("Retry-After"))
                .contains("7");
    }

    @Test
    void nothingElseAnswers() throws Exception {
        assertThat(send("GET", "/").statusCode()).isEqualTo(404);
        assertThat(send("GET", "/ingest/").statusCode()).isEqualTo(404);
        assertThat(send("GET", "/livez/x").statusCode()).isEqualTo(404);
        assertThat(send("GET", "/ingest/x").statusCode()).isEqualTo(405);
        assertThat(send("POST", "/metrics").statusCode()).isEqualTo(405);
        assertThat(send("POST", "/metrics").headers().firstValue("Allow")).contains("GET, HEAD");
        assertThat(send("HEAD", "/livez").body()).isEmpty();
        assertThat(send("GET", "/broken").body()).doesNotContain("planted");
    }

    @Test
    void garbageOnTheSocketDisturbsNobody() throws Exception {
        for (String garbage :
                List.of("\0\0\0\r\n\r\n", "GET\r\n\r\n", "GET /%zz HTTP/1.1\r\n\r\n", "x".repeat(20_000))) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), endpoint.port())) {
                socket.getOutputStream().write(garbage.getBytes(StandardCharsets.ISO_8859_1));
                socket.getOutputStream().flush();
            }
        }
        assertThat(send("GET", "/livez").statusCode()).isEqualTo(200);
    }

    @Test
    void aTakenPortIsSaidPlainly() {
        HttpEndpoint second = new HttpEndpoint(settings(endpoint.port()), List.of());

        assertThatThrownBy(second::start).hasMessageContaining("is taken").hasMessageContaining("http.port");
    }
}
