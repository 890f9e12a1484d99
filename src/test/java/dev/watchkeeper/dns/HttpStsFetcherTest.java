package dev.watchkeeper.dns;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpStsFetcherTest {
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private static StsFetcher.Fetched from(HttpServer server, String scheme) {
        server.start();
        try {
            URI base = URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort() + "/");
            return new HttpStsFetcher(System::nanoTime, base).fetch("a.example", List.of());
        } finally {
            server.stop(0);
        }
    }

    private static HttpServer answering(int status, String type, String body) throws IOException {
        HttpServer server = HttpServer.create(ANY, 0);
        server.createContext("/a.example/.well-known/mta-sts.txt", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        return server;
    }

    @Test
    void readsAPolicyAndRefusesEverythingElse() throws IOException {
        assertThat(from(answering(200, "text/plain; charset=utf-8", "version: STSv1"), "http"))
                .isEqualTo(StsFetcher.Fetched.text("version: STSv1"));
        assertThat(from(answering(301, "text/plain", "x"), "http").reason()).contains("redirects are not followed");
        assertThat(from(answering(404, "text/plain", "x"), "http").outcome()).isEqualTo(StsFetcher.Outcome.REFUSED);
        assertThat(from(answering(200, "text/html", "x"), "http").reason()).contains("text/plain");
        assertThat(from(answering(200, "text/plain", "x".repeat(70_000)), "http")
                        .reason())
                .contains("64 KiB");
    }

    @Test
    void aCertificateNobodySignedIsToldAsSuch(@TempDir Path directory) throws Exception {
        HttpsServer server = HttpsServer.create(ANY, 0);
        server.setHttpsConfigurator(new HttpsConfigurator(selfSigned(directory.resolve("keys.p12"))));
        server.createContext("/", exchange -> exchange.sendResponseHeaders(200, -1));

        StsFetcher.Fetched fetched = from(server, "https");

        assertThat(fetched.outcome()).isEqualTo(StsFetcher.Outcome.REFUSED);
        assertThat(fetched.reason()).startsWith("TLS:");
    }

    @Test
    void nobodyAtThePortIsUnknown() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertThat(new HttpStsFetcher(System::nanoTime, URI.create("http://127.0.0.1:" + port + "/"))
                        .fetch("a.example", List.of())
                        .outcome())
                .isEqualTo(StsFetcher.Outcome.UNKNOWN);
    }

    private static SSLContext selfSigned(Path file) throws Exception {
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        List<String> command = List.of(
                keytool.toString(),
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                "changeit");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
