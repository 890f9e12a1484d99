package dev.watchkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchkeeper.calendar.CalendarSpec;
import dev.watchkeeper.calendar.HolidaySets;
import dev.watchkeeper.calendar.ServiceCalendars;
import dev.watchkeeper.fixture.Mutations;
import dev.watchkeeper.fixture.Seeds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files and lines that a careless hand or a broken tool wrote: taken or refused in words, never a failure of ours. */
@Tag("seeds")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class HostileFilesTest {
    private static final String CALENDAR = """
            {"id":"1","calendar":{"zone":"Asia/Shanghai","hours":{"mon":[["09:00","12:00"],["13:30","18:00"]],\
            "tue":[["22:00","06:00"]]},"date_hours":{"2026-05-09":[["09:00","18:00"]]},"holidays":["2026-05-01"],\
            "breaks":{"2026-05-11":[["12:00","13:00"]]}},"op":"%s","from":"2026-04-30T08:40:00Z","seconds":14400,\
            "to":"2026-06-30T08:40:00Z","count":3}""";

    @TempDir
    Path directory;

    /** Writes a file as bytes: a lone surrogate becomes a byte that is not UTF-8. */
    private static void write(Path file, String text) throws IOException {
        Files.write(
                file,
                text.replace('\ud800', '\u00ff')
                        .getBytes(text.indexOf('\ud800') < 0 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1));
    }

    private static void isNoFailure(String what, int code, ConfigDirectory config, Integer... expected) {
        assertThat(code).as("%s: %s", what, config.err()).isIn((Object[]) expected);
        assertThat(config.err()).as(what).doesNotContain("\tat ", "Exception:");
        if (code != 0) {
            assertThat(config.err() + config.out()).as(what).isNotBlank();
        }
    }

    @Test
    void configuration() throws IOException {
        ConfigDirectory config = new ConfigDirectory(directory);
        List<Path> files = shipped();
        for (int seed = 0; seed < Seeds.times(60); seed++) {
            Mutations mutations = new Mutations(seed);
            Path file = mutations.oneOf(files);
            Path copy = directory.resolve(Path.of("config").relativize(file));
            String before = Files.exists(copy) ? Files.readString(copy) : null;
            write(copy, mutations.text(Files.readString(file)));
            isNoFailure("seed " + seed + " " + file, config.run("check-config"), config, 0, 2);
            if (before == null) {
                Files.delete(copy);
            } else {
                Files.writeString(copy, before);
            }
        }
        assertThat(config.run("check-config")).as(config.err()).isZero();
    }

    private static List<Path> shipped() throws IOException {
        try (Stream<Path> all = Files.walk(Path.of("config"))) {
            return new ArrayList<>(all.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList());
        }
    }

    @Test
    void rowsOfCustomers() throws IOException {
        ConfigDirectory config = new ConfigDirectory(directory);
        String good = """
                id,name,short_name,domains,customer_id,admin,plan,from,to,manager,zone,language,profile,notes
                yunfan,云帆设计,云帆,"yunfan.example yunfan-studio.example",C03x,it@yunfan.example,basic,2026-01-01,,chen,Asia/Shanghai,zh-CN,normal,"a ""note"", x"
                dune2,Dune GmbH,Dune,dune2.example,,,basic,2026-01-01,2027-01-01,wang,Europe/Berlin,en,sealed,
                """;
        Path rows = directory.resolve("rows.csv");
        for (int seed = 0; seed < Seeds.times(60); seed++) {
            write(rows, new Mutations(seed).text(good));
            int code = config.run("tenant", "import", rows.toString(), "--dry-run");
            isNoFailure("seed " + seed, code, config, 0, 2, 3);
        }
        assertThat(config.run("check-config")).as(config.err()).isZero();
    }

    @Test
    void contractsAndEvents() throws IOException {
        ConfigDirectory config = new ConfigDirectory(directory);
        String contracts = """
                - {customer: example.cn, plan: basic, from: 2026-01-01, to: 2026-09-01, zone: Asia/Shanghai}
                - {customer: example.cn, plan: basic, from: "2026-09-01T00:00:00+08:00"}
                """;
        List<String> events = Files.readAllLines(Path.of("src/test/resources/tickets/one-of-every-type.jsonl"));
        for (int seed = 0; seed < Seeds.times(40); seed++) {
            Mutations mutations = new Mutations(seed);
            Path file = directory.resolve("contracts.yaml");
            write(file, seed % 2 == 0 ? mutations.text(contracts) : contracts);
            StringBuilder lines = new StringBuilder();
            for (String event : events) {
                lines.append(seed % 2 == 0 ? event : mutations.json(event)).append('\n');
            }
            Path log = directory.resolve("events.jsonl");
            write(log, lines.toString());
            int code = config.run(
                    "sla",
                    "replay",
                    "--events",
                    log.toString(),
                    "--contracts",
                    file.toString(),
                    "--now",
                    "2026-09-10T00:00:00Z",
                    "--json");
            isNoFailure("seed " + seed, code, config, 0, 2, 3);
        }
    }

    @Test
    void linesOfCalendarEval() throws IOException {
        CalendarEval eval =
                new CalendarEval(ServiceCalendars.of(List.of(CalendarSpec.always("24x7")), HolidaySets.shipped()));
        for (int seed = 0; seed < Seeds.times(1500); seed++) {
            Mutations mutations = new Mutations(seed);
            String op = mutations.oneOf(List.of("add", "subtract", "between", "is_open", "segments"));
            StringBuilder out = new StringBuilder();
            eval.answer(mutations.json(CALENDAR.formatted(op)), out);
            assertThat(new ObjectMapper().readTree(out.toString()).isObject())
                    .as("seed %s: %s", seed, out)
                    .isTrue();
        }
        StringBuilder out = new StringBuilder();
        eval.answer(CALENDAR.formatted("add"), out);
        assertThat(out.toString()).contains("due_at");
    }
}
