package dev.watchkeeper.ops;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small HTTP server with a fixed list of routes; everything else is 404. Bodies, waiting requests, threads and times
 * are bounded, and a connection beyond the bounds is closed.
 *
 * <p>The JDK's server spends a thread on each request while it arrives, however slowly. So there are many threads, which
 * do nothing but wait, and few places to work at: some for probes, some for all else, so that no
 * number of slow or busy senders shuts out those who ask whether the daemon lives.
 */
public final class HttpEndpoint implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HttpEndpoint.class);

    /** Requests that may be arriving at the same time, each with a small thread. */
    private static final int ARRIVING = 4000;

    /** Connections that the kernel keeps until we look; it cuts the number to what it allows. */
    private static final int BACKLOG = 1024;

    private static final long STACK = 256 << 10;
    private static final int PROBES = 4;
    /** Heap for bodies that are arriving. */
    private static final int BODIES = 64 << 20;

    /** How much of a body that is too large is taken and thrown away, so that its sender hears why. */
    private static final long SKIPPED = 32L << 20;

    private final HttpSettings settings;
    private final List<Route> routes;
    private final Gate probes;
    private final BodyBudget bodies = new BodyBudget(BODIES);
    private final Gate work;
    private @Nullable HttpServer server;
    private @Nullable ThreadPoolExecutor threads;

    public HttpEndpoint(HttpSettings settings, List<Route> routes) {
        this.settings = settings;
        this.routes = List.copyOf(routes);
        this.probes = new Gate(PROBES, settings.queue());
        this.work = new Gate(settings.threads(), settings.queue());
    }

    /**
     * Begins to listen.
     *
     * @throws IllegalStateException if the address cannot be had, with the remedy
     */
    public synchronized void start() {
        limit(
                "sun.net.httpserver.maxReqTime",
                Long.toString(Math.max(1, settings.timeout().toSeconds())));
        limit("sun.net.httpserver.maxRspTime", "60");
        limit("sun.net.httpserver.maxReqHeaders", "100");
        limit("sun.net.httpserver.nodelay", "true");
        try {
            InetSocketAddress address = new InetSocketAddress(settings.host(), settings.port());
            if (address.isUnresolved()) {
                throw new UnknownHostException(settings.host());
            }
            HttpServer made = HttpServer.create(address, BACKLOG);
            AtomicInteger number = new AtomicInteger();
            threads = new ThreadPoolExecutor(
                    0,
                    ARRIVING,
                    30,
                    TimeUnit.SECONDS,
                    new SynchronousQueue<>(),
                    one -> new Thread(null, one, "http-" + number.incrementAndGet(), STACK));
            made.setExecutor(threads);
            made.createContext("/", this::exchange);
            made.start();
            server = made;
            log.info("HTTP on {}:{}", settings.host(), port());
        } catch (BindException e) {
            throw new IllegalStateException(
                    "http.port " + settings.port() + " on " + settings.host()
                            + " is taken or not ours; stop the other program, or set another http.port (0 takes any)",
                    e);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "http.host " + settings.host() + " cannot be listened on: " + e.getMessage(), e);
        }
    }

    /** The JDK's server takes its limits from system properties only; one set by the operator is left alone. */
    private static void limit(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** The port it listens on; interesting when the settings say 0. */
    public synchronized int port() {
        return server == null ? settings.port() : server.getAddress().getPort();
    }

    private void exchange(HttpExchange exchange) {
        try (exchange) {
            Answer answer = answer(exchange);
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            boolean head = exchange.getRequestMethod().equals("HEAD");
            boolean empty = head || answer.body().length == 0;
            exchange.sendResponseHeaders(answer.status(), empty ? -1 : answer.body().length);
            if (!empty) {
                exchange.getResponseBody().write(answer.body());
            }
        } catch (IOException e) {
            log.debug("the caller went away", e);
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String method = exchange.getRequestMethod();
        List<Route> fitting = routes.stream()
                .filter(route -> path != null && route.matches(path))
                .toList();
        if (fitting.isEmpty()) {
            return Answer.text(404, "nothing here");
        }
        Optional<Route> route = fitting.stream()
                .filter(r -> r.method().equals(method) || (r.method().equals("GET") && method.equals("HEAD")))
                .findFirst();
        if (route.isEmpty()) {
            String allowed = fitting.stream()
                    .map(r -> r.method().equals("GET") ? "GET, HEAD" : r.method())
                    .distinct()
                    .collect(Collectors.joining(", "));
            Answer refusal = Answer.text(405, "another method is wanted here");
            return new Answer(405, refusal.contentType(), refusal.body(), Map.of("Allow", allowed));
        }
        try {
            Route found = route.get();
            if (!found.body()) {
                Gate gate = found.probe() ? probes : work;
                return gate.through(() -> found.handler().answer(request(exchange, path, new byte[0])));
            }
            // The body first: one that trickles in must not hold a place to work at.
            Optional<byte[]> body = body(exchange);
            if (body.isEmpty()) {
                return Gate.COME_BACK;
            }
            return body.get().length > settings.maxBody()
                    ? Answer.text(413, "the body is larger than " + settings.maxBody() + " bytes")
                    : work.through(() -> found.handler().answer(request(exchange, path, body.get())));
        } catch (RuntimeException e) {
            log.error("answering {} {} failed", method, route.get().path(), e);
            return Answer.text(500, "failed; the log says why");
        }
    }

    private Optional<byte[]> body(HttpExchange exchange) throws IOException {
        try (InputStream in = exchange.getRequestBody()) {
            Optional<byte[]> body = bodies.read(in, settings.maxBody() + 1);
            if (body.isEmpty() || body.get().length > settings.maxBody()) {
                discard(in);
            }
            return body;
        }
    }

    /** Most senders read no answer before they have sent everything. */
    private static void discard(InputStream in) throws IOException {
        byte[] bytes = new byte[8192];
        long left = SKIPPED;
        for (int n = in.read(bytes); n >= 0 && left > 0; n = in.read(bytes)) {
            left -= n;
        }
    }

    private static Request request(HttpExchange exchange, String path, byte[] bytes) {
        return new Request(
                exchange.getRequestMethod(),
                path,
                exchange.getRequestURI().getRawQuery(),
                exchange.getRequestHeaders(),
                bytes,
                exchange.getRemoteAddress().getAddress());
    }

    /** Stops listening and lets running requests end, for a second at most. */
    @Override
    public synchronized void close() {
        if (server != null) {
            // The JDK's server sits the whole second out even if nobody is there.
            server.stop(threads == null || threads.getActiveCount() == 0 ? 0 : 1);
            server = null;
        }
        if (threads != null) {
            threads.shutdown();
            threads = null;
        }
    }
}
