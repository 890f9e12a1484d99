package dev.watchkeeper.cli;

import dev.watchkeeper.app.World;
import dev.watchkeeper.ops.Umask;
import dev.watchkeeper.store.Database;
import dev.watchkeeper.store.DatabaseSettings;
import dev.watchkeeper.store.Installation;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Declares a copied or restored database the rightful one. */
@Command(
        name = "adopt",
        description = "Declares a database that was copied or restored the rightful one, so that it sends mail again.",
        mixinStandardHelpOptions = true)
final class DbAdoptCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Override
    public Integer call() {
        Umask.ownerOnly();
        DatabaseSettings settings = config.load().settings().database();
        Clock clock = World.realClock();
        try (Database database = Database.open(settings, clock)) {
            new Installation(database, settings.directory()).adopt(clock.instant());
            config.out()
                    .println(database.shown() + " belongs to " + settings.directory()
                            + "; restart the daemon to let it send mail");
        }
        return ExitCode.OK;
    }
}
