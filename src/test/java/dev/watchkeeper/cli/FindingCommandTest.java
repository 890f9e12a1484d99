package dev.watchkeeper.cli;

import static dev.watchkeeper.fixture.Sightings.fail;
import static dev.watchkeeper.fixture.Sightings.pass;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.finding.Circumstances;
import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.FindingKeeper;
import dev.watchkeeper.finding.FindingQuery;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.mail.Letters;
import dev.watchkeeper.mail.MailKind;
import dev.watchkeeper.mail.Priority;
import dev.watchkeeper.mail.alert.AlertThread;
import dev.watchkeeper.store.Database;
import dev.watchkeeper.store.DatabaseSettings;
import dev.watchkeeper.store.JdbiFindings;
import dev.watchkeeper.store.JdbiOutbox;
import dev.watchkeeper.store.JdbiThreads;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingCommandTest {
    private static final Instant SEEN = Instant.parse("2026-03-01T00:00:00Z");

    @TempDir
    Path directory;

    private ConfigDirectory config;
    private String worst = "";

    @BeforeEach
    void store() throws IOException {
        config = new ConfigDirectory(directory);
        try (Database database = Database.open(DatabaseSettings.h2(config.data()), Clock.systemUTC())) {
            JdbiFindings findings = new JdbiFindings(database);
            FindingKeeper keeper = new FindingKeeper(findings, Circumstances.NONE);
            keeper.reconcile(
                    "xinghai",
                    List.of(
                            fail("LGN-01", "tenant", Severity.CRITICAL),
                            fail("SYN-01", "=cmd|' /C calc'!A0", Severity.LOW)),
                    SEEN,
                    "run-1");
            keeper.reconcile("dune", List.of(fail("LGN-01", "tenant", Severity.HIGH)), SEEN, "run-2");
            keeper.reconcile("dune", List.of(pass("LGN-01", "tenant")), SEEN.plusSeconds(9), "run-3");
            worst = findings.search(FindingQuery.unresolved(SEEN)).get(0).id();
        }
    }

    @Test
    void listsFilterByTenantManagerSeverityAndState() throws IOException {
        assertThat(config.run("finding", "list", "--json")).isZero();
        assertThat(config.json().path("findings")).hasSize(2);
        assertThat(config.json().at("/findings/0/id").asText()).isEqualTo(worst);

        assertThat(config.run("finding", "list", "--json", "--manager", "wang", "--state", "resolved"))
                .isZero();
        assertThat(config.json().at("/findings/0/tenant").asText()).isEqualTo("dune");

        assertThat(config.run("finding", "list", "--manager", "wang", "--tenant", "xinghai"))
                .isZero();
        assertThat(config.out()).contains("no findings");

        assertThat(config.run("finding", "list", "--severity", "high", "--csv", "--lang", "zh-CN"))
                .isZero();
        assertThat(config.out()).contains("critical,open,xinghai,LGN-01,tenant").doesNotContain("SYN-01");

        assertThat(config.run("finding", "list", "--csv")).isZero();
        assertThat(config.out()).contains("'=cmd");
    }

    @Test
    void aListThatEndsEarlySaysSo() throws IOException {
        assertThat(config.run("finding", "list", "--json", "--limit", "1")).isZero();
        assertThat(config.json().path("truncated").asBoolean()).isTrue();
        assertThat(config.run("finding", "list", "--csv", "--limit", "1")).isZero();
        assertThat(config.err()).contains("more than 1 findings, raise --limit");
    }

    @Test
    void wrongWordsNameWhatIsAccepted() {
        assertThat(config.run("finding", "list", "--severity", "bad")).isEqualTo(ExitCode.USAGE);
        assertThat(config.err()).contains("critical, high, medium, low");
        assertThat(config.run("finding", "list", "--state", "opne")).isEqualTo(ExitCode.USAGE);
        assertThat(config.err()).contains("acknowledged");
        assertThat(config.run("finding", "list", "--manager", "who")).isEqualTo(ExitCode.USAGE);
        assertThat(config.err()).contains("chen, wang");
        assertThat(config.run("finding", "list", "--limit", "-1")).isEqualTo(ExitCode.USAGE);
        assertThat(config.err()).contains("--limit -1");
        assertThat(config.run("finding", "show", "F-NONE")).isEqualTo(ExitCode.USAGE);
        assertThat(config.run("finding", "mute", worst, "--until", "soon", "--reason", "x"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(config.out()).contains("--until soon is no date");
    }

    @Test
    void aDecisionTakesBackTheAlertThatStillWaits() throws IOException {
        String matter = worst.toLowerCase(java.util.Locale.ROOT);
        try (Database database = Database.open(DatabaseSettings.h2(config.data()), Clock.systemUTC())) {
            new JdbiThreads(database)
                    .begin(new AlertThread(
                            matter,
                            1,
                            "xinghai",
                            "【严重】",
                            "[Critical]",
                            SEEN,
                            null,
                            AlertThread.State.OPEN,
                            null,
                            0,
                            null,
                            null,
                            null));
            new JdbiOutbox(database)
                    .write(Letters.letter("a", MailKind.ALERT, Priority.CRITICAL, SEEN, null, "chen", matter));
        }
        assertThat(config.run("finding", "mute", worst, "--until", "2099-12-31", "--reason", "x", "--author", "li"))
                .isZero();
        assertThat(config.run("mail", "show", "1")).isZero();
        assertThat(config.out()).contains("cancelled", "withdrawn before it left: risk accepted by li");
    }

    @Test
    void aDecisionAnswersInJsonToo() throws IOException {
        assertThat(config.run("finding", "mute", worst, "F-NONE", "--until", "2099-12-31", "--reason", "x", "--json"))
                .isEqualTo(ExitCode.PARTIAL);

        assertThat(config.json().at("/findings/0/id").asText()).isEqualTo(worst);
        assertThat(config.json().at("/findings/0/state").asText()).isEqualTo("muted");
        assertThat(config.json().at("/problems/0/id").asText()).isEqualTo("F-NONE");
    }

    @Test
    void aDecisionIsKeptWithReasonAuthorAndTheEndOfItsLastDay() throws IOException {
        assertThat(config.run(
                        "finding",
                        "mute",
                        worst.toLowerCase(java.util.Locale.ROOT),
                        "F-NONE",
                        "--until",
                        "2099-12-31",
                        "--reason",
                        "customer accepts",
                        "--author",
                        "li"))
                .isEqualTo(ExitCode.PARTIAL);
        assertThat(config.out()).contains(worst + " muted").contains("F-NONE not muted");

        assertThat(config.run("finding", "show", worst, "--json")).isZero();
        assertThat(config.json().path("state").asText()).isEqualTo("muted");
        assertThat(config.json().at("/muted/until").asText()).isEqualTo("2099-12-31T16:00:00Z");

        assertThat(config.run("finding", "unmute", worst, "--reason", "again")).isZero();
        assertThat(config.run("finding", "unmute", worst, "--reason", "again")).isEqualTo(ExitCode.USAGE);
        assertThat(config.run("finding", "ack", worst, "--until", "2099-12-31", "--reason", "on it"))
                .isZero();
        assertThat(config.run("finding", "history", worst, "--json")).isZero();
        assertThat(config.json().path("events"))
                .extracting(event -> event.path("what").asText())
                .containsExactly("opened", "muted", "unmuted", "acknowledged");
        assertThat(config.json().at("/events/1/author").asText()).isEqualTo("li");
    }

    @Test
    void aFindingIsShownInWords() {
        assertThat(config.run("finding", "show", worst)).isZero();
        assertThat(config.out())
                .contains("Title LGN-01")
                .contains(worst + ", open, critical")
                .contains("do: What to do");
    }

    @Test
    void commandsWorkWhileTheDaemonHoldsTheDatabase() {
        try (Database daemon = Database.openAsDaemon(DatabaseSettings.h2(config.data()), Clock.systemUTC())) {
            assertThat(config.run("finding", "ack", worst, "--until", "2099-01-01", "--reason", "on it"))
                    .isZero();
            Finding seen = new JdbiFindings(daemon).byId(worst).orElseThrow();
            assertThat(seen.acknowledged()).isNotNull();
        }
    }
}
