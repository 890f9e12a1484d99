package dev.watchkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlaCommandsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory = Path.of("");

    private int run(String... args) {
        return Main.run(new PrintWriter(out), new PrintWriter(err), args);
    }

    private static String event(String id, String type, String time, String data) {
        return "{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"/desk\",\"type\":\"watchkeeper." + type
                + "\",\"subject\":\"7\",\"time\":\"" + time + "\",\"data\":" + data + "}\n";
    }

    private Path events(String lines) throws IOException {
        return Files.writeString(directory.resolve("events.jsonl"), lines);
    }

    private Path contracts(String yaml) throws IOException {
        return Files.writeString(directory.resolve("contracts.yaml"), yaml);
    }

    private static String opened(String customer) {
        return event(
                "1",
                "ticket.opened",
                "2026-09-07T01:00:00Z",
                "{\"customer\":\"" + customer
                        + "\",\"actor\":{\"kind\":\"customer\"},\"channel\":\"email\",\"public\":true,"
                        + "\"automatic\":false,\"attrs\":{\"severity\":\"S1\"}}");
    }

    private static String answered(String time) {
        return event(
                "2", "message.agent", time, "{\"actor\":{\"kind\":\"agent\"},\"public\":true,\"automatic\":false}");
    }

    @Test
    void replayPrintsTheClocksOfTheContract() throws IOException {
        int code = run(
                "sla",
                "replay",
                "--json",
                "--config",
                "config",
                "--now",
                "2026-09-07T02:00:00Z",
                "--events",
                events(opened("example.cn") + answered("2026-09-07T01:10:00Z")).toString(),
                "--contracts",
                contracts("- {customer: example.cn, plan: premier, from: 2026-01-01}")
                        .toString());

        assertThat(err.toString()).isEmpty();
        assertThat(code).isZero();
        JsonNode document = Json.MAPPER.readTree(out.toString());
        JsonNode clock = document.path("clocks").get(0);
        assertThat(clock.path("ticket").asText()).isEqualTo("desk/7");
        assertThat(clock.path("metric").asText()).isEqualTo("first_response");
        assertThat(clock.path("plan").asText()).isEqualTo("premier");
        assertThat(clock.path("target_seconds").asInt()).isEqualTo(900);
        assertThat(clock.path("due_at").asText()).isEqualTo("2026-09-07T01:15:00Z");
        assertThat(clock.path("fulfilled_at").asText()).isEqualTo("2026-09-07T01:10:00Z");
        assertThat(clock.path("used_seconds").asInt()).isEqualTo(600);
        assertThat(clock.path("verdict").asText()).isEqualTo("met");
        assertThat(clock.path("provisional").asBoolean(true)).isFalse();
        assertThat(clock.path("reason").isNull()).isTrue();
        assertThat(clock.path("marks").get(0).path("mark").asText()).isEqualTo("50");
        assertThat(clock.properties().stream().map(java.util.Map.Entry::getKey))
                .containsExactly(
                        "ticket",
                        "metric",
                        "cycle",
                        "plan",
                        "severity",
                        "channel",
                        "calendar",
                        "started_at",
                        "target_seconds",
                        "due_at",
                        "breach_at",
                        "fulfilled_at",
                        "used_seconds",
                        "paused_seconds",
                        "overrun_seconds",
                        "run_state",
                        "verdict",
                        "provisional",
                        "reason",
                        "flags",
                        "marks",
                        "planned",
                        "remaining_seconds");
        assertThat(clock.path("planned")).isEmpty();
        assertThat(document.path("problems")).isEmpty();
    }

    private int replayOne(String key, String now, String lines, String... more) throws IOException {
        return run(Stream.concat(
                        Stream.of(
                                "sla",
                                "replay",
                                "--config",
                                "config",
                                "--ticket",
                                key,
                                "--now",
                                now,
                                "--events",
                                events(lines).toString(),
                                "--contracts",
                                contracts("- {customer: example.cn, plan: premier}")
                                        .toString()),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    @Test
    void oneTicketComesWithTheWindowsThatSumToWhatWasUsed() throws IOException {
        assertThat(replayOne(
                        "desk/7",
                        "2026-09-07T02:00:00Z",
                        opened("example.cn") + answered("2026-09-07T01:20:00Z"),
                        "--json"))
                .isZero();

        JsonNode clock = Json.MAPPER.readTree(out.toString()).path("clocks").get(0);
        assertThat(clock.path("windows")).hasSize(1);
        JsonNode window = clock.path("windows").get(0);
        assertThat(window.path("from").asText()).isEqualTo("2026-09-07T01:00:00Z");
        assertThat(window.path("to").asText()).isEqualTo("2026-09-07T01:20:00Z");
        assertThat(window.path("seconds").asInt()).isEqualTo(1200);
        assertThat(window.path("counted").asBoolean()).isTrue();
        assertThat(window.path("why").asText()).isEqualTo("open");
        assertThat(window.path("calendar").asText()).startsWith("24x7@");
        assertThat(window.path("plan").asText()).isEqualTo("premier");
        assertThat(window.path("severity").asText()).isEqualTo("S1");
        assertThat(window.path("channel").asText()).isEqualTo("email");
        assertThat(window.path("policy").asText()).contains("@");
        assertThat(clock.path("marks")
                        .get(clock.path("marks").size() - 1)
                        .path("mark")
                        .asText())
                .isEqualTo("breach");
    }

    @Test
    void oneTicketInWordsCanBeCheckedByHand() throws IOException {
        assertThat(replayOne("desk/7", "2026-09-07T01:10:00Z", opened("example.cn")))
                .isZero();

        assertThat(out.toString())
                .contains("(times in ")
                .contains("judged by plan premier, S1, email, policy version ")
                .contains("used 600 s of 900 s promised")
                .contains("next mark ");
        assertThat(replayOne("desk/8", "2026-09-07T01:10:00Z", opened("example.cn")))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--ticket desk/8: the events do not speak of it");
    }

    @Test
    void everyFaultOfTheContractsIsToldAtOnce() throws IOException {
        int code = run(
                "sla",
                "replay",
                "--config",
                "config",
                "--events",
                events(opened("example.cn")).toString(),
                "--contracts",
                contracts("""
                        - {customer: a.example, plan: premier, from: nonsense}
                        - {customer: b.example, plan: golden}
                        - {customer: c.example, plan: silver, from: also-nonsense}
                        - {customer: d.example, plan: basic, from: 2026-01-01}
                        - {customer: d.example, plan: premier, from: 2026-06-01}
                        - {customer: e.example, plan: basic, colour: red}
                        """).toString());

        assertThat(code).isEqualTo(2);
        assertThat(err.toString())
                .contains("nonsense")
                .contains("'golden' is not defined")
                .contains("'silver' is not defined")
                .contains("periods of customer 'd.example' overlap")
                .contains("colour");
    }

    private int eval(String lines) {
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
            return run("calendar", "eval", "--config", "config");
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void linesThatFailedEndInPartAndAByteOrderMarkIsNone() {
        String good = "{\"id\":1,\"calendar\":\"24x7\",\"op\":\"is_open\",\"from\":\"2026-09-07T01:00:00Z\"}\n";

        assertThat(eval("\uFEFF" + good)).isZero();
        assertThat(out.toString().strip()).isEqualTo("{\"id\":1,\"is_open\":true}");
        assertThat(eval(good + "{\"id\":2,\"seconds\":NaN}\n" + good)).isEqualTo(3);
        assertThat(out.toString()).contains("Non-standard token 'NaN'").doesNotContain("Feature");
        assertThat(err.toString()).contains("1 line could not be answered");
    }

    @Test
    void watermarksInTheInputMakeVerdictsProvisional() throws IOException {
        String mark =
                event("3", "source.watermark", "2026-09-07T01:12:00Z", "{\"complete_to\":\"2026-09-07T01:09:00Z\"}");
        run(
                "sla",
                "replay",
                "--json",
                "--config",
                "config",
                "--now",
                "2026-09-07T02:00:00Z",
                "--events",
                events(opened("example.cn") + answered("2026-09-07T01:10:00Z") + mark)
                        .toString(),
                "--contracts",
                contracts("[{customer: example.cn, plan: premier}]").toString());

        assertThat(Json.MAPPER
                        .readTree(out.toString())
                        .path("clocks")
                        .get(0)
                        .path("provisional")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void problemsAreNamedAndTheExitCodeSaysInPart() throws IOException {
        int code = run(
                "sla",
                "replay",
                "--json",
                "--config",
                "config",
                "--now",
                "2026-09-07T02:00:00Z",
                "--events",
                events("nonsense\n" + opened("stranger.example")).toString(),
                "--contracts",
                contracts("[{customer: example.cn, plan: premier}]").toString());

        assertThat(code).isEqualTo(ExitCode.PARTIAL);
        JsonNode problems = Json.MAPPER.readTree(out.toString()).path("problems");
        assertThat(problems.get(0).path("line").asInt()).isEqualTo(1);
        assertThat(problems.get(1).path("customer").asText()).isEqualTo("stranger.example");
    }

    /** A pipe cannot be read twice; text before and after the fold must be that of the file. */
    @Test
    void standardInputIsReadLikeAFile() throws IOException {
        String lines = "\uFEFF" + opened("example.cn") + "\r\n"
                + answered("2026-09-07T01:10:00Z").stripTrailing();
        String contracts = contracts("[{customer: example.cn, plan: premier}]").toString();
        String[] rest = {"--json", "--config", "config", "--now", "2026-09-07T02:00:00Z", "--contracts", contracts};
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
            assertThat(run(Stream.concat(Stream.of("sla", "replay", "--events", "-"), Stream.of(rest))
                            .toArray(String[]::new)))
                    .isZero();
        } finally {
            System.setIn(before);
        }
        String fromPipe = out.toString();
        out.getBuffer().setLength(0);
        run(Stream.concat(Stream.of("sla", "replay", "--events", events(lines).toString()), Stream.of(rest))
                .toArray(String[]::new));

        assertThat(fromPipe).isEqualTo(out.toString());
        assertThat(Json.MAPPER.readTree(fromPipe).at("/clocks/0/verdict").asText())
                .isEqualTo("met");
    }

    /** Events far apart in the file, some longer than a page, are found again. */
    @Test
    void aTicketsEventsAreFoundAgainWhereverTheyStand() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            lines.append(opened("example.cn")
                    .replace("\"id\":\"1\"", "\"id\":\"o" + i + "\"")
                    .replace("\"subject\":\"7\"", "\"subject\":\"" + i + "\"")
                    .replace("\"severity\"", "\"title\":\"" + "x".repeat(i * 50) + "\",\"severity\""));
        }
        for (int i = 0; i < 300; i++) {
            lines.append(answered(
                            Instant.parse("2026-09-07T01:00:00Z").plusSeconds(i).toString())
                    .replace("\"id\":\"2\"", "\"id\":\"a" + i + "\"")
                    .replace("\"subject\":\"7\"", "\"subject\":\"" + i + "\""));
        }
        lines.append(lines);
        run(
                "sla",
                "replay",
                "--json",
                "--config",
                "config",
                "--now",
                "2026-09-07T02:00:00Z",
                "--events",
                events(lines.toString()).toString(),
                "--contracts",
                contracts("[{customer: example.cn, plan: premier}]").toString());

        JsonNode document = Json.MAPPER.readTree(out.toString());
        assertThat(document.path("problems")).isEmpty();
        int seen = 0;
        for (JsonNode clock : document.path("clocks")) {
            if (clock.path("metric").asText().equals("first_response")) {
                seen++;
                assertThat("desk/" + clock.path("used_seconds").asInt())
                        .isEqualTo(clock.path("ticket").asText());
            }
        }
        assertThat(seen).isEqualTo(300);
    }

    /** An hour for the first response, around the clock. */
    private Path hourPlan() throws IOException {
        Path config = Files.createDirectories(directory.resolve("hour"));
        Files.createDirectories(config.resolve("calendars"));
        Files.writeString(
                config.resolve("calendars/all.yaml"),
                "{calendar: all, version: 1, zone: UTC, week: {mon-sun: ['00:00-24:00']}}\n");
        Files.writeString(
                config.resolve("plans.yaml"),
                "plans: {basic: {calendar: all}}\ntargets: {basic: {S1: {first_response: 1h}}}\n");
        return config;
    }

    private JsonNode firstResponse(String now, String lines) throws IOException {
        out.getBuffer().setLength(0);
        run(
                "sla",
                "replay",
                "--json",
                "--config",
                hourPlan().toString(),
                "--now",
                now,
                "--events",
                events(lines).toString(),
                "--contracts",
                contracts("[{customer: example.cn, plan: basic}]").toString());
        return Json.MAPPER.readTree(out.toString()).path("clocks").get(0);
    }

    private static String watermark(String at, String completeTo) {
        return event("w" + at, "source.watermark", at, "{\"complete_to\":\"" + completeTo + "\"}");
    }

    /** Worked example 13: the timer, then a poll that brings an answer from before it, then the watermark. */
    @Test
    void aLateAnswerRetractsAProvisionalBreach() throws IOException {
        String before = opened("example.cn") + watermark("2026-09-07T01:55:00Z", "2026-09-07T01:54:00Z");
        JsonNode timer = firstResponse("2026-09-07T02:00:01Z", before);
        assertThat(timer.path("verdict").asText()).isEqualTo("breached");
        assertThat(timer.path("breach_at").asText()).isEqualTo("2026-09-07T02:00:00Z");
        assertThat(timer.path("provisional").asBoolean()).isTrue();

        JsonNode polled = firstResponse("2026-09-07T02:03:10Z", before + answered("2026-09-07T01:58:30Z"));
        assertThat(polled.path("verdict").asText()).isEqualTo("met");
        assertThat(polled.path("used_seconds").asInt()).isEqualTo(3510);
        assertThat(polled.path("provisional").asBoolean()).isTrue();

        JsonNode confirmed = firstResponse(
                "2026-09-07T02:03:10Z",
                before + answered("2026-09-07T01:58:30Z") + watermark("2026-09-07T02:03:00Z", "2026-09-07T02:00:01Z"));
        assertThat(confirmed.path("verdict").asText()).isEqualTo("met");
        assertThat(confirmed.path("provisional").asBoolean(true)).isFalse();
    }

    /** Worked example 14: 47 met (one of them provisional), 3 breached, 2 cancelled, 4 running. */
    @Test
    void aMonthIsCountedWithEverythingBesideThePercentage() throws IOException {
        StringBuilder lines = new StringBuilder(watermark("2026-09-30T12:00:00Z", "2026-09-30T12:00:00Z"));
        for (int i = 0; i < 56; i++) {
            String day = String.format("2026-09-%02d", 1 + i % 28);
            String begin = i == 46 ? "2026-09-30T12:10:00Z" : i < 52 ? day + "T01:00:00Z" : "2026-09-30T12:40:00Z";
            String answer = i == 46 ? "2026-09-30T12:20:00Z" : day + (i < 47 ? "T01:30:00Z" : "T03:00:00Z");
            String ticket = opened("example.cn").replace("2026-09-07T01:00:00Z", begin);
            if (i < 50) {
                ticket += answered(answer);
            } else if (i < 52) {
                ticket += event("2", "ticket.deleted", day + "T01:10:00Z", "{}");
            }
            lines.append(ticket.replace("\"subject\":\"7\"", "\"subject\":\"" + i + "\"")
                    .replace("\"id\":\"", "\"id\":\"" + i + "/"));
        }
        run(
                "sla",
                "replay",
                "--config",
                hourPlan().toString(),
                "--now",
                "2026-09-30T13:00:00Z",
                "--events",
                events(lines.toString()).toString(),
                "--contracts",
                contracts("[{customer: example.cn, plan: basic}]").toString());

        assertThat(out.toString())
                .contains(
                        "first response   94.0 % of 50 kept, 3 breached, 4 running, 2 cancelled, 1 not yet confirmed");
    }

    @Test
    void aPersonCanReadIt() throws IOException {
        run(
                "sla",
                "replay",
                "--config",
                "config",
                "--now",
                "2026-09-07T02:00:00Z",
                "--events",
                events(opened("example.cn")).toString(),
                "--contracts",
                contracts("[{customer: example.cn, plan: premier}]").toString());

        assertThat(out.toString())
                .contains("desk/7  example.cn  plan premier, S1, new")
                .contains("used 1:00:00 of 0:15:00, late by 0:45:00")
                .contains("due 2026-09-07 09:15:00");
    }

    @Test
    void contractsOfUnknownPlansAreRefused() throws IOException {
        int code = run(
                "sla",
                "replay",
                "--config",
                "config",
                "--events",
                events(opened("example.cn")).toString(),
                "--contracts",
                contracts("[{customer: example.cn, plan: gold}]").toString());

        assertThat(code).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("plan 'gold' is not defined").contains("basic");
    }

    @Test
    void missingFilesAreWrongUsage() throws IOException {
        assertThat(run(
                        "sla",
                        "replay",
                        "--config",
                        "config",
                        "--events",
                        "nowhere.jsonl",
                        "--contracts",
                        contracts("[]").toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(run("sla")).isEqualTo(ExitCode.USAGE);
        assertThat(run("calendar")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void calendarCheckTellsTheYearInWords() {
        int code = run("calendar", "check", "cn-8x5", "--config", "config", "--now", "2026-04-01T00:00:00Z");

        assertThat(code).isZero();
        assertThat(out.toString())
                .contains("Mon-Fri   09:00-12:00, 13:00-18:00")
                .contains("make-up day")
                .contains("Sat 9 May 2026")
                .contains("National Day")
                .doesNotContain("Warning");
    }

    @Test
    void calendarCheckWarnsOfAYearWithoutHolidays() {
        run("calendar", "check", "cn-8x5", "--config", "config", "--now", "2026-11-24T00:00:00Z");

        assertThat(out.toString()).contains("Warning: holiday set 'cn' has no days for 2027");
    }

    @Test
    void calendarCheckOfNothingNamesWhatThereIs() {
        assertThat(run("calendar", "check", "cn-9x5", "--config", "config")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("cn-8x5");
    }
}
