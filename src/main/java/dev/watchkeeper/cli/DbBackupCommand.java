package dev.watchkeeper.cli;

import dev.watchkeeper.app.World;
import dev.watchkeeper.ops.Umask;
import dev.watchkeeper.store.Database;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** An online backup of an H2 database. */
@Command(
        name = "backup",
        description = {
            "Writes a consistent copy of an H2 database while the daemon works.",
            "'db restore' puts it back.",
            "A PostgreSQL database is backed up by pg_dump; the command then says how."
        },
        mixinStandardHelpOptions = true)
final class DbBackupCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "FILE", description = "The zip file to write.")
    private Path file = Path.of("backup.zip");

    @Override
    public Integer call() {
        Umask.ownerOnly();
        try (Database database = Database.open(config.load().settings().database(), World.realClock())) {
            database.backup(file);
            config.out().println("backed up " + database.shown() + " to " + file);
        }
        return ExitCode.OK;
    }
}
