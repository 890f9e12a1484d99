package dev.watchkeeper.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.watchkeeper.app.Application;
import dev.watchkeeper.fixture.Mutations;
import dev.watchkeeper.fixture.Seeds;
import dev.watchkeeper.tickets.Intake;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Whatever a careless or hostile ticket system sends, by webhook, file or table: it is taken or refused with a reason,
 * never more, and the next good ticket gets its clock, its alert and its answer.
 */
@Tag("seeds")
class StrangersJourneyTest {
    private static final int ROUNDS = 4;

    private static final String QUERY =
            "select seq, event_id, ticket_key, type, occurred_at, actor_kind, actor_id, channel,"
                    + " is_public, is_automatic, from_value, to_value, customer, attrs from told where seq > :cursor order by seq"
                    + " limit :n";

    private static final String ZENDESK = """
            {"account_id":22,"type":"zen:event-type:ticket.created","id":"01K-a","time":"2026-09-07T01:00:00Z",
             "zendesk_event_version":"2022-11-06","subject":"zen:ticket:4711",
             "detail":{"actor_id":"77","assignee_id":null,"created_at":"2026-09-07T01:00:00Z",
               "description":"Nobody can log in, error 500 since 08:50, all users","id":"4711",
               "is_public":true,"organization_id":"990","priority":"URGENT","requester_id":"5","status":"NEW",
               "subject":"Login","submitter_id":"5","tags":["x"],"via":{"channel":"mail"}},
             "event":{"comment":{"id":"9","body":"Hello","is_public":true,"author":{"id":"5","is_staff":false}}}}""";

    private static final String ZAMMAD = """
            {"ticket":{"id":81,"number":"10081","title":"邮件全部退信","created_at":"2026-09-07T01:00:00.000Z",
              "updated_at":"2026-09-07T01:00:00.500Z","state":"new","priority":{"id":3,"name":"3 high"},"owner_id":1,
              "customer_id":5,"updated_by_id":9,"create_article_sender":"Customer","create_article_type":"email",
              "customer":{"email":"wang@harbour.example"}},
             "article":{"id":1,"created_at":"2026-09-07T01:00:00.100Z","sender":"Customer","type":"email","internal":false,
              "created_by_id":9,"body":"退信 550，今天 08:50 起，全公司","preferences":{}}}""";

    private static final String JIRA = """
            {"timestamp":1788745800000,"webhookEvent":"jira:issue_updated",
             "user":{"accountId":"agent-1","accountType":"atlassian"},
             "issue":{"id":"10002","key":"SUP-7","fields":{"summary":"Mail bounces","description":"it fails",
               "created":"2026-09-07T09:00:00.123+0800","updated":"2026-09-07T09:30:00.000+0800",
               "status":{"name":"Waiting for support","statusCategory":{"key":"indeterminate"}},
               "priority":{"name":"High"},
               "reporter":{"accountId":"cust-1","accountType":"customer","emailAddress":"wang@harbour.example"},
               "creator":{"accountId":"cust-1","accountType":"customer"}}},
             "changelog":{"id":"500","items":[{"field":"status","fieldId":"status","from":"1",
               "fromString":"Waiting for support","to":"5","toString":"Waiting for customer"}]}}""";

    private static final String WITH_EVERYTHING = """
            {"specversion":"1.0","id":"all-88","source":"/zendesk/main","type":"watchkeeper.ticket.opened","subject":"88",\
            "time":"2026-09-07T01:00:00Z","datacontenttype":"application/json","data":{"customer":"harbour.example",\
            "actor":{"kind":"customer","id":"c5","name":"Wang"},"channel":"email","public":true,"automatic":false,\
            "from":"a","to":"b","attrs":{"severity":"S1","status_category":"new","initiated_by":"customer","title":"Mail",\
            "plan":"premier","status":"neu","assignee":"Li","live":false,"backfill":false,"merged_into":"89",\
            "affected_users":"all","time":"08:50","tags":["x"]}}}""";

    @TempDir
    Path directory;

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Level level = root.getLevel();
    private List<String> events = List.of();
    private int goodOnes;

    @SuppressWarnings("NullAway.Init")
    private Stage stage;

    @SuppressWarnings("NullAway.Init")
    private Connection rows;

