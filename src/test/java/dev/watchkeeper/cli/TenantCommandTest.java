package dev.watchkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchkeeper.audit.TenantState;
import dev.watchkeeper.store.Database;
import dev.watchkeeper.store.DatabaseSettings;
import dev.watchkeeper.store.JdbiTenantStates;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TenantCommandTest {
    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(directory.resolve("calendars"));
        put("calendars/24x7.yaml", "{calendar: 24x7, version: 1, zone: UTC, week: {mon-sun: ['00:00-24:00']}}\n");
        put(
                "plans.yaml",
                "plans: {basic: {calendar: 24x7}, premier: {calendar: 24x7}}\ntargets: {basic: {}, premier: {}}\n");
        put("people.yaml", "- {id: chen, name: Chen, email: chen@reseller.example}\n");
        put(
                "tenants.yaml",
                "# by hand\n- {id: xinghai, name: 星海, domains: [xinghai.example], manager: chen, plan: basic}\n");
    }

    private Path put(String file, String text) throws IOException {
        return Files.writeString(directory.resolve(file), text);
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--config";
        all[arguments.length + 1] = directory.toString();
        return Main.run(new PrintWriter(out), new PrintWriter(err), all);
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out.toString());
    }

    @Test
    void tenantsAreListedAsTextCsvAndJson() throws IOException {
        assertThat(run("tenant", "list")).isZero();
        assertThat(out.toString()).contains("xinghai  星海  xinghai.example  basic  chen");

        assertThat(run("tenant", "list", "--csv")).isZero();
        assertThat(out.toString()).contains("xinghai,星海,xinghai.example,basic,chen,Asia/Shanghai,normal,,\r\n");

        assertThat(run("tenant", "list", "--plan", "gold")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--plan gold is not known; plans.yaml has: basic, premier");
        assertThat(run("tenant", "list", "--manager", "nobody")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("people.yaml has: chen");
        assertThat(run("tenant", "list", "--json", "--plan", "premier")).isZero();
        assertThat(json().path("tenants")).isEmpty();
    }

    @Test
    void oneTenantIsShownByIdOrDomain() throws IOException {
        assertThat(run("tenant", "show", "XINGHAI.example", "--json")).isZero();
        assertThat(json().path("customer_id").asText()).isEqualTo("my_customer");

        assertThat(run("tenant", "show", "xinghia")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("did you mean 'xinghai'?");
    }

    @Test
    void theNextAuditsOfEachScopeAreShown() throws IOException {
        put("watchkeeper.yaml", "database: {directory: '" + directory.resolve("data") + "'}\n");
        assertThat(run("tenant", "show", "xinghai", "--json")).isZero();
        assertThat(json().path("audits").isNull())
                .as("before the daemon first ran")
                .isTrue();
        assertThat(directory.resolve("data")).doesNotExist();
        Instant due = Instant.parse("2026-03-02T01:00:00Z");
        try (Database database = Database.open(DatabaseSettings.h2(directory.resolve("data")), Clock.systemUTC())) {
            new JdbiTenantStates(database)
                    .schedule(List.of(new TenantState(
                            "xinghai",
                            "r",
                            due,
                            due.plusSeconds(60),
                            due.plusSeconds(120),
                            null,
                            null,
                            null,
                            0,
                            null,
                            null,
                            null,
                            0)));
        }

        assertThat(run("tenant", "show", "xinghai", "--json")).isZero();
        assertThat(json().path("audits").path("next").path("continuous").asText())
                .isEqualTo("2026-03-02T01:00:00Z");
        assertThat(json().path("audits").path("next").path("daily").asText()).isEqualTo("2026-03-02T01:01:00Z");
        assertThat(json().path("audits").path("next").path("quarterly").asText())
                .isEqualTo("2026-03-02T01:02:00Z");
        assertThat(run("tenant", "list")).isZero();
        assertThat(out.toString()).contains("NEXT AUDIT").contains(Shown.time(Instant.parse("2026-03-02T01:00:00Z")));
    }

    @Test
    void aDatabaseThatCannotBeReachedIsSaidAndTheRestIsShown() throws IOException {
        put("watchkeeper.yaml", "database: {url: 'jdbc:postgresql://127.0.0.1:1/x', user: x}\n");

        assertThat(run("tenant", "list")).isZero();
        assertThat(out.toString()).contains("xinghai");
        assertThat(err.toString()).contains("when audits are due is not shown");
    }

    @Test
    void anImportKeepsWhatIsThereTakesGoodRowsAndNamesBadOnesByLine() throws IOException {
        Path csv = put(
                "new customers.csv",
                "\uFEFFid,Name,Domains,Customer ID,admin,plan,from,to,manager,zone,notes\r\n"
                        + "xinghai,Other,xinghai.example,,,,,,chen,,\r\n"
                        + "dune,\"Dune \"\"GmbH\"\"\",dune.example dune.example.org,C03az79cb,it@dune.example,premier,"
                        + "2026-01-01,,chen,Europe/Berlin,\"two\nlines: ${env:HOME} # no comment\"\r\n"
                        + "bad,Bad,xinghai.example,,,gold,,,chan,Mars/Base,\r\n"
                        + "atlas,Atlas,atlas.example,,,,,,chen,,\r\n");

        assertThat(run("tenant", "import", csv.toString())).isEqualTo(ExitCode.PARTIAL);
        assertThat(out.toString())
                .contains(csv + ":5: zone: zone 'Mars/Base' is not known")
                .contains("2 added to")
                .contains("1 kept unchanged, 1 row left out");
        assertThat(directory.resolve("tenants/new_customers.yaml")).exists();
        assertThat(Files.readString(directory.resolve("tenants.yaml"))).startsWith("# by hand");

        assertThat(run("tenant", "show", "dune", "--json")).isZero();
        assertThat(json().path("name").asText()).isEqualTo("Dune \"GmbH\"");
        assertThat(json().path("notes").asText()).isEqualTo("two\nlines: ${env:HOME} # no comment");
        assertThat(json().path("domains")).hasSize(2);
        assertThat(json().path("contracts").path(0).path("from").asText()).isEqualTo("2025-12-31T23:00:00Z");

        assertThat(run("tenant", "import", csv.toString(), "--json")).isEqualTo(ExitCode.PARTIAL);
        assertThat(json().path("added")).isEmpty();
        assertThat(json().path("kept")).hasSize(3);
    }

    @Test
    void aDryRunWritesNothing() throws IOException {
        Path csv = put("c.csv", "id,name,domains,manager\natlas,Atlas,atlas.example,chen\n");

        assertThat(run("tenant", "import", csv.toString(), "--dry-run")).isZero();
        assertThat(out.toString()).contains("1 would be added to");
        assertThat(directory.resolve("tenants")).doesNotExist();
    }

    @Test
    void aWrongTableIsRefusedWhole() throws IOException {
        Path csv = put("c.csv", "id,nmae,domains,manager\natlas,Atlas,atlas.example,chen\n");

        assertThat(run("tenant", "import", csv.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("column 'nmae' is not known; did you mean 'name'?");
    }

    @Test
    void semicolonsAndTabsOfSpreadsheetsAreReadToo() throws IOException {
        Path semicolons =
                put("s.csv", "id;name;domains;manager\r\natlas;\"Atlas; Söhne\";a.example,b.example;chen\r\n");
        Path tabs = put("t.csv", "id\tname\tdomains\tmanager\nbaihe\tBaihe, Ltd\tbaihe.example\tchen\n");

        assertThat(run("tenant", "import", semicolons.toString())).isZero();
        assertThat(run("tenant", "import", tabs.toString())).isZero();
        assertThat(run("tenant", "show", "atlas", "--json")).isZero();
        assertThat(json().path("name").asText()).isEqualTo("Atlas; Söhne");
        assertThat(json().path("domains")).hasSize(2);
        assertThat(run("tenant", "show", "baihe", "--json")).isZero();
        assertThat(json().path("name").asText()).isEqualTo("Baihe, Ltd");
    }

    @Test
    void aRowLongerThanTheHeadingIsLeftOutRatherThanShifted() throws IOException {
        Path csv = put("c.csv", "id,name,domains,manager\natlas,Atlas, Inc,atlas.example,chen\n");

        assertThat(run("tenant", "import", csv.toString())).isEqualTo(ExitCode.PARTIAL);
        assertThat(out.toString())
                .contains(csv + ":2: ")
                .contains("1 more cell than the heading")
                .contains("0 added");
    }

    @Test
    void anEmptyTableIsSaid() throws IOException {
        assertThat(run("tenant", "import", put("c.csv", "").toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("c.csv is empty; the first line names the columns: id,name");
    }
}
