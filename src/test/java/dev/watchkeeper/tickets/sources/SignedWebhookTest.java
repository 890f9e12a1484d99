package dev.watchkeeper.tickets.sources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.watchkeeper.config.Secret;
import dev.watchkeeper.fixture.TestClock;
import dev.watchkeeper.tickets.OutboundEvent;
import dev.watchkeeper.tickets.OutboundTransport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes out can be proved by the same preset that proves what comes in. */
class SignedWebhookTest {
    private static final String SECRET = "whsec_d2F0Y2hrZWVwZXItdGVzdC1zZWNyZXQtMzJieXRlcyE=";

    private record Received(Map<String, List<String>> headers, String body) {}

    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final TestClock clock = TestClock.at("2026-09-07T02:00:01Z");
    private HttpServer server;
    private int status = 204;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", exchange -> {
            received.add(new Received(
                    Map.copyOf(exchange.getRequestHeaders()),
                    new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void send() throws OutboundTransport.Undelivered {
        send("desk/7/first_response/1/breach/1");
    }

    private void send(String id) throws OutboundTransport.Undelivered {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
        new SignedWebhook(() -> List.of(new OutboundSettings("chat", url, new Secret(SECRET), List.of())), clock)
                .deliver(
                        "chat",
                        new OutboundEvent(
                                id,
                                "clock.breached",
                                "7",
                                clock.instant().minusSeconds(1),
                                Map.of("provisional", true)));
    }

    @Test
    void theEventIsACloudEventSignedAsPresetStandard() throws Exception {
        send();

        Received one = received.take();
        assertThat(SignaturePreset.STANDARD
                        .verify(
                                new HttpHeaders(one.headers()),
                                one.body().getBytes(UTF_8),
                                List.of(SECRET),
                                clock.instant(),
                                Duration.ofMinutes(5))
                        .proven())
                .isTrue();
        assertThat(one.body())
                .startsWith(
                        "{\"specversion\":\"1.0\",\"id\":\"desk/7/first_response/1/breach/1\",\"source\":\"/watchkeeper\"")
                .contains("\"type\":\"watchkeeper.clock.breached\"", "\"time\":\"2026-09-07T02:00:00Z\"");
    }

    @Test
    void aRefusalIsTriedAgainButGoneIsGone() {
        status = 500;
        assertThatThrownBy(this::send)
                .isInstanceOfSatisfying(
                        OutboundTransport.Undelivered.class,
                        e -> assertThat(e.permanent()).isFalse());
        status = 410;
        assertThatThrownBy(this::send)
                .isInstanceOfSatisfying(
                        OutboundTransport.Undelivered.class,
                        e -> assertThat(e.permanent()).isTrue());
    }

    @Test
    void plainHttpToOthersIsRefused() {
        assertThatThrownBy(() -> new OutboundSettings(
                        "chat", URI.create("http://chat.example/hook"), new Secret("x"), List.of()))
                .hasMessageContaining("https");
    }

    @Test
    void aTicketNumberInAnyScriptIsSent() throws Exception {
        send("desk/工单 7%/first_response/1/breach/1");

        Received one = received.take();
        assertThat(one.headers().get("Webhook-id"))
                .containsExactly("desk/%E5%B7%A5%E5%8D%95%207%25/first_response/1/breach/1");
        assertThat(one.body()).contains("desk/工单 7%/first_response/1/breach/1");
        assertThat(SignaturePreset.STANDARD
                        .verify(
                                new HttpHeaders(one.headers()),
                                one.body().getBytes(UTF_8),
                                List.of(SECRET),
                                clock.instant(),
                                Duration.ofMinutes(5))
                        .proven())
                .isTrue();
    }
}
