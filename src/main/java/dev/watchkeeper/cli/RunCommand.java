package dev.watchkeeper.cli;

import dev.watchkeeper.app.ConfigurationLoader;
import dev.watchkeeper.app.Start;
import dev.watchkeeper.ops.Umask;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The daemon. */
@Command(
        name = "run",
        description =
                "Runs the daemon: schedules, intake, clocks, mail, HTTP. Stops cleanly on SIGTERM; SIGHUP reloads.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Override
    public Integer call() {
        Umask.ownerOnly();
        Start.daemon(config.directory(), new ConfigurationLoader(System::getenv, Clock.systemUTC()), System::getenv);
        return ExitCode.OK;
    }
}
