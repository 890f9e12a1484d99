package dev.watchkeeper.sla;

import dev.watchkeeper.config.Secret;
import dev.watchkeeper.fixture.MemorySetAside;
import dev.watchkeeper.jobs.Transactions;
import dev.watchkeeper.ops.HttpEndpoint;
import dev.watchkeeper.ops.HttpSettings;
import dev.watchkeeper.ops.IngestRoute;
import dev.watchkeeper.store.Database;
import dev.watchkeeper.store.DatabaseSettings;
import dev.watchkeeper.store.JdbiClocks;
import dev.watchkeeper.store.JdbiSourceStates;
import dev.watchkeeper.store.JdbiTicketEvents;
import dev.watchkeeper.tickets.Actor;
import dev.watchkeeper.tickets.Channel;
import dev.watchkeeper.tickets.EventType;
import dev.watchkeeper.tickets.SourceNotices;
import dev.watchkeeper.tickets.TicketEvent;
import dev.watchkeeper.tickets.TicketEventBuilder;
import dev.watchkeeper.tickets.sources.PayloadKind;
import dev.watchkeeper.tickets.sources.SignaturePreset;
import dev.watchkeeper.tickets.sources.SourceSettings;
import dev.watchkeeper.tickets.sources.WebhookIntake;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Figures of clocks and intake. Arguments: {@code fold [tickets]}, {@code store h2|postgres [tickets]}, {@code watch
 * h2|postgres [clocks perSecond seconds burst]}, {@code ingest h2|postgres [seconds threads]}, {@code arm h2|postgres
 * [seconds perSecond]}. PostgreSQL runs with fsync on, H2 as in production.
 */
final class SlaBench {
    private static final java.time.Clock CLOCK = java.time.Clock.systemUTC();
    private static final byte[] KEY = "bench".getBytes(StandardCharsets.UTF_8);

    private SlaBench() {}

    public static void main(String[] args) throws Exception {
        switch (args.length == 0 ? "fold" : args[0]) {
            case "fold" -> fold(number(args, 1, 100_000));
            case "store" -> with(args[1], database -> store(database, number(args, 2, 100_000)));
            case "watch" ->
                with(
                        args[1],
                        database -> watch(
                                database,
                                number(args, 2, 1_000_000),
                                number(args, 3, 200),
                                number(args, 4, 30),
                                number(args, 5, 10_000)));
            case "arm" -> with(args[1], database -> arm(database, number(args, 2, 20), number(args, 3, 20)));
            default -> with(args[1], database -> ingest(database, number(args, 2, 20), number(args, 3, 8)));
        }
        System.exit(0);
    }

    private static int number(String[] args, int index, int otherwise) {
        return args.length > index ? Integer.parseInt(args[index]) : otherwise;
    }

    private interface Run {
        void on(Database database) throws Exception;
    }

