package dev.watchkeeper.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Google on loopback: token endpoint, Reports, Directory and Policy API, as far as we use them, with faults on demand.
 * Follows the discovery document and the behaviour seen in the field. Safe for use by several threads.
 */
public final class GoogleEmulator implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GoogleEmulator.class);

    private final HttpServer server;
    private final ExecutorService threads;
    private final Clock clock;
    private final Map<String, EmulatedCustomer> customers = new ConcurrentHashMap<>();
    private final Map<String, TokenEndpoint.Refreshable> refreshables = new ConcurrentHashMap<>();
    private final Map<String, UsageQuirks> quirks = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> calls = new ConcurrentHashMap<>();
    private final AtomicInteger emptyPages = new AtomicInteger();
    private final Faults faults = new Faults();
    private final StatusFeed status;
    private final Api api;

    private GoogleEmulator(HttpServer server, ExecutorService threads, Clock clock) {
        this.server = server;
        this.threads = threads;
        this.clock = clock;
        this.status = new StatusFeed(clock.instant());
        this.api = new Api(customers, this::quirks);
    }

    /** Starts on a free port of the loopback address. */
    public static GoogleEmulator start(Clock clock) {
        return start(clock, 0);
    }

    public static GoogleEmulator start(Clock clock, int port) {
        // Else head and body of an answer leave as two packets and wait for each other 40 ms a time.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        AtomicInteger number = new AtomicInteger();
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "google-emulator-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            GoogleEmulator emulator = new GoogleEmulator(server, threads, clock);
            server.setExecutor(threads);
            server.createContext("/", emulator::handle);
            server.start();
            return emulator;
        } catch (IOException e) {
            threads.shutdown();
            throw new java.io.UncheckedIOException("the emulator of Google could not listen on loopback", e);
        }
    }

    public URI rootUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    public URI tokenUrl() {
        return rootUrl().resolve("token");
    }

    /** The incidents document of the status dashboard; {@code products.json} lies beside it. */
    public URI statusUrl() {
        return rootUrl().resolve("appsstatus/dashboard/incidents.json");
    }

    /** An incident of Gmail is open since then. */
    public void incident(Instant since) {
        status.open(since);
    }

    public void incidentOver(Instant at) {
        status.close(at);
    }

    public GoogleEmulator add(EmulatedCustomer customer) {
        customers.put(customer.id(), customer);
        return this;
    }

    public Optional<EmulatedCustomer> customer(String id) {
        return Optional.ofNullable(customers.get(id));
    }

    /** A person granted a client this scope for good. */
    public GoogleEmulator refreshable(
            String refreshToken, String clientId, String clientSecret, String subject, String scope) {
        refreshables.put(refreshToken, new TokenEndpoint.Refreshable(clientId, clientSecret, subject, scope));
        return this;
    }

    /** Whose mailbox an access token opens for SMTP; empty if none. */
    public Optional<String> mailbox(String accessToken) {
        return TokenEndpoint.read(accessToken)
                .filter(bearer -> bearer.expires().isAfter(clock.instant())
                        && bearer.scopes().contains("https://mail.google.com/"))
                .map(TokenEndpoint.Bearer::subject);
    }

    /** The oddities of a customer's usage reports. */
    public UsageQuirks quirks(String customerId) {
        return quirks.computeIfAbsent(customerId, id -> new UsageQuirks());
    }

    public Faults faults() {
        return faults;
    }

    /** Lets requests without a token through; the customer is then the one named by {@code customerId}. */
    public GoogleEmulator open(boolean yes) {
        api.open(yes);
        return this;
    }

    /** Refuses more than so many requests in any calendar minute, as Google does; 0 for no limit. */
    public GoogleEmulator quotaPerMinute(int requests) {
        api.quotaPerMinute(requests);
        return this;
    }

    /** How often an operation was called, for example {@code activities:login} or {@code token}. */
    public long calls(String operation) {
        return calls.entrySet().stream()
                .filter(e -> e.getKey().startsWith(operation))
                .mapToLong(e -> e.getValue().sum())
                .sum();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Call call = Call.of(exchange);
            if (call.isAt("token")) {
                byte[] body = exchange.getRequestBody().readAllBytes();
                token(exchange, Call.form(new String(body, StandardCharsets.UTF_8)));
                return;
            }
            if (call.isAt("appsstatus", "dashboard", "incidents.json")) {
                Delivery.send(exchange, 200, Wire.json(status.incidents()), faults.next("?", "status"));
                return;
            }
            if (call.isAt("appsstatus", "dashboard", "products.json")) {
                Delivery.send(exchange, 200, Wire.json(status.products()), Optional.empty());
                return;
            }
            answer(exchange, call);
        } catch (RuntimeException e) {
            LOG.warn("the emulator of Google failed at {}", exchange.getRequestURI(), e);
            throw e;
        }
    }

    private void token(HttpExchange exchange, Map<String, String> form) throws IOException {
        if ("refresh_token".equals(form.get("grant_type"))) {
            count("token");
            TokenEndpoint.Answer refreshed = TokenEndpoint.refresh(
                    form, refreshables.get(form.getOrDefault("refresh_token", "")), clock.instant());
            Delivery.send(exchange, refreshed.status(), Wire.json(refreshed.body()), faults.next("?", "token"));
            return;
        }
        Map<String, Object> claims = TokenEndpoint.claims(form);
        String subject = String.valueOf(claims.getOrDefault("sub", ""));
        Optional<EmulatedCustomer> customer =
                customers.values().stream().filter(c -> c.owns(subject)).findFirst();
        count("token");
        Optional<Fault> fault = faults.next(customer.map(EmulatedCustomer::id).orElse("?"), "token");
        TokenEndpoint.Answer answer = TokenEndpoint.grant(claims, customer, clock.instant());
        Delivery.send(exchange, answer.status(), Wire.json(answer.body()), fault);
    }

    private void answer(HttpExchange exchange, Call call) throws IOException {
        Instant now = clock.instant();
        int status = 200;
        byte[] body;
        String operation = Api.operation(call);
        count(operation);
        String customer = "?";
        try {
            customer = api.customer(call, now).id();
            api.authorise(call, now);
            body = Wire.json(api.answer(call, now));
        } catch (ApiError e) {
            status = e.status();
            body = Wire.json(e.body());
        }
        Optional<Fault> fault = faults.next(customer, operation);
        if (fault.isPresent() && fault.get().kind() == Fault.Kind.EMPTY_PAGE) {
            String token =
                    "E" + emptyPages.incrementAndGet() + ":" + call.query().getOrDefault("pageToken", "");
            byte[] empty = Wire.json(Map.of("kind", "admin#reports#activities", "nextPageToken", token));
            Delivery.send(exchange, 200, empty, Optional.empty());
            return;
        }
        Delivery.send(exchange, status, body, fault);
    }

    private void count(String operation) {
        calls.computeIfAbsent(operation, o -> new LongAdder()).increment();
    }
}
