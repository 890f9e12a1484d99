package dev.watchkeeper.app;

import dev.watchkeeper.calendar.HolidaySets;
import dev.watchkeeper.config.Bound;
import dev.watchkeeper.config.CatalogueReader;
import dev.watchkeeper.config.ConfigException;
import dev.watchkeeper.config.ConfigReader;
import dev.watchkeeper.config.Node;
import dev.watchkeeper.config.Place;
import dev.watchkeeper.config.Placeholders;
import dev.watchkeeper.config.Problems;
import dev.watchkeeper.tenant.Portfolio;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a configuration directory whole: every file, every cross check, every problem in one list. */
public final class ConfigurationLoader {
    private static final String DEFAULTS = "/dev/watchkeeper/config/defaults.yaml";

    private final Function<String, @Nullable String> environment;
    private final Clock clock;

    public ConfigurationLoader(Function<String, @Nullable String> environment, Clock clock) {
        this.environment = environment;
        this.clock = clock;
    }

    /**
     * Reads the directory.
     *
     * @throws ConfigException with every problem found, if one of them is an error
     */
    public Configuration load(Path directory) {
        return load(directory, false);
    }

    /** The same as {@link #load}, with what {@link #readClosely} finds: before a start. */
    public Configuration loadClosely(Path directory) {
        return load(directory, true);
    }

    private Configuration load(Path directory, boolean closely) {
        Problems problems = new Problems();
        Optional<Configuration> loaded = read(directory, problems, closely);
        if (problems.hasErrors() || loaded.isEmpty()) {
            throw new ConfigException(problems.all());
        }
        return loaded.get();
    }

    /** Reads the directory and gathers problems; empty only if there is an error among them. */
    public Optional<Configuration> read(Path directory, Problems problems) {
        return read(directory, problems, false);
    }

    /** The same, and looks at the keys, directories and drivers that it names, and for files that nobody reads. */
    public Optional<Configuration> readClosely(Path directory, Problems problems) {
        return read(directory, problems, true);
    }

    private Optional<Configuration> read(Path directory, Problems problems, boolean closely) {
        Placeholders placeholders = new Placeholders(environment, directory);
        ConfigReader reader = new ConfigReader(problems, placeholders);
        Node whole = settingsTree(reader, directory);
        Optional<Bound<Settings>> settings = reader.bind(Settings.class, whole, "");

        ServiceLevelReader levelReader = new ServiceLevelReader(reader, directory);
        HolidaySets holidays = levelReader.holidays();
        Optional<ServiceLevels> levels = levelReader.read(clock.instant());
        Set<String> plans = plans(directory);
        // Wrong defaults were reported once; they are not repeated for every tenant.
        Node entryDefaults = settings.isPresent() ? whole : defaults(reader);
        PortfolioReader entries = new PortfolioReader(reader, directory, entryDefaults, plans, holidays);
        Portfolio portfolio = entries.read();
        // What has ended has ended where the day ends last: nobody is warned before their own midnight.
        LocalDate today = LocalDate.now(clock.withZone(ZoneOffset.ofHours(-12)));
        ChecksFile checks =
                new ChecksReader(reader, entries.tenantIds(), CatalogueReader.packaged(), today).read(directory);
        Optional<Bound<SourcesFile>> sourcesFile = sources(reader, directory);
        SourcesFile sources = sourcesFile.map(Bound::value).orElseGet(() -> new SourcesFile(List.of(), List.of()));
        settings.ifPresent(bound -> {
            requireOnCall(bound, portfolio, problems);
            new SettingsChecks(bound, problems).check(portfolio);
        });
        if (closely) {
            Surroundings around = new Surroundings(directory, problems);
            settings.ifPresent(around::examine);
            sourcesFile.ifPresent(around::examineSources);
            around.secrets(placeholders.files());
            around.strays();
        }
        return settings.map(bound -> new Configuration(
                directory,
                bound.value(),
                levels.orElse(null),
                holidays,
                RulesMark.of(directory, portfolio, Version.text()),
                portfolio,
                checks,
                sources.sources(),
                sources.outbound(),
                problems.all()));
    }

    private static void requireOnCall(Bound<Settings> settings, Portfolio portfolio, Problems problems) {
        for (String id : settings.value().alerts().onCall()) {
            if (portfolio.person(id).isEmpty()) {
                problems.error(
                        settings.at("alerts.onCall"),
                        "alerts.onCall",
                        "person '" + id + "' is not in people.yaml",
                        "name the id of a person");
            }
        }
    }

    /** watchkeeper.yaml laid over the packaged defaults. */
    static Node settingsTree(ConfigReader reader, Path directory) {
        Node defaults = defaults(reader);
        Path main = directory.resolve("watchkeeper.yaml");
        Optional<Node> own = Files.exists(main) ? reader.tree(main) : Optional.of(nothing(main));
        return Node.settled(own.map(node -> Node.overlay(defaults, node)).orElse(defaults));
    }

    private static Node nothing(Path file) {
        return new Node.Mapping(new Place(file.toString(), 0), Map.of());
    }

    private static Node defaults(ConfigReader reader) {
        return reader.tree("defaults.yaml", packagedDefaults())
                .orElseThrow(() -> new IllegalStateException(
                        "defaults.yaml is broken: " + reader.problems().all()));
    }

    /** The text of the packaged defaults: every key of watchkeeper.yaml with its explanation. */
    public static String packagedDefaults() {
        try (InputStream in = ConfigurationLoader.class.getResourceAsStream(DEFAULTS)) {
            if (in == null) {
                throw new IllegalStateException(DEFAULTS + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ids of the plans as written: a plan that is wrong otherwise is known all the same. */
    private static Set<String> plans(Path directory) {
        Set<String> ids = new TreeSet<>();
        ConfigReader quiet = new ConfigReader(new Problems(), new Placeholders(name -> null, directory));
        List<Path> files = new ArrayList<>(List.of(directory.resolve("plans.yaml")));
        Path several = directory.resolve("plans");
        if (Files.isDirectory(several)) {
            try (Stream<Path> listed = Files.list(several)) {
                listed.forEach(files::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        files.stream()
                .filter(Files::isRegularFile)
                .forEach(file -> quiet.tree(file).ifPresent(root -> collectPlans(root, ids)));
        return ids;
    }

    private static void collectPlans(Node node, Set<String> ids) {
        if (node instanceof Node.Sequence list) {
            list.items().forEach(item -> collectPlans(item, ids));
        } else if (node instanceof Node.Mapping mapping) {
            if (mapping.find("plans") instanceof Node.Mapping plans) {
                ids.addAll(plans.fields().keySet());
            }
            Node policies = mapping.find("policies");
            if (policies != null) {
                collectPlans(policies, ids);
            }
        }
    }

    private static Optional<Bound<SourcesFile>> sources(ConfigReader reader, Path directory) {
        Path file = directory.resolve("sources.yaml");
        return Files.exists(file)
                ? reader.tree(file).flatMap(root -> reader.bind(SourcesFile.class, root, ""))
                : Optional.empty();
    }
}
