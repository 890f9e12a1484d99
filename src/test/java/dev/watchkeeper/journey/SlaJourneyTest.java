package dev.watchkeeper.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchkeeper.app.Application;
import dev.watchkeeper.app.Configuration;
import dev.watchkeeper.app.ConfigurationLoader;
import dev.watchkeeper.app.LiveConfiguration;
import dev.watchkeeper.app.World;
import dev.watchkeeper.cli.Main;
import dev.watchkeeper.fixture.MigratedFile;
import dev.watchkeeper.fixture.TestClock;
import dev.watchkeeper.tickets.Intake;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tickets through the whole application, the clock moved by hand: from a delivery to the mail and the report. */
class SlaJourneyTest {
    @TempDir
    Path directory;

    private final TestClock clock = TestClock.at("2026-09-11T08:00:00Z");
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @SuppressWarnings("NullAway.Init")
    private Application app;

    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(directory.resolve("calendars"));
        put("calendars/cn.yaml", """
                calendar: cn
                version: 1
                zone: Asia/Shanghai
                week: {mon-fri: ["09:00-18:00"]}
                """);
        put("calendars/all.yaml", "{calendar: 24x7, version: 1, zone: UTC, week: {mon-sun: ['00:00-24:00']}}\n");
        put("plans.yaml", """
                policy: standard
                version: 1
                plans: {basic: {calendar: cn, channels: [email, portal]}, premier: {calendar: 24x7}}
                targets:
                  basic: {S1: {first_response: 4h}, S2: {first_response: 8h}, S3: {first_response: 8h}, S4: {}}
                  premier: {S1: {first_response: 15m}, S2: {first_response: 1h, resolution: 6h}, S3: {first_response: 4h}, S4: {}}
                """);
        put("people.yaml", """
                - {id: chen, name: Chen, email: chen@reseller.example, language: en, zone: Asia/Shanghai, lead: boss}
                - {id: boss, name: Boss, email: boss@reseller.example, language: en, zone: Asia/Shanghai}
                """);
        tenant("basic");
        put("sources.yaml", """
                sources:
                  - {id: desk, type: webhook, signature: none, allowFrom: [127.0.0.1], maxDelay: 15m}
                """);
        put("watchkeeper.yaml", "http: {port: 0}\ndatabase: {directory: '" + directory.resolve("data") + "'}\n");
        MigratedFile.into(directory.resolve("data"));
        open();
    }

    private void tenant(String plan) {
        put(
                "tenants.yaml",
                "- {id: xinghai, name: 星海科技, domains: [xinghai.example], manager: chen, plan: " + plan
                        + ", zone: Asia/Shanghai}\n");
    }

    private void open() {
        ConfigurationLoader loader = new ConfigurationLoader(name -> null, clock);
        Configuration first = loader.load(directory);
        LiveConfiguration live = new LiveConfiguration(first, () -> loader.load(directory));
        app = Application.assemble(live, World.real(first.settings(), directory, clock));
    }

    @AfterEach
    void stop() {
        app.close();
    }

    private void put(String file, String text) {
        try {
            Files.writeString(directory.resolve(file), text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void to(String instant) {
        clock.set(Instant.parse(instant));
        assertThat(app.ring("sla-sweep")).isTrue();
    }

    private void event(String id, String type, String time, String data) {
        String json = """
                {"specversion":"1.0","id":"%s","source":"/desk","type":"watchkeeper.%s","subject":"4711","time":"%s","data":{%s}}""".formatted(id, type, time, data);
        Intake.Reply reply = app.tickets()
                .intake()
                .receive(new Intake.Delivery(
                        "desk",
                        Map.of("content-type", List.of("application/cloudevents+json")),
                        json.getBytes(StandardCharsets.UTF_8),
                        InetAddress.getLoopbackAddress()));
        assertThat(reply.status()).as(reply.message()).isEqualTo(202);
        assertThat(app.ring("sla-sweep")).isTrue();
    }

    private void opened(String time, String severity) {
        event(
                "t-4711",
                "ticket.opened",
                time,
                "\"customer\":\"xinghai.example\",\"actor\":{\"kind\":\"customer\"},\"channel\":\"email\",\"public\":true,"
                        + "\"automatic\":false,\"attrs\":{\"severity\":\"" + severity + "\",\"title\":\"邮件全部退信\"}");
    }

    private void answered(String id, String time) {
        event(
                id,
                "message.agent",
                time,
                "\"actor\":{\"kind\":\"agent\",\"id\":\"u88\"},\"public\":true,\"automatic\":false");
    }

    private int deliver(String ticket, String attrs) {
        return deliver(ticket, "xinghai.example", attrs);
    }

    private int deliver(String ticket, String customer, String attrs) {
        String json = """
                {"specversion":"1.0","id":"%s","source":"/desk","type":"watchkeeper.ticket.opened","subject":"%s",\
                "time":"2026-09-11T01:00:00Z","data":{"customer":"%s","actor":{"kind":"customer"},\
                "channel":"email","public":true,"automatic":false,"attrs":{"severity":"S1"%s}}}""".formatted(ticket, ticket, customer, attrs);
        return app.tickets()
                .intake()
                .receive(new Intake.Delivery(
                        "desk",
                        Map.of("content-type", List.of("application/cloudevents+json")),
                        json.getBytes(StandardCharsets.UTF_8),
                        InetAddress.getLoopbackAddress()))
                .status();
    }

    /** Whatever a stranger calls a ticket or a plan: everybody's breach is told, in the same round. */
    @Test
    void whatATicketIsCalledSilencesNobody() {
        clock.set(Instant.parse("2026-09-11T01:00:01Z"));
        List<String> odd = List.of(
                "a".repeat(200), "a".repeat(199) + "b", "a".repeat(400), "一".repeat(400), "x: / y|z", "eu-1", "e:1:b");
        for (String ticket : odd) {
            assertThat(deliver(ticket, "")).as(ticket).isEqualTo(202);
        }
        assertThat(deliver("plan", "nobody.example", ",\"plan\":\"" + "p".repeat(61) + "\""))
                .isEqualTo(202);
        assertThat(deliver("signs", ",\"lacks\":[\"" + "l".repeat(3000) + "\"]"))
                .isEqualTo(202);
        assertThat(deliver("longer", ",\"plan\":\"" + "p".repeat(101) + "\"")).isEqualTo(400);
        assertThat(deliver("a".repeat(401), "")).isEqualTo(400);
        // As older versions stored it.
        app.tickets()
                .events()
                .append(List.of(dev.watchkeeper.tickets.TicketEvent.builder(
                                "/desk",
                                "old",
                                dev.watchkeeper.tickets.EventType.TICKET_OPENED,
                                "old",
                                Instant.parse("2026-09-11T01:00:00Z"))
                        .customer("nobody.example")
                        .channel(dev.watchkeeper.tickets.Channel.EMAIL)
                        .attr("severity", "S1")
                        .attr("plan", "p".repeat(5000))
                        .receivedAt(clock.instant())
                        .build()));
        opened("2026-09-11T01:00:00Z", "S1");

        to("2026-09-11T05:00:01Z");

        assertThat(app.sla().reports().openByDeadline(null, 100))
                .filteredOn(one -> one.verdict() == dev.watchkeeper.sla.Verdict.BREACHED)
                .hasSize(odd.size() + 2);
        assertThat(app.sla().book().entries(List.of("desk/plan", "desk/old")).values())
                .extracting(entry -> String.valueOf(entry.card().plan()).length())
                .containsExactlyInAnyOrder(61, 100);
        assertThat(app.mail()
                        .outbox()
                        .recent(dev.watchkeeper.mail.MailKind.ALERT, "chen", Instant.parse("2026-09-11T00:00:00Z")))
                .as("a matter each, or a list of them")
                .isNotEmpty();
        assertThat(app.findings()
                        .search(dev.watchkeeper.finding.FindingQuery.unresolved(clock.instant())
                                .ofChecks(List.of("SELF-SET-ASIDE"))))
                .isEmpty();
    }

    private List<String> subjects() {
        List<String> subjects = new ArrayList<>();
        app.mail()
                .outbox()
                .queue(java.util.EnumSet.allOf(dev.watchkeeper.mail.EntryState.class), 100)
                .forEach(entry -> subjects.add(entry.recipientId() + " " + entry.subject()));
        return subjects;
    }

    private JsonNode run(String... arguments) throws IOException {
        app.close(); // an H2 file has one owner; a command beside a daemon goes through it, here it comes after
        out.getBuffer().setLength(0);
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 3);
        all[arguments.length] = "--json";
        all[arguments.length + 1] = "--config";
        all[arguments.length + 2] = directory.toString();
        int code = Main.run(new PrintWriter(out), new PrintWriter(err), all);
        assertThat(code).as(err.toString()).isZero();
        open();
        return new ObjectMapper().readTree(out.toString());
    }

    /** Friday 17:00 in Shanghai, 8 hours of service: due on Monday at 16:00, and nobody is disturbed meanwhile. */
    @Test
    void aWeekendPassesWithoutACountedSecondAndTheBreachIsToTheSecond() throws IOException {
        clock.set(Instant.parse("2026-09-11T09:00:01Z"));
        opened("2026-09-11T09:00:00Z", "S2");
        to("2026-09-12T12:00:00Z");
        to("2026-09-13T12:00:00Z");
        assertThat(subjects()).isEmpty();

        to("2026-09-14T04:00:00Z");
        assertThat(subjects()).hasSize(1).first().asString().startsWith("chen");
        to("2026-09-14T07:59:59Z");
        JsonNode open = run("ticket", "list").path("clocks").path(0);
        assertThat(open.path("due_at").asText()).isEqualTo("2026-09-14T08:00:00Z");
        assertThat(open.path("verdict").asText()).isEqualTo("open");

        to("2026-09-14T08:00:01Z");
        JsonNode explained = run("ticket", "explain", "desk/4711", "--now", "2026-09-14T08:00:01Z");
        JsonNode first = explained.path("clocks").path(0);
        assertThat(first.path("verdict").asText()).isEqualTo("breached");
        assertThat(first.path("breach_at").asText()).isEqualTo("2026-09-14T08:00:00Z");
        assertThat(first.path("provisional").asBoolean()).isTrue();
        assertThat(explained.path("timeline")).isNotEmpty();
        assertThat(subjects()).anyMatch(subject -> subject.startsWith("boss"));
    }

    @Test
    void aLateAnswerRetractsTheBreachAndTheWatermarkConfirmsIt() throws IOException {
        tenant("premier");
        app.reload();
        clock.set(Instant.parse("2026-09-14T01:00:01Z"));
        opened("2026-09-14T01:00:00Z", "S2");
        to("2026-09-14T02:00:01Z");

        clock.set(Instant.parse("2026-09-14T02:03:10Z"));
        answered("a-2", "2026-09-14T01:58:30Z");
        JsonNode clockNow = run("ticket", "explain", "desk/4711", "--now", "2026-09-14T02:03:10Z")
                .path("clocks")
                .path(0);
        assertThat(clockNow.path("verdict").asText()).isEqualTo("met");
        assertThat(clockNow.path("used_seconds").asLong()).isEqualTo(3510);
        assertThat(clockNow.path("provisional").asBoolean()).isTrue();

        to("2026-09-14T02:13:29Z");
        assertThat(confirmation()).isEqualTo("PROVISIONAL");
        to("2026-09-14T02:13:31Z");
        assertThat(confirmation())
                .as("15 minutes after the answer nothing is expected any more")
                .isEqualTo("CONFIRMED");
        JsonNode report = run("sla", "report", "--month", "2026-09", "--tenant", "xinghai");
        assertThat(report.path("total").path("met").asInt()).isEqualTo(1);
        assertThat(report.path("total").path("attainment_pct").decimalValue()).isEqualByComparingTo("100.0");
        assertThat(report.path("tenants").path(0).path("zone").asText()).isEqualTo("Asia/Shanghai");
    }

    private String confirmation() {
        return String.valueOf(app.sla().book().entries(List.of("desk/4711")).get("desk/4711").clocks().stream()
                .filter(c -> c.metric() == dev.watchkeeper.sla.Metric.FIRST_RESPONSE)
                .findFirst()
                .orElseThrow()
                .confirmation());
    }

    /** Friday afternoon the customer buys more: what was used stays used, the new promise counts from then on. */
    @Test
    void aPlanBoughtOnFridayCountsFromThatMoment() throws IOException {
        put("tenants.yaml", """
                - id: xinghai
                  name: 星海科技
                  domains: [xinghai.example]
                  manager: chen
                  zone: Asia/Shanghai
                  contracts:
                    - {plan: basic, to: "2026-09-11T17:05:00+08:00"}
                    - {plan: premier, from: "2026-09-11T17:05:00+08:00"}
                """);
        app.reload();
        clock.set(Instant.parse("2026-09-11T06:20:01Z"));
        opened("2026-09-11T06:20:00Z", "S3");
        assertThat(due()).isEqualTo("2026-09-14T05:20:00Z");

        to("2026-09-11T09:05:01Z");
        assertThat(due()).as("2 h 45 used of 4 h").isEqualTo("2026-09-11T10:20:00Z");
    }

    private String due() {
        return String.valueOf(
                app.sla().reports().openByDeadline(null, 10).get(0).dueAt());
    }

    /** The night of 1 November: New York's clocks go back, the promise does not. */
    @Test
    void aNightWithAChangeOfClocksHasItsRealLength() {
        tenant("premier");
        app.reload();
        clock.set(Instant.parse("2026-11-01T04:30:01Z"));
        opened("2026-11-01T04:30:00Z", "S2");
        assertThat(due()).isEqualTo("2026-11-01T05:30:00Z");
        to("2026-11-01T05:30:00Z");
        assertThat(app.sla().reports().openByDeadline(null, 1).get(0).isOpen()).isTrue();
        to("2026-11-01T05:30:01Z");
        assertThat(app.sla().reports().openByDeadline(null, 1).get(0).isOpen()).isFalse();
    }

    @Test
    void killedBetweenStoreAndAnswerNothingIsLostAndNothingDoubled() {
        tenant("premier");
        app.reload();
        clock.set(Instant.parse("2026-09-14T01:00:01Z"));
        opened("2026-09-14T01:00:00Z", "S2");
        app.close(); // the reply never reached the sender; the daemon comes up again
        open();
        opened("2026-09-14T01:00:00Z", "S2");

        assertThat(app.tickets().events().ofTicket("desk/4711")).hasSize(1);
        to("2026-09-14T02:00:01Z");
        to("2026-09-14T02:00:02Z");
        assertThat(subjects().stream().filter(s -> s.startsWith("chen")).count())
                .as("one alarm for the breach, the marks before it were skipped")
                .isEqualTo(1);
    }

    /** Time does not stop while the daemon does: exact after downtime, told once, highest mark only. */
    @Test
    void afterAQuarterOfDowntimeEveryBreachIsExact() throws IOException {
        tenant("premier");
        app.reload();
        clock.set(Instant.parse("2026-09-14T01:00:01Z"));
        opened("2026-09-14T01:00:00Z", "S2");
        app.close();
        clock.set(Instant.parse("2026-12-14T01:00:00Z"));
        open();
        to("2026-12-14T01:00:00Z");

        JsonNode clocks = run("ticket", "explain", "desk/4711", "--now", "2026-12-14T01:00:00Z")
                .path("clocks");
        assertThat(clocks.path(0).path("breach_at").asText()).isEqualTo("2026-09-14T02:00:00Z");
        assertThat(clocks.path(1).path("breach_at").asText()).isEqualTo("2026-09-14T07:00:00Z");
        assertThat(subjects().stream().filter(s -> s.startsWith("chen")).count())
                .isEqualTo(2);
    }

    @Test
    void anEventOfAnUnknownCustomerPromisesNothingAndDisturbsNobody() throws IOException {
        clock.set(Instant.parse("2026-09-14T01:00:01Z"));
        event(
                "t-1",
                "ticket.opened",
                "2026-09-14T01:00:00Z",
                "\"customer\":\"stranger.example\",\"actor\":{\"kind\":\"customer\"},\"public\":true,\"automatic\":false,"
                        + "\"attrs\":{\"severity\":\"S1\"}");
        to("2026-09-20T01:00:00Z");

        assertThat(subjects()).isEmpty();
        assertThat(run("ticket", "list").path("clocks")).isEmpty();
        assertThat(run("ticket", "explain", "desk/4711")
                        .path("clocks")
                        .path(0)
                        .path("reason")
                        .asText())
                .isEqualTo("no_contract");
    }

    @Test
    void restatingWithoutAChangeChangesNothing() throws IOException {
        opened("2026-09-11T07:00:00Z", "S2");
        JsonNode dry = run("sla", "restate", "--dry-run");

        assertThat(dry.path("tickets").asInt()).isEqualTo(1);
        assertThat(dry.path("changes")).isEmpty();
    }
}
