package dev.watchkeeper.cli;

import dev.watchkeeper.app.World;
import dev.watchkeeper.config.Secret;
import dev.watchkeeper.ops.Umask;
import dev.watchkeeper.store.Database;
import dev.watchkeeper.store.DatabaseSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The whole database to another place, on either engine. */
@Command(
        name = "move",
        description = {
            "Copies the configured database into an empty one, from an H2 file to PostgreSQL or back, and compares rows"
                    + " and checksums of every table. Stop the daemon first; then set database.url or"
                    + " database.directory to the new place and start it."
        },
        mixinStandardHelpOptions = true)
final class DbMoveCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(
            names = "--to",
            required = true,
            paramLabel = "URL|DIR",
            description = "jdbc:postgresql://host/name, or a directory for an H2 file.")
    private String to = "";

    @Option(names = "--user", description = "PostgreSQL's user (default: database.user).")
    @Nullable
    private String user;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "File that holds the password (default: database.password).")
    @Nullable
    private Path passwordFile;

    @Override
    public Integer call() {
        Umask.ownerOnly();
        DatabaseSettings from = config.load().settings().database();
        DatabaseSettings target = target(from);
        if (target.shown().equals(from.shown())) {
            throw new UsageException("--to " + to + " is the configured database itself");
        }
        try (Database source = Database.openAsDaemon(from, World.realClock());
                Database copy = Database.openAsDaemon(target, World.realClock())) {
            DbMigrateCommand.sums("ROWS COPIED", copy.copyFrom(source)).print(config.out());
            config.out()
                    .println("copied " + source.shown() + " to " + copy.shown() + ", rows and checksums agree; now set "
                            + (target.isPostgres()
                                    ? "database.url, user and password"
                                    : "database.url to \"\" and database.directory")
                            + ", and start the daemon");
        }
        return ExitCode.OK;
    }

    private DatabaseSettings target(DatabaseSettings from) {
        if (!to.startsWith("jdbc:")) {
            return DatabaseSettings.h2(Path.of(to));
        }
        try {
            Secret password = passwordFile == null
                    ? from.password()
                    : new Secret(Files.readString(passwordFile).stripTrailing());
            return new DatabaseSettings(
                    to,
                    from.directory(),
                    user == null ? from.user() : user,
                    password,
                    from.connections(),
                    from.bellConnections());
        } catch (IOException e) {
            throw new UsageException("--password-file " + passwordFile + " cannot be read: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
