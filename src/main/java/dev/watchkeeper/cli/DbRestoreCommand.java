package dev.watchkeeper.cli;

import dev.watchkeeper.app.World;
import dev.watchkeeper.ops.Umask;
import dev.watchkeeper.store.Database;
import dev.watchkeeper.store.DatabaseSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A backup in the place of the database. */
@Command(
        name = "restore",
        description = {
            "Puts a backup in the place of the H2 database, after it was opened and read whole; stop the daemon first.",
            "What was there is kept in backups. Mail goes to files only until 'db adopt': the restored database does not"
                    + " know what was sent since."
        },
        mixinStandardHelpOptions = true)
final class DbRestoreCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "FILE", description = "The zip file that 'db backup' or the daemon wrote.")
    private Path file = Path.of("backup.zip");

    @Override
    public Integer call() {
        Umask.ownerOnly();
        DatabaseSettings settings = config.load().settings().database();
        if (settings.isPostgres()) {
            throw new UsageException("a PostgreSQL database is restored by its own tools: pg_restore --clean --dbname="
                    + settings.shown().replaceFirst("^jdbc:", "") + " FILE");
        }
        if (!Files.isRegularFile(file)) {
            throw new UsageException(file + " does not exist; backups of the daemon lie in "
                    + settings.directory().resolve("backups"));
        }
        DbMigrateCommand.sums("ROWS", Database.restore(file, settings, World.realClock()))
                .print(config.out());
        config.out()
                .println("restored to " + settings.shown() + "; mail goes to files only until '" + Invocation.text()
                        + " db adopt'");
        return ExitCode.OK;
    }
}
