package dev.watchkeeper.cli;

import dev.watchkeeper.app.World;
import dev.watchkeeper.ops.Umask;
import dev.watchkeeper.store.Database;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Every table as CSV. */
@Command(
        name = "export",
        description = "Writes every table as a CSV file, all as of one moment, safe to open in a spreadsheet.",
        mixinStandardHelpOptions = true)
final class DbExportCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "DIR", description = "A new or empty directory.")
    private Path directory = Path.of("export");

    @Override
    public Integer call() {
        Umask.ownerOnly();
        try (Database database = Database.open(config.load().settings().database(), World.realClock())) {
            Table table = new Table("TABLE", "ROWS");
            database.export(directory).forEach(table::row);
            table.print(config.out());
            config.out().println("written to " + directory);
        }
        return ExitCode.OK;
    }
}
