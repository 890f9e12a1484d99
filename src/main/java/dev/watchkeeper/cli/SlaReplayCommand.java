package dev.watchkeeper.cli;

import dev.watchkeeper.app.ContractsFile;
import dev.watchkeeper.app.ServiceLevels;
import dev.watchkeeper.sla.Contracts;
import dev.watchkeeper.sla.Replay;
import dev.watchkeeper.tickets.TicketEvent;
import dev.watchkeeper.tickets.sources.CloudEvents;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sla replay}: folds canonical events from a file and prints every clock. */
@Command(
        name = "replay",
        description = "Folds canonical events (CloudEvents, one a line) and prints every clock.",
        mixinStandardHelpOptions = true)
final class SlaReplayCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(
            names = "--events",
            required = true,
            paramLabel = "FILE",
            description = "JSON lines; - reads standard input.")
    private String events = "-";

    @Option(
            names = "--contracts",
            paramLabel = "FILE",
            description = "YAML list of {customer, plan, from, to, zone} (default: the tenants of the configuration).")
    private @Nullable Path contracts;

    @Option(names = "--now", paramLabel = "INSTANT", description = "Fold as of then (default: now).")
    private @Nullable OffsetDateTime now;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Instant at = now == null ? Instant.now() : now.toInstant();
        Path directory = config.directory();
        ServiceLevels levels = ServiceLevelFiles.levels(directory, at);
        Contracts periods = contracts == null
                ? Contracts.of(config.load().portfolio())
                : ContractsFile.read(ServiceLevelFiles.reader(directory), contracts, levels.policies());
        List<TicketEvent> read = new ArrayList<>();
        List<Map<String, Object>> problems = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(open(), 1 << 16)) {
            CloudEvents.readLines(lines, read::add, problem -> problems.add(problem(problem)));
        }
        Replay.Result result = Replay.run(levels.fold(periods), read, at);
        result.problems().forEach(problem -> problems.add(problem(problem)));
        if (json) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("clocks", result.clocks().stream().map(ClockJson::of).toList());
            document.put("problems", problems);
            Json.print(config.out(), document);
        } else {
            new ReplayText(config.out(), levels.calendars()).print(result, problems, at);
        }
        return problems.isEmpty() ? ExitCode.OK : ExitCode.PARTIAL;
    }

    private Reader open() throws IOException {
        if (events.equals("-")) {
            return new InputStreamReader(System.in, StandardCharsets.UTF_8);
        }
        Path file = Path.of(events);
        if (!Files.isReadable(file)) {
            throw new UsageException(
                    "--events " + events + ": no such file, or it may not be read; - reads standard input");
        }
        return new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8);
    }

    private static Map<String, Object> problem(CloudEvents.Problem problem) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("line", problem.number());
        entry.put("message", problem.message());
        return entry;
    }

    private static Map<String, Object> problem(Replay.Problem problem) {
        Map<String, Object> entry = new LinkedHashMap<>();
        String ticket = problem.ticket();
        String customer = problem.customer();
        if (ticket != null) {
            entry.put("ticket", ticket);
        }
        if (customer != null) {
            entry.put("customer", customer);
        }
        entry.put("message", problem.message());
        return entry;
    }
}
