package dev.watchkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.app.Application;
import dev.watchkeeper.app.Configuration;
import dev.watchkeeper.app.ConfigurationLoader;
import dev.watchkeeper.app.LiveConfiguration;
import dev.watchkeeper.app.World;
import dev.watchkeeper.tickets.Actor;
import dev.watchkeeper.tickets.Channel;
import dev.watchkeeper.tickets.EventType;
import dev.watchkeeper.tickets.TicketEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One ticket of an hour's promise, opened half an hour ago. */
class TicketCommandsTest {
    private static final Clock CLOCK = World.realClock();

    @TempDir
    Path directory;

    private final Instant opened = CLOCK.instant().minus(Duration.ofMinutes(30)).truncatedTo(ChronoUnit.SECONDS);
    private ConfigDirectory config;

    private void open(String subject) throws IOException {
        open(subject, opened, CLOCK.instant());
    }

    /** A ticket that was opened at an instant and judged at another. */
    private void open(String subject, Instant opened, Instant judged) throws IOException {
        ConfigurationLoader loader = new ConfigurationLoader(name -> null, CLOCK);
        Configuration read = loader.load(directory);
        try (Application application =
                Application.assemble(LiveConfiguration.fixed(read), World.real(read.settings(), directory, CLOCK))) {
            application
                    .tickets()
                    .events()
                    .append(List.of(
                            TicketEvent.builder("/desk", "e" + subject, EventType.TICKET_OPENED, subject, opened)
                                    .customer("xinghai.example")
                                    .actor(Actor.customer("c1"))
                                    .channel(Channel.EMAIL)
                                    .isPublic(true)
                                    .attr("severity", "S1")
                                    .attr("title", "Mail, \"urgent\"")
                                    .receivedAt(opened)
                                    .build()));
            application.sla().watch().tick(judged);
        }
    }

    @BeforeEach
    void store() throws IOException {
        config = new ConfigDirectory(directory);
        config.put("plans.yaml", "plans: {basic: {calendar: 24x7}}\ntargets: {basic: {S1: {first_response: 1h}}}\n");
        config.put("desk.secret", "hush");
        config.put("sources.yaml", """
                sources:
                  - {id: desk, type: file, file: {directory: '%s'}}
                  - id: old
                    type: jdbc
                    jdbc: {preset: zammad, url: "jdbc:postgresql://127.0.0.1:1/zammad", user: reader, password: "${file:desk.secret}"}
                """.formatted(directory.resolve("drop")));
        open("4711");
    }

    @Test
    void ticketsAreListedForASpreadsheetAndTakenOverByName() throws IOException {
        assertThat(config.run("ticket", "list", "--csv")).isZero();
        List<String> lines = config.out().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).containsIgnoringCase("ticket").contains(",");
        assertThat(lines.get(1))
                .startsWith("desk/4711,xinghai.example,first response,S1," + opened.plus(Duration.ofHours(1)) + ",")
                .endsWith("\"Mail, \"\"urgent\"\"\",4711");

        assertThat(config.run("ticket", "ack", "desk/4711", "--by", "wang")).isZero();
        assertThat(config.out()).contains("desk/4711 is taken care of by wang");
        assertThat(config.run("ticket", "list", "--json")).isZero();
        assertThat(config.json().at("/clocks/0/acknowledged_by").asText()).isEqualTo("wang");

        assertThat(config.run("ticket", "ack", "desk/4711", "--by", "nobody")).isEqualTo(ExitCode.USAGE);
        assertThat(config.err()).contains("--by nobody");
        assertThat(config.run("ticket", "ack", "desk/1", "--by", "wang")).isEqualTo(ExitCode.USAGE);
        assertThat(config.err()).contains("no ticket 'desk/1'");
    }

    @Test
    void aDeadlineThatPassedWhileNobodyJudgedIsNotShownAsTimeLeft() throws IOException {
        Instant longAgo = opened.minus(Duration.ofHours(2));
        open("4712", longAgo, longAgo.plusSeconds(60));

        assertThat(config.run("ticket", "list")).isZero();

        assertThat(config.out().lines().filter(line -> line.startsWith("desk/4712")))
                .singleElement()
                .asString()
                .containsPattern("passed +running");
    }

    @Test
    void aListThatEndsEarlySaysSo() throws IOException {
        assertThat(config.run("ticket", "list", "--json")).isZero();
        assertThat(config.json().path("truncated").asBoolean(true)).isFalse();
        assertThat(config.json().path("total").asInt()).isEqualTo(1);

        open("4712");
        open("4713");
        assertThat(config.run("ticket", "list", "--json", "--limit", "2")).isZero();
        assertThat(config.json().path("clocks")).hasSize(2);
        assertThat(config.json().path("truncated").asBoolean()).isTrue();
        assertThat(config.json().path("total").asInt()).isEqualTo(3);
        assertThat(config.run("ticket", "list", "--limit", "2")).isZero();
        assertThat(config.out()).contains("2 of 3 open clocks shown; raise --limit");
        assertThat(config.run("ticket", "list", "--limit", "2", "--csv", "--tenant", "xinghai"))
                .isZero();
        assertThat(config.out().lines()).hasSize(3);
        assertThat(config.err()).contains("2 of 3 open clocks shown");
        assertThat(config.run("ticket", "list", "--limit", "3")).isZero();
        assertThat(config.out()).doesNotContain("raise --limit");
    }

    @Test
    void aLimitThatIsNoNumberOfRowsIsWrongUsage() {
        for (String bad : List.of("-1", "0", "1000001", "99999999999", "many")) {
            assertThat(config.run("ticket", "list", "--limit", bad)).as(bad).isEqualTo(ExitCode.USAGE);
            assertThat(config.err()).contains("--limit").contains(bad);
        }
    }

    @Test
    void sourcesAreListedAndTheirSqlIsShown() {
        assertThat(config.run("ticket", "sources")).isZero();
        assertThat(config.out()).contains("desk", "file", "old", "jdbc");

        assertThat(config.run("ticket", "sources", "--sql")).isZero();
        assertThat(config.out())
                .containsIgnoringCase("select")
                .contains("histories")
                .doesNotContain("hush");
    }
}
