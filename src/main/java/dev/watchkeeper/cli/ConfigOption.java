package dev.watchkeeper.cli;

import dev.watchkeeper.app.Configuration;
import dev.watchkeeper.app.ConfigurationLoader;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option that every command reading configuration shares. */
public final class ConfigOption {
    @Option(
            names = "--config",
            paramLabel = "DIR",
            description = "Configuration directory (default: ./config, else /etc/watchkeeper).")
    @Nullable
    Path given;

    @Spec(Spec.Target.MIXEE)
    @Nullable
    private CommandSpec command;

    /** Where the command prints. */
    PrintWriter out() {
        return Objects.requireNonNull(command).commandLine().getOut();
    }

    /** Where the command tells what does not belong into its output. */
    PrintWriter err() {
        return Objects.requireNonNull(command).commandLine().getErr();
    }

    /** The whole configuration; throws {@link dev.watchkeeper.config.ConfigException} with every problem. */
    Configuration load() {
        return new ConfigurationLoader(System::getenv, Clock.systemUTC()).load(directory());
    }

    /** The directory to read; throws {@link UsageException} if there is none. */
    public Path directory() {
        if (given != null) {
            if (!Files.isDirectory(given)) {
                throw new UsageException("--config " + given + ": no such directory; name the directory that holds"
                        + " watchkeeper.yaml");
            }
            return given;
        }
        for (Path candidate : new Path[] {Path.of("config"), Path.of("/etc/watchkeeper")}) {
            if (Files.isDirectory(candidate)) {
                return candidate;
            }
        }
        throw new UsageException(
                "no configuration: neither ./config nor /etc/watchkeeper exists; name a directory with --config DIR");
    }
}
