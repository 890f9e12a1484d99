package dev.watchkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchkeeper.demo.DemoWorld;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command against Google on loopback. */
class AuditCommandIT {
    @TempDir
    static Path directory;

    private static DemoWorld world;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void start() throws IOException {
        world = DemoWorld.start(directory, Clock.systemUTC());
    }

    @AfterAll
    static void stop() throws IOException {
        world.close();
    }

    private int run(String... arguments) {
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--config";
        all[arguments.length + 1] = world.config().toString();
        out.getBuffer().setLength(0);
        return Main.run(new PrintWriter(out), new PrintWriter(err), all);
    }

    @Test
    void printsOneDocumentAndStoresWhatItSaw() throws IOException {
        assertThat(run("tenant", "list", "--json")).isZero();
        String tenant =
                new ObjectMapper().readTree(out.toString()).at("/tenants/0/id").asText();

        int code = run("audit", "--tenant", tenant, "--json", "--fail-on", "low");

        JsonNode run = new ObjectMapper().readTree(out.toString()).at("/runs/0");
        assertThat(run.path("tenant").asText()).isEqualTo(tenant);
        assertThat(run.path("scope").asText()).isEqualTo("quarterly");
        assertThat(run.path("checks")).isNotEmpty().allSatisfy(check -> {
            assertThat(check.path("status").asText()).isIn("pass", "fail", "unknown", "not_applicable");
            assertThat(check.at("/refs/scuba").isArray()).isTrue();
            assertThat(check.path("status").asText().equals("unknown")
                            && check.path("reason").isNull())
                    .as("what is unknown says why: %s", check)
                    .isFalse();
        });
        assertThat(run.path("checks"))
                .filteredOn(check -> check.path("id").asText().equals("OUT-01"))
                .extracting(check -> check.path("status").asText())
                .as("the status feed is read by the command itself")
                .doesNotContain("unknown");
        long failed = 0;
        for (JsonNode check : run.path("checks")) {
            failed += check.path("status").asText().equals("fail") ? 1 : 0;
        }
        assertThat(failed).isPositive();
        assertThat(code).isEqualTo(ExitCode.CONDITION_MET);

        assertThat(run("finding", "list", "--tenant", tenant, "--json")).isZero();
        assertThat(new ObjectMapper().readTree(out.toString()).path("findings")).hasSize((int) failed);
    }

    @Test
    void judgesTheSettingRulesInItsOwnWayAndInThePublicAuditors() throws IOException {
        assertThat(run("tenant", "list", "--json")).isZero();
        String tenant =
                new ObjectMapper().readTree(out.toString()).at("/tenants/0/id").asText();

        run("audit", "--tenant", tenant, "--json");
        JsonNode ours = new ObjectMapper().readTree(out.toString()).at("/runs/0/setting_rules");
        run("audit", "--tenant", tenant, "--json", "--reference-mode");
        JsonNode theirs = new ObjectMapper().readTree(out.toString()).at("/runs/0/setting_rules");

        assertThat(ours).hasSize(105);
        assertThat(theirs).hasSize(105);
        assertThat(ours.findValuesAsText("status")).contains("pass", "fail", "unknown");
        assertThat(theirs.findValuesAsText("status")).containsOnly("pass", "fail");
        assertThat(ours.findValuesAsText("basis")).contains("event");
        assertThat(theirs.findValuesAsText("basis")).contains("event", "default");
    }

    @Test
    void wrongUseIsNamed() {
        assertThat(run("audit")).isEqualTo(ExitCode.USAGE);
        assertThat(run("audit", "--all", "--scope", "weekly")).isEqualTo(ExitCode.USAGE);
        assertThat(run("audit", "--tenant", "nobody")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("continuous, daily, quarterly").contains("nobody");
    }
}
