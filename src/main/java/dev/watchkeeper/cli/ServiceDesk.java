package dev.watchkeeper.cli;

import dev.watchkeeper.app.Application;
import dev.watchkeeper.app.Configuration;
import dev.watchkeeper.app.LiveConfiguration;
import dev.watchkeeper.app.World;
import java.util.function.Function;

/** Opens the application for one command about tickets and clocks, beside a running daemon if there is one. */
final class ServiceDesk {
    private ServiceDesk() {}

    static <T> T with(ConfigOption config, Function<Application, T> work) {
        Configuration configuration = config.load();
        if (configuration.levels() == null) {
            throw new UsageException("there is no plans.yaml in " + configuration.directory()
                    + ": nothing is promised, so there are no clocks");
        }
        World world = World.real(configuration.settings(), configuration.directory(), World.realClock());
        try (Application application = Application.forCommand(LiveConfiguration.fixed(configuration), world)) {
            return work.apply(application);
        }
    }
}
