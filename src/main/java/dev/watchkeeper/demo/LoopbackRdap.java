package dev.watchkeeper.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** A registry's RDAP server on loopback: knows the domains it is told of and misbehaves on request. */
public final class LoopbackRdap implements AutoCloseable {
    /** What a name is answered with. */
    private record Answer(int status, String body, Map<String, String> headers) {}

    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> questions = new CopyOnWriteArrayList<>();

    private LoopbackRdap(HttpServer server) {
        this.server = server;
    }

    public static LoopbackRdap start() throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        LoopbackRdap rdap = new LoopbackRdap(http);
        http.createContext("/domain/", rdap::answer);
        http.start();
        return rdap;
    }

    /** The address to configure as {@code dns.rdap.url}. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** Registers a domain until an instant, in states such as {@code active} or {@code client hold}. */
    public void register(String domain, Instant expires, String... states) {
        String words = List.of(states).stream().map(s -> "\"" + s + "\"").collect(Collectors.joining(","));
        answer(
                domain,
                200,
                "{\"objectClassName\":\"domain\",\"ldhName\":\"" + domain + "\",\"status\":[" + words
                        + "],\"events\":[{\"eventAction\":\"registration\",\"eventDate\":\"2019-01-01T00:00:00Z\"},"
                        + "{\"eventAction\":\"expiration\",\"eventDate\":\"" + expires + "\"}]}",
                Map.of());
    }

    /** Answers a name with any status, body and headers. */
    public void answer(String domain, int status, String body, Map<String, String> headers) {
        answers.put(domain, new Answer(status, body, headers));
    }

    /** The names asked for so far. */
    public List<String> questions() {
        return List.copyOf(questions);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String domain = path.substring(path.lastIndexOf('/') + 1);
        questions.add(domain);
        Answer answer = answers.getOrDefault(domain, new Answer(404, "", Map.of()));
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/rdap+json");
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
