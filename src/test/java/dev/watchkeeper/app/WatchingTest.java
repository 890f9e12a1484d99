package dev.watchkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchkeeper.mail.MailKind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alert rules, the board and the runbook that are shipped, against what a running daemon tells. */
class WatchingTest {
    private static final Path RULES = Path.of("src/packaging/prometheus/watchkeeper-alerts.yml");
    private static final Pattern METRIC = Pattern.compile("\\b((?:watchkeeper|jvm|process|system)_[a-z_]+)");

    @TempDir
    Path directory;

    private String scrape() throws Exception {
        Files.writeString(
                directory.resolve("watchkeeper.yaml"),
                "http: {port: 0}\ndatabase: {directory: '" + directory.resolve("data") + "'}\nmail: {directory: '"
                        + directory.resolve("mail") + "'}\n");
        Files.writeString(directory.resolve("people.yaml"), "- {id: chen, name: Chen, email: chen@reseller.example}\n");
        Configuration configuration = new ConfigurationLoader(name -> null, Clock.systemUTC()).load(directory);
        LiveConfiguration live = new LiveConfiguration(configuration, () -> configuration);
        World world = World.real(configuration.settings(), directory, World.realClock());
        // What happens sooner or later: a mail leaves, Google makes us wait.
        world.metrics().count("watchkeeper.mail.attempts", "kind", MailKind.ALERT.name(), "result", "sent");
        world.metrics().time("watchkeeper.google.quota.wait", Duration.ZERO, "bucket", "all");
        try (Application application = Application.assemble(live, world)) {
            application.start();
            URI uri = URI.create("http://127.0.0.1:" + application.httpPort() + "/metrics");
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    private static Set<String> metrics(String text) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = METRIC.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    private static String expressions(JsonNode board) {
        return board.findValuesAsText("expr").stream().collect(Collectors.joining("\n"));
    }

    @Test
    void everyMetricThatRulesAndBoardNameIsTold() throws Exception {
        String scrape = scrape();
        String rules = Files.readAllLines(RULES).stream()
                .filter(line -> line.strip().startsWith("expr:"))
                .collect(Collectors.joining("\n"));
        String board = expressions(new ObjectMapper()
                .readTree(Path.of("src/packaging/grafana/watchkeeper.json").toFile()));

        assertThat(metrics(scrape)).containsAll(metrics(rules)).containsAll(metrics(board));
        assertThat(metrics(rules)).hasSizeGreaterThan(10);
        assertThat(scrape.lines().filter(line -> line.startsWith("# HELP watchkeeper_")))
                .allSatisfy(line -> assertThat(line.split(" ", 4)[3]).doesNotStartWith("watchkeeper"));
        promtool(scrape, "check", "metrics");
    }

    @Test
    void everyRuleHasItsPageInTheRunbookAndEveryPageItsRule() throws IOException {
        List<String> alerts = Files.readAllLines(RULES).stream()
                .filter(line -> line.contains("- alert: "))
                .map(line -> line.substring(line.indexOf(": ") + 2))
                .toList();
        List<String> pages = Files.readAllLines(Path.of("src/packaging/runbook.md")).stream()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3))
                .toList();

        assertThat(pages).containsExactlyElementsOf(alerts);
        assertThat(Files.readAllLines(RULES).stream().filter(line -> line.contains("runbook: ")))
                .hasSameSizeAs(alerts)
                .allSatisfy(line -> assertThat(alerts.stream().map(alert -> alert.toLowerCase(java.util.Locale.ROOT)))
                        .contains(line.substring(line.indexOf('#') + 1)));
    }

    @Test
    void theRulesHoldUnderTheirOwnTests() throws Exception {
        promtool("", "test", "rules", "src/packaging/prometheus/watchkeeper-alerts-test.yml");
    }

    /** Debian's package prometheus has it; without it only these lines are left out. */
    private static void promtool(String input, String... arguments) throws Exception {
        assumeThat(Path.of("/usr/bin/promtool")).exists();
        List<String> line = new java.util.ArrayList<>(List.of("/usr/bin/promtool"));
        line.addAll(List.of(arguments));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        process.outputWriter().append(input).close();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
