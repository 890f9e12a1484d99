package dev.watchkeeper.cli;

import dev.watchkeeper.app.ServiceLevelReader;
import dev.watchkeeper.app.ServiceLevels;
import dev.watchkeeper.calendar.ServiceCalendars;
import dev.watchkeeper.config.ConfigException;
import dev.watchkeeper.config.ConfigReader;
import dev.watchkeeper.config.Placeholders;
import dev.watchkeeper.config.Problems;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Reads only plans and calendars of a configuration directory, for commands that need nothing else. */
final class ServiceLevelFiles {
    private ServiceLevelFiles() {}

    static ServiceLevels levels(Path directory, Instant now) {
        ConfigReader reader = reader(directory);
        Optional<ServiceLevels> levels = new ServiceLevelReader(reader, directory).read(now);
        if (levels.isEmpty() && !reader.problems().hasErrors()) {
            throw new UsageException(directory + ": plans.yaml does not exist; it tells what is promised to whom");
        }
        return levels.orElseThrow(() -> new ConfigException(reader.problems().all()));
    }

    static ServiceCalendars calendars(Path directory) {
        ConfigReader reader = reader(directory);
        ServiceLevelReader levels = new ServiceLevelReader(reader, directory);
        Optional<ServiceCalendars> calendars = levels.calendars(levels.holidays());
        if (reader.problems().hasErrors() || calendars.isEmpty()) {
            throw new ConfigException(reader.problems().all());
        }
        return calendars.get();
    }

    static ConfigReader reader(Path directory) {
        return new ConfigReader(new Problems(), new Placeholders(System::getenv, directory));
    }
}
