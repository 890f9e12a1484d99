package dev.watchkeeper.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that every command reading configuration shares. */
public final class ConfigOption {
    @Option(
            names = "--config",
            paramLabel = "DIR",
            description = "Configuration directory (default: ./config, else /etc/watchkeeper).")
    @Nullable
    Path given;

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
