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
                        "marks");
        assertThat(document.path("problems")).isEmpty();
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
                .contains("due 2026-09-07 09:15:00 +08:00");
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
