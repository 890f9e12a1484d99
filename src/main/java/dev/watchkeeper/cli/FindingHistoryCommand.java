package dev.watchkeeper.cli;

import dev.watchkeeper.finding.FindingEvent;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Everything that happened to a finding. */
@Command(
        name = "history",
        description = "Tells what happened to a finding, oldest first.",
        mixinStandardHelpOptions = true)
final class FindingHistoryCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "ID")
    private String id = "";

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Option(names = "--csv", description = "Print CSV.")
    private boolean csv;

    @Override
    public Integer call() {
        try (FindingStore store = FindingStore.open(config.load())) {
            String known = store.find(id).id();
            List<FindingEvent> events = store.findings().history(known);
            if (json) {
                Json.print(
                        config.out(),
                        Json.object(
                                "id",
                                known,
                                "events",
                                events.stream().map(FindingJson::of).toList()));
                return ExitCode.OK;
            }
            Table table = new Table("AT", "WHAT", "SEVERITY", "BY", "UNTIL", "REASON", "RUN");
            for (FindingEvent event : events) {
                table.row(
                        event.at(),
                        event.kind().word(),
                        event.severity().word(),
                        event.author(),
                        event.until(),
                        event.reason(),
                        event.runId());
            }
            if (csv) {
                table.printCsv(config.out());
            } else {
                table.print(config.out());
            }
        }
        return ExitCode.OK;
    }
}
