package dev.watchkeeper.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpFeedTest {
    private HttpServer server;
    private HttpFeed feed;

    /** Answers one request. */
    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/incidents.json");
        feed = new HttpFeed(address, System::nanoTime, Duration.ofSeconds(15));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Feed.Fetched fetch(String tag, Answer answer) {
        server.createContext("/incidents.json", exchange -> {
            try (exchange) {
                answer.to(exchange);
            }
        });
        return feed.fetch(tag, "");
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("ETag", "\"7\"");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Test
    void readsADocumentAndItsValidator() {
        Feed.Fetched fetched =
                fetch("", e -> send(e, 200, "application/json; charset=utf-8", "[]".getBytes(StandardCharsets.UTF_8)));

        assertThat(fetched).isEqualTo(new Feed.Fetched(Feed.Outcome.FETCHED, "[]", "\"7\"", "", ""));
    }

    @Test
    void asksConditionally() {
        Feed.Fetched fetched = fetch("\"7\"", e -> {
            boolean same = "\"7\"".equals(e.getRequestHeaders().getFirst("If-None-Match"));
            e.sendResponseHeaders(same ? 304 : 500, -1);
        });

        assertThat(fetched.outcome()).isEqualTo(Feed.Outcome.NOT_MODIFIED);
    }

    @Test
    void refusesWhatIsNotTheFeed() {
        Feed.Fetched redirect = fetch("", e -> {
            e.getResponseHeaders().set("Location", "http://127.0.0.1:1/");
            e.sendResponseHeaders(302, -1);
        });
        server.removeContext("/incidents.json");
        Feed.Fetched html = fetch("", e -> send(e, 200, "text/html", "<html>".getBytes(StandardCharsets.UTF_8)));
        server.removeContext("/incidents.json");
        Feed.Fetched huge = fetch("", e -> send(e, 200, "application/json", new byte[4 * 1024 * 1024 + 1]));
        server.removeContext("/incidents.json");
        Feed.Fetched bytes = fetch("", e -> send(e, 200, "application/json", new byte[] {'[', (byte) 0xff, ']'}));

        assertThat(redirect.reason()).contains("redirects are not followed");
        assertThat(html.reason()).contains("not JSON");
        assertThat(huge.reason()).contains("4 MiB");
        assertThat(bytes.reason()).contains("UTF-8");
    }

    @Test
    void aBodyThatNeverEndsIsGivenUp() {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/incidents.json");
        feed = new HttpFeed(address, System::nanoTime, Duration.ofMillis(400));
        Feed.Fetched fetched = fetch("", e -> {
            e.getResponseHeaders().set("Content-Type", "application/json");
            e.sendResponseHeaders(200, 0);
            e.getResponseBody().write('[');
            e.getResponseBody().flush();
            java.util.concurrent.locks.LockSupport.parkNanos(
                    Duration.ofMillis(700).toNanos());
        });

        assertThat(fetched.outcome()).isEqualTo(Feed.Outcome.FAILED);
    }

    @Test
    void aHeadThatDripsIsCutOff() throws IOException {
        try (ServerSocket dripping = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> drip(dripping), "drip");
            server.setDaemon(true);
            server.start();
            URI address = URI.create("http://127.0.0.1:" + dripping.getLocalPort() + "/incidents.json");

            Feed.Fetched fetched = new HttpFeed(address, System::nanoTime, Duration.ofMillis(400)).fetch("", "");

            assertThat(fetched.outcome()).isEqualTo(Feed.Outcome.FAILED);
        }
    }

    /** A head without end, a byte each fifty milliseconds. */
    private static void drip(ServerSocket socket) {
        try (Socket client = socket.accept()) {
            client.getOutputStream().write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 2_000; i++) {
                client.getOutputStream().write('x');
                Thread.sleep(50);
            }
        } catch (IOException e) {
            // the client hung up: what is wanted
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
