package dev.watchkeeper.app;

import dev.watchkeeper.calendar.HolidaySets;
import dev.watchkeeper.config.Problem;
import dev.watchkeeper.tenant.Portfolio;
import dev.watchkeeper.tickets.sources.OutboundSettings;
import dev.watchkeeper.tickets.sources.SourceSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One consistent reading of the configuration directory; immutable, so that a reload swaps it whole.
 *
 * @param levels plans and calendars; null if there is no plans.yaml
 * @param holidays every holiday set that people and calendars may name
 * @param rulesMark fingerprint of everything that decides deadlines
 * @param warnings what {@code check-config} mentions although watchkeeper can work with it
 */
public record Configuration(
        Path directory,
        Settings settings,
        @Nullable ServiceLevels levels,
        HolidaySets holidays,
        String rulesMark,
        Portfolio portfolio,
        ChecksFile checks,
        List<SourceSettings> sources,
        List<OutboundSettings> outbound,
        List<Problem> warnings) {
    public Configuration {
        sources = List.copyOf(sources);
        outbound = List.copyOf(outbound);
        warnings = List.copyOf(warnings);
    }

    /** Ids of the plans of all versions. */
    public Set<String> plans() {
        Set<String> ids = new TreeSet<>();
        if (levels != null) {
            levels.policies()
                    .versions()
                    .forEach(version -> ids.addAll(version.plans().keySet()));
        }
        return ids;
    }

    /** The same with other settings: those that the process was started with stay in force until a restart. */
    Configuration with(Settings running) {
        return new Configuration(
                directory, running, levels, holidays, rulesMark, portfolio, checks, sources, outbound, warnings);
    }
}
