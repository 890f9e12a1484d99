package dev.watchkeeper.cli;

import dev.watchkeeper.app.World;
import dev.watchkeeper.ops.Umask;
import dev.watchkeeper.store.Database;
import dev.watchkeeper.store.DatabaseSettings;
import dev.watchkeeper.store.TableSum;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Brings the tables up to date, and leads from an H2 file to PostgreSQL. */
@Command(
        name = "migrate",
        description = {
            "Creates the tables or brings them up to date; the daemon does the same at its start.",
            "With --from it then copies an H2 database into the configured one, which must be empty:"
                    + " stop the daemon, set database.url to PostgreSQL, run this, start the daemon."
        },
        mixinStandardHelpOptions = true)
final class DbMigrateCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(names = "--from", paramLabel = "DIR", description = "Directory of the H2 database to copy.")
    @Nullable
    private Path from;

    @Override
    public Integer call() {
        Umask.ownerOnly();
        DatabaseSettings settings = config.load().settings().database();
        if (from != null && !Files.exists(from.resolve("watchkeeper.mv.db"))) {
            throw new UsageException(
                    "--from " + from + ": no watchkeeper.mv.db there; name the old database.directory");
        }
        if (from != null
                && !settings.isPostgres()
                && from.toAbsolutePath().equals(settings.directory().toAbsolutePath())) {
            throw new UsageException("--from " + from + " is the configured database itself; set database.url first");
        }
        try (Database database = Database.open(settings, World.realClock())) {
            config.out().println(database.shown() + " is up to date");
            if (from != null) {
                copy(from, database);
            }
        }
        return ExitCode.OK;
    }

    private void copy(Path directory, Database database) {
        try (Database source = Database.openAsDaemon(DatabaseSettings.h2(directory), World.realClock())) {
            sums("ROWS COPIED", database.copyFrom(source)).print(config.out());
        }
    }

    /** What was copied or restored, table by table. */
    static Table sums(String rows, Map<String, TableSum> sums) {
        Table table = new Table("TABLE", rows, "CHECKSUM");
        sums.forEach((name, sum) -> table.row(name, sum.rows(), sum.rows() == 0 ? "" : sum.sumText()));
        return table;
    }
}