    @BeforeEach
    void start() throws IOException, SQLException {
        root.setLevel(Level.OFF);
        stage = Stage.at(directory, "2026-09-07T02:00:00Z", "xinghai", "harbour");
        String url = "jdbc:h2:mem:strangers";
        rows = DriverManager.getConnection(url, "sa", "");
        try (Statement statement = rows.createStatement()) {
            statement.execute(
                    "create table told (seq bigint primary key, event_id varchar, ticket_key varchar, type varchar,"
                            + " occurred_at varchar, actor_kind varchar, actor_id varchar, channel varchar, is_public varchar,"
                            + " is_automatic varchar, from_value varchar, to_value varchar, customer varchar, attrs varchar)");
        }
        StringBuilder sources = new StringBuilder("sources:\n");
        for (String payload : List.of("canonical", "zendesk", "zammad", "jira")) {
            sources.append("  - {id: ")
                    .append(payload)
                    .append(", type: webhook, signature: none, allowFrom: [127.0.0.1], rate: 1000, payload: ")
                    .append(payload)
                    .append("}\n");
        }
        Files.createDirectories(directory.resolve("drop"));
        sources.append("  - {id: file, type: file, file: {directory: '")
                .append(directory.resolve("drop"))
                .append("'}}\n");
        sources.append("""
                  - id: table
                    type: jdbc
                    jdbc: {url: "%s", user: sa, password: "${file:empty}", queries: [{name: told, sql: "%s"}]}
                """.formatted(url, QUERY));
        stage.put("sources.yaml", sources.toString());
        stage.put("empty", "");
        events = new ArrayList<>(Files.readAllLines(Path.of("src/test/resources/tickets/one-of-every-type.jsonl")));
        for (int i = 0; i < 8; i++) {
            events.add(WITH_EVERYTHING.replace("88", "88" + i));
        }
    }

    @AfterEach
    void stop() throws IOException, SQLException {
        stage.close();
        rows.close();
        root.setLevel(level);
    }

    private Intake.Reply send(String source, Map<String, List<String>> headers, String body) {
        stage.forward(Duration.ofMillis(10));
        return stage.app()
                .tickets()
                .intake()
                .receive(new Intake.Delivery(source, headers, body.getBytes(UTF_8), InetAddress.getLoopbackAddress()));
    }

    private static Map<String, List<String>> type(String mediaType) {
        return Map.of("content-type", List.of(mediaType));
    }

    private void taken(String what, Intake.Reply reply) {
        assertThat(reply.status()).as("%s: %s", what, reply.message()).isIn(202, 400, 413, 401);
        assertThat(reply.message()).as(what).isNotBlank().hasSizeLessThan(500);
    }

    /** A ticket of the kind everybody sends every day, with all that follows from it. */
    private void aGoodTicketIsServed(String after) {
        String ticket = "good-" + ++goodOnes;
        Instant now = stage.clock.instant();
        String opened = """
                {"specversion":"1.0","id":"%s","source":"/canonical","type":"watchkeeper.ticket.opened","subject":"%s",
                 "time":"%s","data":{"customer":"harbour.example","actor":{"kind":"customer"},"channel":"email",
                 "public":true,"automatic":false,"attrs":{"severity":"S1","title":"Mail"}}}""".formatted(ticket, ticket, now);
        assertThat(send("canonical", type("application/cloudevents+json"), opened)
                        .status())
                .as(after)
                .isEqualTo(202);
        Application app = stage.app();
        assertThat(app.ring("sla-sweep")).as("deadlines " + after).isTrue();
        String key = "canonical/" + ticket;
        assertThat(app.sla().book().entries(List.of(key))).as(after).containsKey(key);
        assertThat(app.sla().book().entries(List.of(key)).get(key).clocks())
                .as(after)
                .isNotEmpty();
        stage.forward(Duration.ofMinutes(16));
        assertThat(app.ring("sla-sweep")).as("marks " + after).isTrue();
        assertThat(app.sla().book().entries(List.of(key)).get(key).clocks())
                .as(after)
                .anyMatch(clock -> clock.verdict() == dev.watchkeeper.sla.Verdict.BREACHED);
        int alerts = number("select count(*) from outbox where dedupe_key like 'alert:%" + ticket + "%breach%'");
        assertThat(alerts).as("alerts of %s %s", ticket, after).isPositive();
        assertThat(app.ring("delivery")).as("mail " + after).isTrue();
        assertThat(app.database().connectionsInUse()).as(after).isZero();
    }

    private int number(String sql) {
        return stage.app()
                .database()
                .jdbi()
                .withHandle(
                        handle -> handle.createQuery(sql).mapTo(Integer.class).one());
    }

