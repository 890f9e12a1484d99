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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpEndpointTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final List<Intake.Delivery> deliveries = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch stall = new CountDownLatch(0);
    private final Metrics metrics = new Metrics();
    private Optional<String> trouble = Optional.empty();
    private Intake.Reply reply = Intake.Reply.of(202, "stored");
    private final HttpEndpoint endpoint = new HttpEndpoint(settings(0), routes());

    private static HttpSettings settings(int port) {
        return new HttpSettings(true, "127.0.0.1", port, 2, 8, Duration.ofSeconds(20), 1 << 20);
    }

    private List<Route> routes() {
        List<Route> routes = new ArrayList<>(ProbeRoutes.of(
                List.of(new Probe("loops", Optional::empty)),
                List.of(new Probe("database", () -> trouble), new Probe("config", Optional::empty)),
                metrics::scrape));
        routes.add(IngestRoute.of(delivery -> {
            await(stall);
            deliveries.add(delivery);
            return reply;
        }));
        routes.add(Route.get("/page", request -> {
            await(stall);
            return Answer.text(200, "a page");
        }));
        routes.add(Route.get("/broken", request -> {
            throw new IllegalStateException("planted");
        }));
        return routes;
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
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
    void aBodyThatIsTooLargeIsRefusedAsSuch() throws Exception {
        HttpResponse<String> answer = send("POST", "/ingest/x", new byte[3 << 20]);

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("larger than 1048576 bytes");
        assertThat(send("POST", "/ingest/x", new byte[1 << 20]).statusCode()).isEqualTo(202);
        assertThat(deliveries).hasSize(1);
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

    /** Headers that never end, and bodies that never come, on many more connections than there are places to work. */
    @Test
    void slowSendersDoNotShutOutProbesOrOneAnother() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 1300; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), endpoint.port());
                slow.add(socket);
                String begun = i % 2 == 0
                        ? "POST /ingest/x HTTP/1.1\r\nHost: a\r\nX-Slow: "
                        : "POST /ingest/x HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{";
                socket.getOutputStream().write(begun.getBytes(StandardCharsets.ISO_8859_1));
                socket.getOutputStream().flush();
            }
            assertThat(send("GET", "/livez").statusCode()).isEqualTo(200);
            assertThat(send("GET", "/readyz").statusCode()).isEqualTo(200);
            assertThat(send("GET", "/metrics").statusCode()).isEqualTo(200);
            for (int i = 0; i < 20; i++) {
                assertThat(send("POST", "/ingest/x", (byte) '{').statusCode()).isEqualTo(202);
            }
            assertThat(deliveries).as("none of the slow ones").hasSize(20);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    /** The intake stands still, as it does when the database does. */
    @Test
    void busySendersDoNotShutOutProbesAndAreAskedToComeBack() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        stall = go;
        List<CompletableFuture<HttpResponse<String>>> sent = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String path = i % 2 == 0 ? "/ingest/x" : "/page";
            sent.add(CLIENT.sendAsync(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + endpoint.port() + path))
                            .method(i % 2 == 0 ? "POST" : "GET", HttpRequest.BodyPublishers.ofString("{}"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString()));
        }
        CompletableFuture<Object> refused =
                CompletableFuture.anyOf(sent.toArray(CompletableFuture<?>[]::new)); // 2 work, 8 wait
        assertThat(refused.get(30, TimeUnit.SECONDS)).isInstanceOfSatisfying(HttpResponse.class, answer -> {
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        });
        assertThat(send("GET", "/livez").statusCode()).isEqualTo(200);
        go.countDown();
        CompletableFuture.allOf(sent.toArray(CompletableFuture<?>[]::new)).get(30, TimeUnit.SECONDS);
        assertThat(sent.stream().filter(one -> one.join().statusCode() < 300).count())
                .isGreaterThanOrEqualTo(2);
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
