package dev.watchkeeper.cli;

import dev.watchkeeper.app.ContractsFile;
import dev.watchkeeper.app.ServiceLevels;
import dev.watchkeeper.sla.Contracts;
import dev.watchkeeper.sla.FoldResult;
import dev.watchkeeper.sla.Replay;
import dev.watchkeeper.tenant.Portfolio;
import dev.watchkeeper.tenant.Tenant;
import dev.watchkeeper.tickets.sources.CloudEvents;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    @Option(
            names = "--ticket",
            paramLabel = "KEY",
            description = "Only this ticket, with the table that proves each clock, for example zendesk-main/4711.")
    private @Nullable String ticket;

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
            if (ticket != null) {
                printOne(replay, ticket, levels, problems, at);
            } else if (json) {
                printJson(replay, problems, at);
            } else {
                text(levels).print(replay, problems, at);
            }
        }
        return problems.isEmpty() ? ExitCode.OK : ExitCode.PARTIAL;
    }

    private ReplayText text(ServiceLevels levels) {
        Portfolio portfolio = contracts == null ? config.load().portfolio() : null;
        return new ReplayText(
                config.out(),
                levels.calendars(),
                customer -> portfolio == null
                        ? Optional.empty()
                        : portfolio.byDomain(customer).map(Tenant::zone));
    }

    private void printOne(
            Replay replay, String key, ServiceLevels levels, List<Map<String, Object>> problems, Instant at)
            throws IOException {
        FoldResult result = replay.explain(key)
                .orElseThrow(() -> new UsageException("--ticket " + key
                        + ": the events do not speak of it; a key is source and ticket such as zendesk-main/4711"));
        if (!json) {
            text(levels).print(result, problems, at);
            return;
        }
        try (Json.Stream document = Json.stream(config.out())) {
            document.list(
                    "clocks",
                    clocks -> result.clocks().forEach(clock -> {
                        Map<String, Object> one = ClockJson.of(clock, at);
                        one.put("windows", ProofText.json(result.proofs().getOrDefault(clock.id(), List.of())));
                        clocks.accept(one);
                    }));
            document.list("problems", list -> problems.forEach(list));
        }
    }

    /** Ticket by ticket as they are folded: all clocks at once would need many times the size of the input. */
    private void printJson(Replay replay, List<Map<String, Object>> problems, Instant at) throws IOException {
        try (Json.Stream document = Json.stream(config.out())) {
            document.list(
                    "clocks",
                    clocks -> replay.fold(
                            ticket -> ticket.clocks().forEach(clock -> clocks.accept(ClockJson.of(clock, at)))));
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