    private void quiet() {
        for (int hour = 0; hour < 30; hour += 6) {
            stage.forward(Duration.ofHours(6));
            for (String job : List.of("sources", "sla-sweep", "digest", "delivery", "entitlements", "housekeeping")) {
                assertThat(stage.app().ring(job)).as(job).isTrue();
            }
        }
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void webhooksOfEveryKind() {
        for (int seed = 0; seed < Seeds.times(ROUNDS); seed++) {
            Mutations mutations = new Mutations(seed);
            for (int i = 0; i < 15; i++) {
                String event = mutations
                        .oneOf(events)
                        .replace("/zendesk/main", "/canonical")
                        .replace("/pbx", "/canonical")
                        .replace("example.cn", "harbour.example");
                String what = "seed " + seed + " number " + i;
                taken(what, send("canonical", type("application/cloudevents+json"), mutations.json(event)));
                taken(what, send("canonical", type("application/json"), mutations.text(event)));
                taken(
                        what,
                        send(
                                "canonical",
                                type("application/cloudevents-batch+json"),
                                "[" + event + "," + mutations.json(event) + "," + mutations.json(event) + "]"));
                taken(
                        what,
                        send("canonical", headers(mutations), mutations.json("{\"customer\":\"harbour.example\"}")));
                taken(what, send("zendesk", type("application/json"), mutations.json(ZENDESK)));
                taken(what, send("zammad", type("application/json"), mutations.json(ZAMMAD)));
                taken(what, send("jira", type("application/json"), mutations.json(JIRA)));
            }
            aGoodTicketIsServed("after seed " + seed);
        }
        quiet();
    }

    /** CloudEvents in binary mode: the attributes travel as headers. */
    private static Map<String, List<String>> headers(Mutations mutations) {
        Map<String, List<String>> headers = new HashMap<>(Map.of(
                "content-type", List.of("application/json"),
                "ce-specversion", List.of("1.0"),
                "ce-id", List.of("b1"),
                "ce-source", List.of("/canonical"),
                "ce-type", List.of("watchkeeper.ticket.opened"),
                "ce-subject", List.of("777"),
                "ce-time", List.of("2026-09-07T01:00:00Z")));
        String name = mutations.oneOf(List.copyOf(new java.util.TreeSet<>(headers.keySet())));
        headers.put(name, List.of(mutations.word()));
        return headers;
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void filesOfEveryKind() throws IOException {
        for (int seed = 0; seed < Seeds.times(ROUNDS); seed++) {
            Mutations mutations = new Mutations(1000 + seed);
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < 40; i++) {
                String event = mutations
                        .oneOf(events)
                        .replace("/zendesk/main", "/file")
                        .replace("/pbx", "/file")
                        .replace("example.cn", "harbour.example");
                lines.append(i % 3 == 0 ? mutations.text(event) : mutations.json(event))
                        .append('\n');
            }
            Files.writeString(
                    directory.resolve("drop/" + seed + ".jsonl"),
                    lines.toString().replace("\ud800", "?"));
            assertThat(stage.app().ring("sources")).isTrue();
            aGoodTicketIsServed("after file " + seed);
        }
        quiet();
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void rowsOfEveryKind() throws SQLException {
        long seq = 0;
        String[] good = {
            "e",
            "55",
            "ticket.opened",
            "2026-09-07 01:00:00",
            "customer",
            "c1",
            "email",
            "1",
            "0",
            null,
            "open",
            "harbour.example",
            "{\"severity\":\"S2\",\"title\":\"Mail\"}"
        };
        for (int seed = 0; seed < Seeds.times(ROUNDS); seed++) {
            Mutations mutations = new Mutations(2000 + seed);
            for (int i = 0; i < 40; i++) {
                try (PreparedStatement insert =
                        rows.prepareStatement("insert into told values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
                    insert.setLong(1, ++seq);
                    int bad = (int) (seq % good.length);
                    for (int column = 0; column < good.length; column++) {
                        String value = column == 0 ? good[0] + seq : good[column];
                        insert.setString(column + 2, column == bad || i % 7 == 0 ? mutations.word() : value);
                    }
                    insert.execute();
                }
            }
            assertThat(stage.app().ring("sources")).isTrue();
            aGoodTicketIsServed("after rows up to " + seq);
            int failing = number(
                    "select count(*) from ticket_source where source_id = 'table' and failing_since is not null");
            assertThat(failing).as("the table is read to its end").isZero();
        }
        quiet();
    }
}
