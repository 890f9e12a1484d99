package dev.watchkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    private Path document;

    @BeforeEach
    void write() throws IOException {
        document = directory.resolve("incidents.json");
        Files.writeString(document, """
                [{"id":"A1","begin":"2026-10-07T13:02:00Z","end":"2026-10-07T13:41:00Z","status_impact":"SERVICE_OUTAGE",
                  "affected_products":[{"title":" Gmail","id":"prPt2Yra2CbGsbEm9cpC"}]},
                 {"id":"A2","begin":"2026-10-07T13:30:00Z","end":"2026-10-07T14:10:00Z","status_impact":"SERVICE_DISRUPTION",
                  "affected_products":[{"title":"Gmail","id":"prPt2Yra2CbGsbEm9cpC"}]},
                 {"id":"A3","begin":"2026-11-24T06:10:00Z","status_impact":"SERVICE_DISRUPTION",
                  "affected_products":[{"title":"Something new","id":"NEW1"}]}]
                """);
    }

    @Test
    void aMonthInWordsNamesTheZoneAndWhatCouldNotBeRead() throws IOException {
        Files.writeString(document, """
                [{"id":"A1","begin":"soon","status_impact":"SERVICE_OUTAGE",
                  "affected_products":[{"title":"Gmail","id":"prPt2Yra2CbGsbEm9cpC"}]}]
                """);
        StringWriter out = new StringWriter();

        Main.run(
                new PrintWriter(out),
                new PrintWriter(new StringWriter()),
                "status",
                "--document",
                document.toString(),
                "--month",
                "2026-10",
                "--product",
                "Gmail",
                "--now",
                "2026-11-24T08:00:00.123456Z");

        assertThat(out.toString())
                .contains("Month in UTC, feed read at " + Shown.time(Instant.parse("2026-11-24T08:00:00Z")) + ".")
                .contains("Note: A1");
    }

    @Test
    void reckonsAMonth() throws IOException {
        JsonNode answer = run(
                "--month",
                "2026-10",
                "--product",
                "gmail",
                "--count",
                "SERVICE_OUTAGE",
                "--now",
                "2026-11-24T00:00:00Z");

        assertThat(answer.path("product").asText()).isEqualTo("Gmail");
        assertThat(answer.path("minutes_in_month").asLong()).isEqualTo(44640);
        assertThat(answer.path("minutes_elapsed").asLong()).isEqualTo(44640);
        assertThat(answer.path("incident_minutes").asLong()).isEqualTo(39);
        assertThat(answer.path("lowest_possible_uptime_pct").asText()).isEqualTo("99.9126");
        assertThat(answer.path("credit_days_if_every_minute_were_downtime").asInt())
                .isZero();
        assertThat(answer.path("provisional").asBoolean()).isFalse();
        assertThat(answer.path("incidents")).hasSize(1);
    }

    @Test
    void countsOutagesAndDisruptionsUnlessTold() throws IOException {
        JsonNode answer =
                run("--month", "2026-10", "--product", "prPt2Yra2CbGsbEm9cpC", "--now", "2026-11-24T00:00:00Z");

        assertThat(answer.path("incident_minutes").asLong()).isEqualTo(68);
        assertThat(answer.path("credit_days_if_every_minute_were_downtime").asInt())
                .isEqualTo(3);
        assertThat(answer.path("claim_until").asText()).isEqualTo("2026-11-06T13:46:39Z");
    }

    @Test
    void showsWhatIsOpen() throws IOException {
        JsonNode answer = run("--now", "2026-11-24T08:00:00Z");

        assertThat(answer.path("open").findValuesAsText("id")).containsExactly("A3");
    }

    @Test
    void aProductTheCatalogueLacksIsKnownByTheTitleGiven() throws IOException {
        JsonNode answer = run("--month", "2026-11", "--product", "something new", "--now", "2026-11-24T06:20:00Z");

        assertThat(answer.path("incident_minutes").asLong()).isEqualTo(10);
        assertThat(answer.path("provisional").asBoolean()).isTrue();
        assertThat(answer.path("covered").asBoolean()).isFalse();
    }

    @Test
    void wrongUsageSaysWhatIsAccepted() {
        assertThat(code("--month", "2026-10")).isEqualTo(ExitCode.USAGE);
        assertThat(code("--month", "October", "--product", "Gmail")).isEqualTo(ExitCode.USAGE);
        assertThat(code("--month", "2026-10", "--product", "Gmial")).isEqualTo(ExitCode.USAGE);
        assertThat(code("--month", "2026-10", "--product", "Gmail", "--count", "SERVICE_INFORMATION"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("Gmail, Google Drive");
    }

    @Test
    void whatCouldNotBeReadLeavesTheAnswerInPart() throws IOException {
        assertThat(code()).isZero();
        for (String odd : new String[] {
            "{\"id\":\"A1\",\"begin\":\"soon\",\"status_impact\":\"SERVICE_OUTAGE\"}",
            "{\"id\":\"A1\",\"begin\":\"2026-10-07T13:02:00Z\",\"status_impact\":\"SERVICE_MOOD\"}",
            "{\"id\":\"../etc\"},{\"id\":\"A1\",\"begin\":\"2026-10-07T13:02:00Z\",\"status_impact\":\"SERVICE_OUTAGE\"}"
        }) {
            Files.writeString(document, "[" + odd + "]");
            out.getBuffer().setLength(0);

            assertThat(code()).as(odd).isEqualTo(3);
            assertThat(Json.MAPPER.readTree(out.toString()).get("problems"))
                    .as(odd)
                    .isNotEmpty();
        }
    }

    private JsonNode run(String... arguments) throws IOException {
        int code = code(arguments);
        assertThat(code).as(err.toString()).isZero();
        return Json.MAPPER.readTree(out.toString());
    }

    private int code(String... arguments) {
        String[] line = new String[arguments.length + 4];
        line[0] = "status";
        line[1] = "--document";
        line[2] = document.toString();
        line[3] = "--json";
        System.arraycopy(arguments, 0, line, 4, arguments.length);
        return Main.run(new PrintWriter(out), new PrintWriter(err), line);
    }
}
