package dev.watchkeeper.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.watchkeeper.app.Application;
import dev.watchkeeper.app.World;
import dev.watchkeeper.audit.AccessProbe;
import dev.watchkeeper.audit.DirectorySource;
import dev.watchkeeper.audit.GoogleSource;
import dev.watchkeeper.audit.PolicySource;
import dev.watchkeeper.fixture.FaultPlan;
import dev.watchkeeper.fixture.FaultyDatabase;
import dev.watchkeeper.fixture.FaultyPort;
import dev.watchkeeper.mail.Mailer;
import dev.watchkeeper.mail.Route;
import dev.watchkeeper.ops.HttpEndpoint;
import dev.watchkeeper.status.Feed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * Two hours of the whole daemon in which one call goes wrong: customers are audited, tickets come in by webhook and from
 * a database, are warned of, breached, answered and reminded of, a digest falls due, events go out. Each step has a
 * second round, as the schedule would give it, so that what failed can be made up.
 */
final class FaultStory implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Instant BEGIN = Instant.parse("2026-11-24T00:00:00Z");
    private static final Duration PROBE = Duration.ofSeconds(8);
    private static final String QUERY = "select seq, 'e-' || seq as event_id, ticket_key, type, occurred_at, 'customer'"
            + " as actor_kind, 'c1' as actor_id, 'email' as channel, 1 as is_public, 0 as is_automatic, customer, attrs,"
            + " null as from_value, null as to_value from told where seq > :cursor order by seq limit :n";
    private static int desks;

    private final Stage stage;
    private final FaultPlan plan;
    private final Application app;
    private final Desk desk;
    private final HttpEndpoint probes;
    private final HttpServer chat;
    private final Connection rows;
    private final Map<String, String> unsent = new LinkedHashMap<>();
    private final List<String> complaints = new ArrayList<>();

    FaultStory(Path directory, FaultyDatabase database, FaultPlan plan) throws IOException, SQLException {
        this.plan = plan;
        stage = Stage.at(directory, BEGIN.toString(), "xinghai", "harbour");
        chat = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        chat.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        chat.start();
        String url = "jdbc:h2:mem:desk-of-story-" + desks++;
        // The ticket system itself has no faults, only our line to it.
        Properties login = new Properties();
        login.setProperty("user", "sa");
        rows = new org.h2.Driver().connect(url, login);
        row(
                "create table told (seq bigint primary key, ticket_key varchar(40), type varchar(40), occurred_at timestamp,"
                        + " customer varchar(80), attrs varchar(400))");
        stage.put("desk.secret", Desk.SECRET);
        stage.put(
                "sources.yaml",
                Desk.SOURCE + """
                  - id: helpdesk
                    type: jdbc
                    maxDelay: 15m
                    jdbc:
                      url: "%s"
                      user: sa
                      password: "${file:empty}"
                      queries: [{name: told, sql: "%s"}]
                outbound:
                  - {id: chat, url: "http://127.0.0.1:%d/", secret: "${file:desk.secret}"}
                """.formatted(url, QUERY, chat.getAddress().getPort()));
        stage.put("empty", "");
        // One slot and few connections: a single one that leaks stops everything.
        stage.tune("database", "connections: 5");
        stage.tune("audit", "workers: 1\n  lease: 2m");
        stage.tune("reading", "usageDays: 28");
        stage.between(world -> faulty(world, plan));
        app = stage.app();
        desk = Desk.of(app);
        probes = app.endpoint();
        probes.start();
        database.follow(plan);
        plan.arm();
    }

    private static World faulty(World real, FaultPlan plan) {
        List<Route> routes = real.routes().stream()
                .map(route -> new Route(
                        route.name(),
                        () -> FaultyPort.of(
                                Mailer.Connection.class, route.mailer().connect(), plan),
                        route.perMinute(),
                        route.timeout()))
                .toList();
        return new World(
                real.clock(),
                real.metrics(),
                FaultyPort.of(GoogleSource.class, real.google(), plan),
                FaultyPort.of(DirectorySource.class, real.directory(), plan),
                FaultyPort.of(PolicySource.class, real.policies(), plan),
                FaultyPort.of(AccessProbe.class, real.access(), plan),
                real.clientId(),
                real.quota(),
                real.dns(),
                FaultyPort.of(Feed.class, real.status(), plan),
                routes,
                real.files(),
                real.clients());
    }

    private void row(String sql) throws SQLException {
        try (Statement statement = rows.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The two hours, and an hour of quiet in which nothing fails any more. */
    void live() throws SQLException {
        step("00:00:00", "audit", "status", "sources", "sla-sweep", "digest", "delivery");
        unsent.put("w1", Desk.opened("w1", "xinghai.example", "S1", "email", BEGIN));
        row("insert into told values (1, '77', 'ticket.opened', timestamp '2026-11-24 00:05:00', 'harbour.example',"
                + " '{\"severity\":\"S2\",\"status_category\":\"new\",\"initiated_by\":\"customer\"}')");
        step("00:08:00", "sources", "sla-sweep", "delivery");
        unsent.put("w2", Desk.opened("w2", "harbour.example", "S1", "email", BEGIN.plusSeconds(600)));
        step("00:12:00", "sla-sweep", "delivery");
        step("00:16:00", "status", "sources", "sla-sweep", "delivery");
        unsent.put("a1", Desk.answered("w1", BEGIN.plusSeconds(1500)));
        // Before a mark of its ticket: who has not heard of an answer yet is right to warn.
        row(
                "insert into told values (2, '77', 'message.agent', timestamp '2026-11-24 00:24:00', 'harbour.example', null)");
        step("00:26:00", "audit", "sources", "sla-sweep", "delivery");
        step("00:51:00", "sources", "sla-sweep", "digest", "delivery");
        step("00:56:30", "entitlements", "housekeeping", "sla-sweep", "digest", "delivery");
        unsent.put("a2", Desk.answered("w2", BEGIN.plusSeconds(5100)));
        step("01:26:00", "audit", "status", "sources", "sla-sweep", "digest", "delivery");
        unsent.put("s1", Desk.solved("w1", BEGIN.plusSeconds(6600)));
        step("01:51:00", "sources", "sla-sweep", "delivery");
        plan.end();
        for (String time : List.of("02:12:00", "02:37:00", "03:02:00")) {
            stage.to("2026-11-24T" + time + "Z");
            round("sources", "sla-sweep", "digest", "delivery");
            stage.forward(Duration.ofSeconds(40));
            round("sla-sweep", "delivery");
        }
        round("entitlements", "housekeeping", "audit", "status");
    }

    private void step(String time, String... jobs) {
        int before = plan.fired().size();
        stage.to("2026-11-24T" + time + "Z");
        int fired;
        do {
            fired = plan.fired().size();
            round(jobs);
            calm();
            // Short, so that no other mark is reached; leases of what was under way run out before the next step.
            stage.forward(Duration.ofSeconds(5));
        } while (plan.fired().size() > fired);
        stage.forward(Duration.ofSeconds(40));
        round("sla-sweep", "delivery");
        calm();
        if (plan.fired().size() > before) {
            // Leases of what was being sent have run out; nobody looks at deadlines, so that no other mark is reached.
            stage.forward(Duration.ofSeconds(130));
            round("delivery");
            calm();
        }
    }

    private void calm() {
        plan.release();
        plan.endOutage();
    }

    private void round(String... jobs) {
        List.copyOf(unsent.keySet()).forEach(this::deliver);
        for (String job : jobs) {
            int before = plan.fired().size();
            boolean outage = plan.isOutage();
            boolean succeeded = guarded(() -> app.ring(job));
            if (!succeeded && !outage && plan.fired().size() == before) {
                complaints.add(job + " failed at " + stage.clock.instant() + " though nothing went wrong just then");
            }
        }
        guarded(() -> {
            app.outbound().delivery().deliverPending();
            return true;
        });
    }

    private void deliver(String name) {
        String event = String.valueOf(unsent.get(name));
        guarded(() -> {
            if (desk.deliver(event, stage.clock.instant()) == 202) {
                unsent.remove(name);
            }
            return true;
        });
    }

    /** Runs something that may be held; while it is, those who ask how we are get an answer. */
    private boolean guarded(BooleanSupplier work) {
        int before = plan.fired().size();
        CompletableFuture<Boolean> running = CompletableFuture.supplyAsync(work::getAsBoolean);
        for (int waited = 0; ; waited++) {
            try {
                return running.get(50, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (plan.isHeld()) {
                    probe("/livez");
                    probe("/readyz");
                    probe("/metrics");
                    plan.release();
                }
                assertThat(waited).as("work does not end, and nothing is held").isLessThan(1200);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            } catch (ExecutionException e) {
                if (plan.fired().size() == before && !plan.isOutage()) {
                    throw new AssertionError("thrown though nothing went wrong just then", e);
                }
                return false;
            }
        }
    }

    private int probe(String path) {
        URI uri = URI.create("http://127.0.0.1:" + probes.port() + path);
        try {
            return CLIENT.send(
                            HttpRequest.newBuilder(uri).timeout(PROBE).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException | InterruptedException e) {
            complaints.add(path + " did not answer: " + e);
            return 0;
        }
    }

    /** What was done and told, without what depends on the second at which it was done. */
    Map<String, List<String>> outcome() throws SQLException {
        Map<String, List<String>> all = new TreeMap<>();
        all.put(
                "clocks",
                select("select clock_id, verdict, run_state, due_at, breach_at, fulfilled_at, confirmation,"
                        + " case when run_state = 'running' then 0 else used_s end from sla_clock"));
        all.put("marks", select("select clock_id, mark, target_version, mark_at, outcome from sla_mark"));
        all.put("tickets", select("select ticket_key, is_open, status, flags from ticket"));
        all.put("events", select("select source, event_id from ticket_event"));
        all.put("quarantine", select("select source_id, reason from ticket_quarantine"));
        all.put(
                "findings",
                select("select tenant_id, check_id, subject, severity, episodes, resolved_at is null from"
                        + " finding where tenant_id in ('xinghai', 'harbour')"));
        all.put(
                "finding events",
                select("select f.tenant_id, f.check_id, f.subject, e.kind, count(*) from finding_event e"
                        + " join finding f on f.id = e.finding_id where f.tenant_id in ('xinghai', 'harbour') group by"
                        + " f.tenant_id, f.check_id, f.subject, e.kind"));
        all.put(
                "own findings",
                select("select check_id, subject from finding where resolved_at is null and tenant_id not"
                        + " in ('xinghai', 'harbour')"));
        // A later revision tells the same: when a fault delayed it, another revision of it may be the one that left.
        all.put(
                "told",
                select("select distinct regexp_replace(regexp_replace(dedupe_key, ':r[0-9]+:', ':'), ':f-[^:]*:',"
                        + " ':f:'), recipient_id from outbox where lower(kind) <> 'operator' and lower(state) in ('sent',"
                        + " 'uncertain')"));
        all.put(
                "untold",
                select("select dedupe_key, state from outbox where lower(kind) <> 'operator' and lower(state)"
                        + " not in ('sent', 'uncertain', 'superseded')"));
        all.put(
                "digests",
                select("select kind, recipient_id, cast(period_end as date), dedupe_key, skipped_reason from digest"));
        all.put(
                "outbound",
                select("select target, event_id, type, state from outbound_event where type <> 'source.stale'"));
        all.put("usage", select("select tenant_id, usage_date, state from usage_day"));
        all.put("promises", select("select tenant_id, kind, period_from, state from entitlement"));
        all.put("predicted", select("select tenant_id, predicted_on, rank_no, check_id from predicted_ticket"));
        all.put(
                "threads",
                select("select incident_id, epoch, state, repeats from mail_thread where incident_id not like"
                        + " 'f-%'"));
        return all;
    }

    private List<String> select(String sql) {
        return app.database()
                .jdbi()
                .withHandle(handle -> handle.createQuery(sql).mapToMap().stream()
                        .map(row -> String.join(
                                " | ",
                                row.values().stream().map(String::valueOf).toList()))
                        .sorted()
                        .toList());
    }

    /** Nothing is held, leased, claimed or under way, and nobody heard anything twice. */
    void nothingIsLeft() {
        assertThat(complaints).isEmpty();
        assertThat(unsent).as("not taken from their sender").isEmpty();
        assertThat(app.database().connectionsInUse()).as("connections").isZero();
        assertThat(select("select tenant_id, lease_owner from tenant_state where lease_owner is not null"))
                .as("claims")
                .isEmpty();
        assertThat(select("select dedupe_key, state from outbox where lease_owner is not null or state in ('SENDING',"
                        + " 'sending')"))
                .as("mails under way")
                .isEmpty();
        assertThat(select("select ticket_key from ticket_work"))
                .as("tickets queued")
                .isEmpty();
        assertThat(select("select event_id from outbound_event where state = 'pending'"))
                .as("events under way")
                .isEmpty();
    }

    @Override
    public void close() throws IOException, SQLException {
        plan.end();
        probes.close();
        desk.close();
        stage.close();
        chat.stop(0);
        rows.close();
    }
}