    private static void with(String engine, Run run) throws Exception {
        Path directory = Files.createTempDirectory("sla-bench");
        if (engine.equals("h2")) {
            try (Database database = Database.open(DatabaseSettings.h2(directory), CLOCK)) {
                run.on(database);
            }
            return;
        }
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("fsync", "on")
                        .start();
                Database database = Database.open(
                        new DatabaseSettings(
                                "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres",
                                directory,
                                "postgres",
                                new Secret("postgres"),
                                10,
                                7),
                        CLOCK)) {
            run.on(database);
        }
    }

    private static Fold rules() {
        return Script.on("CN")
                .target(Metric.FIRST_RESPONSE, "4h")
                .target(Metric.NEXT_RESPONSE, "8h")
                .target(Metric.RESOLUTION, "40h")
                .target(Metric.PERIODIC_UPDATE, "16h")
                .fold();
    }

    /** Ten events over four days. */
    private static List<TicketEvent> story(int ticket, Instant received) {
        String subject = "t" + ticket;
        Instant start = Instant.parse("2026-09-07T01:00:00Z").plusSeconds(ticket % 100_000L);
        List<TicketEvent> events = new ArrayList<>(10);
        String[] kinds = {"o", "a", "c", "a", "w", "c", "s", "a", "d", "r"};
        int[] hours = {0, 1, 5, 6, 6, 26, 26, 31, 49, 73};
        for (int i = 0; i < kinds.length; i++) {
            Instant at = start.plusSeconds(hours[i] * 3600L + i);
            String id = subject + "/" + i;
            TicketEventBuilder event = switch (kinds[i]) {
                case "o" ->
                    TicketEvent.builder("/desk", id, EventType.TICKET_OPENED, subject, at)
                            .customer(Script.CUSTOMER)
                            .actor(Actor.customer("c1"))
                            .channel(Channel.EMAIL)
                            .isPublic(true)
                            .attr("severity", "S2")
                            .attr("status_category", "new");
                case "a" ->
                    TicketEvent.builder("/desk", id, EventType.MESSAGE_AGENT, subject, at)
                            .actor(Actor.agent("u1"))
                            .channel(Channel.EMAIL)
                            .isPublic(true);
                case "c" ->
                    TicketEvent.builder("/desk", id, EventType.MESSAGE_CUSTOMER, subject, at)
                            .actor(Actor.customer("c1"))
                            .channel(Channel.EMAIL)
                            .isPublic(true);
                case "w" ->
                    TicketEvent.builder("/desk", id, EventType.STATUS_CHANGED, subject, at)
                            .change("open", "waiting_customer");
                case "s" ->
                    TicketEvent.builder("/desk", id, EventType.SEVERITY_CHANGED, subject, at)
                            .change("S2", "S1");
                case "d" ->
                    TicketEvent.builder("/desk", id, EventType.TICKET_SOLVED, subject, at)
                            .change("open", "solved");
                default ->
                    TicketEvent.builder("/desk", id, EventType.TICKET_REOPENED, subject, at)
                            .change("solved", "open");
            };
            events.add(event.receivedAt(received).build());
        }
        return events;
    }

    private static void fold(int tickets) {
        Fold rules = rules();
        Instant now = Instant.parse("2026-09-14T00:00:00Z");
        List<TicketHistory> histories = new ArrayList<>();
        for (int i = 0; i < tickets; i++) {
            histories.add(new TicketHistory("desk/t" + i, story(i, now)));
        }
        for (int round = 0; round < 3; round++) {
            long begun = System.nanoTime();
            long clocks = 0;
            for (TicketHistory history : histories) {
                clocks += rules.fold(history, Watermarks.COMPLETE, now).clocks().size();
            }
            say("fold of %,d tickets x 10 events, %,d clocks, one core: %.2f s", tickets, clocks, seconds(begun));
        }
    }

    private static void store(Database database, int tickets) {
        JdbiTicketEvents log = new JdbiTicketEvents(database);
        JdbiClocks book = new JdbiClocks(database);
        Instant now = Instant.parse("2026-09-14T00:00:00Z");
        Meter meter = new Meter(database);
        long begun = System.nanoTime();
        for (int i = 0; i < tickets; i += 100) {
            List<TicketEvent> page = new ArrayList<>();
            for (int j = i; j < Math.min(tickets, i + 100); j++) {
                page.addAll(story(j, now));
            }
            log.append(page);
        }
        double appended = seconds(begun);
        say(
                "%,d events appended: %.1f s, %,.0f a second; %s",
                tickets * 10, appended, tickets * 10 / appended, meter.sinceLast());
        Fold rules = rules();
        ClockKeeper keeper = new ClockKeeper(
                book, log, () -> rules, at -> Watermarks.COMPLETE, (news, at) -> {}, MemorySetAside.with(database));
        begun = System.nanoTime();
        int folded = drain(keeper, now);
        say("first fold with every row written: %,d tickets in %.1f s; %s", folded, seconds(begun), meter.sinceLast());
        for (String table : List.of("sla_clock", "sla_mark", "sla_clock_event")) {
            long rows = database.jdbi()
                    .withHandle(handle -> handle.createQuery("select count(*) from " + table)
                            .mapTo(Long.class)
                            .one());
            say("  %s: %,d rows", table, rows);
        }
        for (int round = 0; round < 3; round++) {
            book.queueAll("bench");
            meter.sinceLast();
            begun = System.nanoTime();
            folded = drain(keeper, now);
            say("fold again, nothing changed: %,d tickets in %.1f s; %s", folded, seconds(begun), meter.sinceLast());
        }
    }

    /** Processor time of this process and of the server's backends: on a shared machine the wall clock says little. */
    private static final class Meter {
        private final Database database;
        private double own;
        private double server;

        Meter(Database database) {
            this.database = database;
            sinceLast();
        }

        String sinceLast() {
            double ownNow = ProcessHandle.current()
                            .info()
                            .totalCpuDuration()
                            .orElse(Duration.ZERO)
                            .toMillis()
                    / 1e3;
            double serverNow = database.engine() == Database.Engine.H2 ? 0 : backends();
            String text = String.format("CPU %.1f s here, %.1f s in the server", ownNow - own, serverNow - server);
            own = ownNow;
            server = serverNow;
            return text;
        }

        /** Only the pool's connections do work here. */
        private double backends() {
            double seconds = 0;
            for (long pid : database.jdbi()
                    .withHandle(handle -> handle.createQuery(
                                    "select pid from pg_stat_activity where backend_type = 'client backend'")
                            .mapTo(Long.class)
                            .list())) {
                seconds += ProcessHandle.of(pid)
                                .flatMap(process -> process.info().totalCpuDuration())
                                .orElse(Duration.ZERO)
                                .toMillis()
                        / 1e3;
            }
            return seconds;
        }
    }

    private static int drain(ClockKeeper keeper, Instant now) {
        int folded = 0;
        int some;
        while ((some = keeper.foldQueued(now)) > 0) {
            folded += some;
        }
        return folded;
    }

    private static void watch(Database database, int clocks, int perSecond, int seconds, int burst) throws Exception {
        JdbiTicketEvents log = new JdbiTicketEvents(database);
        JdbiClocks book = new JdbiClocks(database);
        long begun = System.nanoTime();
        fill(database, clocks);
        say("%,d open clocks in the book: %.1f s to load", clocks, seconds(begun));
        Fold rules = Script.on("ALL").target(Metric.FIRST_RESPONSE, "1h").fold();
        Queue<Instant> late = new ConcurrentLinkedQueue<>();
        List<Long> spread = new ArrayList<>();
        List<Long> inBurst = new ArrayList<>();
        AtomicReference<Instant> burstAt = new AtomicReference<>(Instant.MAX);
        AtomicInteger seen = new AtomicInteger();
        // What counts is the commit: only then is the alarm there for others.
        Transactions measured = new Transactions() {
            @Override
            public <T> T in(Supplier<T> work) {
                T result = database.in(work);
                Instant now = Instant.now();
                for (Instant due = late.poll(); due != null; due = late.poll()) {
                    (due.equals(burstAt.get()) ? inBurst : spread)
                            .add(Duration.between(due, now).toMillis());
                    seen.incrementAndGet();
                }
                return result;
            }
        };
        ClockKeeper keeper = new ClockKeeper(
                book,
                log,
                () -> rules,
                at -> Watermarks.NONE,
                (news, at) -> news.stream()
                        .filter(one -> one.kind() == ClockNews.Kind.BREACH)
                        .map(one -> java.util.Objects.requireNonNull(one.clock().breachAt()))
                        .forEach(breach -> late.add(breach.plusSeconds(1))),
                MemorySetAside.with(measured));
        Instant first = Instant.now().plusSeconds(60 + (perSecond * seconds + burst) / 300L);
        first = Instant.ofEpochSecond(first.getEpochSecond());
        begun = System.nanoTime();
        List<TicketEvent> page = new ArrayList<>();
        for (int i = 0; i < perSecond * seconds + burst; i++) {
            long second = i < perSecond * seconds ? i / perSecond : seconds + 10L;
            Instant breach = first.plusSeconds(second - 1);
            page.add(TicketEvent.builder("/desk", "d" + i, EventType.TICKET_OPENED, "d" + i, breach.minusSeconds(3600))
                    .customer(Script.CUSTOMER)
                    .attr("severity", "S2")
                    .receivedAt(Instant.now())
                    .build());
            if (page.size() == 1000) {
                log.append(page);
                page.clear();
            }
        }
        log.append(page);
        DeadlineWatch warm = new DeadlineWatch(keeper, book, CLOCK, () -> {});
        warm.tick(Instant.now());
        say("%,d of them armed to fall due: %.1f s", perSecond * seconds + burst, seconds(begun));
        spread.clear();
        inBurst.clear();
        seen.set(0);
        Instant burstDue = first.plusSeconds(seconds + 10L);
        burstAt.set(burstDue);
        DeadlineWatch watch = new DeadlineWatch(keeper, book, CLOCK, () -> {});
        watch.start();
        Instant giveUp = burstDue.plusSeconds(120);
        while (seen.get() < perSecond * seconds + burst && Instant.now().isBefore(giveUp)) {
            Thread.sleep(200);
        }
        watch.close();
        say("lag after the first late second, %d a second: %s", perSecond, percentiles(spread));
        say("burst of %,d in one second: %s", burst, percentiles(inBurst));
        System.gc();
        Thread.sleep(500);
        say(
                "heap after collection: %,d MB",
                (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20);
    }

    /** Open clocks that fall due next year; only their rows matter. */
    private static void fill(Database database, int clocks) {
        for (int from = 1; from <= clocks; from += 20_000) {
            fill(database, from, Math.min(clocks, from + 19_999));
        }
        if (database.engine() == Database.Engine.POSTGRESQL) {
            database.jdbi().useHandle(handle -> handle.execute("analyze"));
        }
    }

    private static void fill(Database database, int from, int to) {
        String numbers = database.engine() == Database.Engine.H2
                ? "(select x from system_range(" + from + ", " + to + ")) n"
                : "(select x from generate_series(" + from + ", " + to + ") as g(x)) n";
        database.jdbi().useTransaction(handle -> {
            handle.execute("insert into ticket (ticket_key, source_id, subject, customer, is_open, flags, next_at,"
                    + " folded_at) select 'fill/' || x, 'fill', cast(x as varchar(20)), 'example.cn', true, '',"
                    + " timestamp with time zone '2027-11-01 00:00:00+00' + x * interval '1' second,"
                    + " timestamp with time zone '2026-11-01 00:00:00+00' from " + numbers);
            handle.execute("insert into sla_clock (clock_id, ticket_key, customer, metric, cycle, run_state, verdict,"
                    + " start_at, due_at, breach_at, target_s, used_s, as_of, remaining_s, overrun_s,"
                    + " paused_business_s, paused_real_s, plan, severity, target_version, marks, pauses, next_at,"
                    + " flags, computed_at, engine_version) select 'fill/' || x || '/first_response/1', 'fill/' || x,"
                    + " 'example.cn', 'first_response', 1, 'running', 'open',"
                    + " timestamp with time zone '2026-11-01 00:00:00+00',"
                    + " timestamp with time zone '2027-11-01 00:00:00+00' + x * interval '1' second,"
                    + " timestamp with time zone '2027-11-01 00:00:00+00' + x * interval '1' second, 3600, 0,"
                    + " timestamp with time zone '2026-11-01 00:00:00+00', 3600, 0, 0, 0, 'basic', 'S2', 1, '', '',"
                    + " timestamp with time zone '2027-11-01 00:00:00+00' + x * interval '1' second, '',"
                    + " timestamp with time zone '2026-11-01 00:00:00+00', 1 from " + numbers);
        });
    }

    /** From an event that is stored to the clock that runs for it, in the book for all to see. */
    private static void arm(Database database, int seconds, int perSecond) throws Exception {
        JdbiTicketEvents log = new JdbiTicketEvents(database);
        JdbiClocks book = new JdbiClocks(database);
        Fold rules = rules();
        ClockKeeper keeper = new ClockKeeper(
                book, log, () -> rules, at -> Watermarks.NONE, (news, at) -> {}, MemorySetAside.with(database));
        List<Long> took = new ArrayList<>();
        try (DeadlineWatch watch = new DeadlineWatch(keeper, book, CLOCK, () -> {})) {
            watch.start();
            for (int i = 0; i < seconds * perSecond; i++) {
                TicketEvent opened = story(i, Instant.now()).get(0);
                long begun = System.nanoTime();
                log.append(List.of(opened));
                watch.wake();
                while (book.entries(List.of(opened.ticketKey())).values().stream()
                        .allMatch(entry -> entry.clocks().isEmpty())) {
                    Thread.sleep(2);
                }
                took.add((System.nanoTime() - begun) / 1_000_000);
                Thread.sleep(1000 / perSecond);
            }
        }
        List<Long> warm = took.subList(took.size() / 4, took.size());
        say(
                "event to armed clock, %d a second: %s; without the first quarter %s",
                perSecond, percentiles(took), percentiles(warm));
    }

    private static void ingest(Database database, int seconds, int threads) throws Exception {
        SourceSettings source = new SourceSettings(
                "desk",
                SourceSettings.Type.WEBHOOK,
                null,
                SignaturePreset.GITHUB,
                PayloadKind.CANONICAL,
                List.of(new Secret("bench")),
                List.of(),
                100_000,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
        WebhookIntake intake = new WebhookIntake(
                () -> List.of(source),
                new JdbiTicketEvents(database),
                new JdbiSourceStates(database),
                SourceNotices.NONE,
                database,
                CLOCK);
        try (HttpEndpoint http = endpoint(intake)) {
            AtomicInteger sent = new AtomicInteger();
            Queue<Long> took = new ConcurrentLinkedQueue<>();
            Instant end = Instant.now().plusSeconds(seconds);
            List<Thread> senders = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                Thread thread = new Thread(() -> send(http.port(), sent, took, end), "sender");
                senders.add(thread);
                thread.start();
            }
            for (Thread sender : senders) {
                sender.join();
            }
            say(
                    "webhook, signed, over HTTP, one event each, %d connections: %,.0f a second durable; reply %s",
                    threads, took.size() / (double) seconds, percentiles(new ArrayList<>(took)));
        }
    }

    private static HttpEndpoint endpoint(WebhookIntake intake) throws IOException {
        HttpEndpoint http = new HttpEndpoint(HTTP, List.of(IngestRoute.of(intake)));
        http.start();
        return http;
    }

    private static final HttpSettings HTTP =
            new HttpSettings(true, "127.0.0.1", 0, 16, 200, Duration.ofSeconds(30), 1 << 20);

    private static void send(int port, AtomicInteger number, Queue<Long> took, Instant end) {
        HttpClient client = HttpClient.newHttpClient();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
            while (Instant.now().isBefore(end)) {
                int n = number.incrementAndGet();
                byte[] body = ("{\"specversion\":\"1.0\",\"id\":\"b" + n + "\",\"source\":\"/desk\",\"type\":"
                                + "\"watchkeeper.message.agent\",\"subject\":\"t" + n % 1000
                                + "\",\"time\":\"2026-11-20T01:00:00Z\",\"data\":{\"actor\":{\"kind\":\"agent\"},"
                                + "\"public\":true,\"automatic\":false}}")
                        .getBytes(StandardCharsets.UTF_8);
                HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/ingest/desk"))
                        .header(
                                "x-hub-signature-256",
                                "sha256=" + HexFormat.of().formatHex(mac.doFinal(body)))
                        .header("content-type", "application/cloudevents+json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build();
                long begun = System.nanoTime();
                int status = client.send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                if (status != 202) {
                    throw new IllegalStateException("answered " + status);
                }
                took.add((System.nanoTime() - begun) / 1_000_000);
            }
        } catch (Exception e) {
            System.out.println("sender stopped: " + e);
        }
    }

    private static String percentiles(List<Long> millis) {
        if (millis.isEmpty()) {
            return "none";
        }
        long[] sorted = millis.stream().mapToLong(Long::longValue).sorted().toArray();
        return "p50 " + sorted[sorted.length / 2] + " ms, p99 " + sorted[(int) (sorted.length * 0.99)] + " ms, max "
                + sorted[sorted.length - 1] + " ms, n " + sorted.length + ", mean "
                + Math.round(Arrays.stream(sorted).average().orElse(0)) + " ms";
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }

    private static void say(String text, Object... values) {
        System.out.printf(text + "%n", values);
        System.out.flush();
    }
}
