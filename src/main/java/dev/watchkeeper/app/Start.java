package dev.watchkeeper.app;

import dev.watchkeeper.ops.ServiceManager;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** From a configuration directory to a running daemon. */
public final class Start {
    private Start() {}

    /**
     * Reads the configuration, starts the daemon on the real world and returns when the process is about to end.
     *
     * @throws dev.watchkeeper.config.ConfigException before anything was created, with every problem
     */
    public static void daemon(
            Path directory, ConfigurationLoader loader, Function<String, @Nullable String> environment) {
        FileMarks marks = FileMarks.of(directory);
        Configuration first = loader.loadClosely(directory);
        Settings settings = first.settings();
        Logging.start(settings.logging(), directory);
        LiveConfiguration live = new LiveConfiguration(first, () -> loader.load(directory));
        Application application = Application.assemble(live, World.real(settings, directory, World.realClock()));
        new Daemon(live, marks, application, ServiceManager.of(environment)).runUntilStopped();
    }
}
