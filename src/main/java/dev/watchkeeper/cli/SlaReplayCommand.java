package dev.watchkeeper.cli;

import dev.watchkeeper.app.ContractsFile;
import dev.watchkeeper.app.ServiceLevels;
import dev.watchkeeper.sla.Contracts;
import dev.watchkeeper.sla.Replay;
import dev.watchkeeper.tickets.sources.CloudEvents;
import java.io.IOException;
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
        List<Map<String, Object>> problems = new ArrayList<>();
        try (ReplayInput input = ReplayInput.open(events)) {
            Replay replay = new Replay(levels.fold(periods), at, input, one -> problems.add(problem(one)));
            input.readAll(replay::take, one -> problems.add(problem(one)));
            if (json) {
                printJson(replay, problems);
            } else {
                new ReplayText(config.out(), levels.calendars()).print(replay, problems, at);
            }
        }
        return problems.isEmpty() ? ExitCode.OK : ExitCode.PARTIAL;
    }

    /** Ticket by ticket as they are folded: all clocks at once would need many times the size of the input. */
    private void printJson(Replay replay, List<Map<String, Object>> problems) throws IOException {
        try (Json.Stream document = Json.stream(config.out())) {
            document.list(
                    "clocks",
                    clocks -> replay.fold(
                            ticket -> ticket.clocks().forEach(clock -> clocks.accept(ClockJson.of(clock)))));
            document.list("problems", list -> problems.forEach(list));
        }
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
