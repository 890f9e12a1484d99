package dev.watchkeeper.app;

import dev.watchkeeper.config.Problem;
import dev.watchkeeper.tenant.Portfolio;
import dev.watchkeeper.tickets.sources.SourceSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * One consistent reading of the configuration directory; immutable, so that a reload swaps it whole.
 *
 * @param plans ids of the plans
 * @param warnings what {@code check-config} mentions although watchkeeper can work with it
 */
public record Configuration(
        Path directory,
        Settings settings,
        Set<String> plans,
        Portfolio portfolio,
        ChecksFile checks,
        List<SourceSettings> sources,
        List<Problem> warnings) {
    public Configuration {
        plans = Set.copyOf(plans);
        sources = List.copyOf(sources);
        warnings = List.copyOf(warnings);
    }

    /** The same with other settings: those that the process was started with stay in force until a restart. */
    Configuration with(Settings running) {
        return new Configuration(directory, running, plans, portfolio, checks, sources, warnings);
    }
}
