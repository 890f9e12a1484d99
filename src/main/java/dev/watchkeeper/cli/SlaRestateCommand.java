package dev.watchkeeper.cli;

import dev.watchkeeper.sla.ClockBook;
import dev.watchkeeper.sla.Restatement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Repairs the past after a holiday was forgotten or a policy was wrong. */
@Command(
        name = "restate",
        description = "Folds every ticket again under the plans and calendars now in force, closed ones too.",
        mixinStandardHelpOptions = true)
final class SlaRestateCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(names = "--dry-run", description = "Only list the clocks whose deadline or verdict would change.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Override
    public Integer call() {
        return ServiceDesk.with(config, application -> {
            Restatement.Result result = application
                    .sla()
                    .restatement()
                    .run(dryRun, application.world().clock().instant());
            if (json) {
                List<Object> changes = new ArrayList<>();
                for (ClockBook.HistoryRow row : result.changes()) {
                    changes.add(Json.object(
                            "clock",
                            row.clockId(),
                            "field",
                            row.field(),
                            "old",
                            row.oldValue(),
                            "new",
                            row.newValue()));
                }
                Json.print(
                        config.out(),
                        Json.object(
                                "dry_run",
                                dryRun,
                                "tickets",
                                result.tickets(),
                                "changes",
                                changes,
                                "problems",
                                result.failed().entrySet().stream()
                                        .map(one -> Json.object("ticket", one.getKey(), "message", one.getValue()))
                                        .toList()));
                return outcome(result);
            }
            Table table = new Table("CLOCK", "FIELD", "OLD", "NEW");
            result.changes().forEach(row -> table.row(row.clockId(), row.field(), row.oldValue(), row.newValue()));
            if (!table.isEmpty()) {
                table.print(config.out());
            }
            config.out()
                    .println(result.tickets() + " tickets looked at, "
                            + result.changes().size()
                            + (dryRun ? " changes would be made; run again without --dry-run" : " changes made"));
            result.failed().forEach((ticket, why) -> config.out().println(ticket + " could not be folded: " + why));
            return outcome(result);
        });
    }

    private static int outcome(Restatement.Result result) {
        return result.failed().isEmpty() ? ExitCode.OK : ExitCode.PARTIAL;
    }
}
