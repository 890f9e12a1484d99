package dev.watchkeeper.app;

import dev.watchkeeper.config.Problem;
import dev.watchkeeper.tenant.Portfolio;
import dev.watchkeeper.tickets.sources.SourceSettings;
import java.nio.file.Path;
import java.util.List;

/**
 * One consistent reading of the configuration directory; immutable, so that a reload swaps it whole.
 *
 * @param warnings what {@code check-config} mentions although watchkeeper can work with it
 */
public record Configuration(
        Path directory,
        Settings settings,
        Portfolio portfolio,
        ChecksFile checks,
        List<SourceSettings> sources,
        List<Problem> warnings) {
    public Configuration {
        sources = List.copyOf(sources);
        warnings = List.copyOf(warnings);
    }

    /** The same with other settings: those that the process was started with stay in force until a restart. */
    Configuration with(Settings running) {
        return new Configuration(directory, running, portfolio, checks, sources, warnings);
    }
}
