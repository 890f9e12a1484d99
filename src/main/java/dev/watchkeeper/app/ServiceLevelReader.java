package dev.watchkeeper.app;

import dev.watchkeeper.calendar.CalendarFile;
import dev.watchkeeper.calendar.CalendarSpec;
import dev.watchkeeper.calendar.HolidayFile;
import dev.watchkeeper.calendar.HolidaySets;
import dev.watchkeeper.calendar.InvalidCalendar;
import dev.watchkeeper.calendar.ListedHolidays;
import dev.watchkeeper.calendar.ServiceCalendars;
import dev.watchkeeper.calendar.YearWarning;
import dev.watchkeeper.config.Bound;
import dev.watchkeeper.config.ConfigReader;
import dev.watchkeeper.config.Node;
import dev.watchkeeper.config.Place;
import dev.watchkeeper.config.Problems;
import dev.watchkeeper.holidays.CalendarFeed;
import dev.watchkeeper.holidays.CountryHolidays;
import dev.watchkeeper.sla.Policies;
import dev.watchkeeper.sla.Policy;
import dev.watchkeeper.sla.PolicyFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code plans.yaml} (or {@code plans/*.yaml}: one version each), {@code calendars/*.yaml} and {@code holidays/*},
 * and holds them against each other: a plan or calendar that refers to nothing is a problem with its key.
 */
public final class ServiceLevelReader {
    private static final String DEFAULTS = "/dev/watchkeeper/config/plan-defaults.yaml";

    private final ConfigReader reader;
    private final Problems problems;
    private final Path directory;
    /** What the files of {@code calendars/} call themselves, good or not. */
    private final Set<String> named = new TreeSet<>();

    public ServiceLevelReader(ConfigReader reader, Path directory) {
        this.reader = reader;
        this.problems = reader.problems();
        this.directory = directory;
    }

    /** Plans and calendars; empty if there are none, or if the problems hold an error. */
    public Optional<ServiceLevels> read(Instant now) {
        int before = problems.errors();
        HolidaySets sets = holidays();
        Optional<ServiceCalendars> calendars = calendars(sets);
        // A calendar with a fault is a calendar all the same: its fault hides none of the plans.
        List<Policy> versions = policies(calendars.map(ServiceCalendars::ids).orElse(List.copyOf(named)));
        if (calendars.isEmpty() || versions.isEmpty() || problems.errors() > before) {
            return Optional.empty();
        }
        warn(calendars.get(), now);
        try {
            return Optional.of(new ServiceLevels(sets, calendars.get(), Policies.of(versions)));
        } catch (IllegalArgumentException e) {
            problems.error(place("plans.yaml"), "", String.valueOf(e.getMessage()), "");
            return Optional.empty();
        }
    }

    /** The holiday sets: shipped, of the directory {@code holidays/}, and of any country. */
    public HolidaySets holidays() {
        List<ListedHolidays> own = new ArrayList<>();
        for (Path file : files("holidays", ".yaml", ".yml")) {
            reader.tree(file)
                    .flatMap(root -> reader.bind(HolidayFile.class, root, ""))
                    .ifPresent(
                            bound -> attempt(bound, () -> own.add(bound.value().holidays())));
        }
        for (Path file : files("holidays", ".ics")) {
            String name = file.getFileName().toString();
            try {
                own.add(CalendarFeed.read(
                        name.substring(0, name.length() - ".ics".length()),
                        Files.readString(file, StandardCharsets.UTF_8)));
            } catch (IOException | InvalidCalendar e) {
                problems.error(new Place(file.toString(), 0), "", String.valueOf(e.getMessage()), "");
            }
        }
        return HolidaySets.shipped().with(own).orElse(CountryHolidays::find);
    }

    /** The calendars of {@code calendars/}; empty if there is an error. */
    public Optional<ServiceCalendars> calendars(HolidaySets sets) {
        int before = problems.errors();
        List<CalendarSpec> specs = new ArrayList<>();
        named.clear();
        for (Path file : files("calendars", ".yaml", ".yml")) {
            Optional<Node> tree = reader.tree(file);
            named.add(tree.map(ServiceLevelReader::idOf)
                    .orElse(file.getFileName().toString().replaceFirst("\\.ya?ml$", "")));
            tree.flatMap(root -> reader.bind(CalendarFile.class, root, ""))
                    .ifPresent(bound -> attempt(bound, () -> {
                        CalendarSpec spec = bound.value().spec();
                        ServiceCalendars.of(List.of(spec), sets); // names the file if a set is unknown
                        specs.add(spec);
                    }));
        }
        if (problems.errors() > before) {
            return Optional.empty();
        }
        try {
            return Optional.of(ServiceCalendars.of(specs, sets));
        } catch (InvalidCalendar e) {
            problems.error(place("calendars"), e.path(), e.bareMessage(), "");
            return Optional.empty();
        }
    }

    private static @Nullable String idOf(Node calendar) {
        return calendar instanceof Node.Mapping mapping && mapping.find("calendar") instanceof Node.Scalar id
                ? id.text()
                : null;
    }

    private List<Policy> policies(List<String> calendars) {
        List<Policy> versions = new ArrayList<>();
        Path single = directory.resolve("plans.yaml");
        List<Path> files = new ArrayList<>(files("plans", ".yaml", ".yml"));
        if (Files.exists(single)) {
            files.add(0, single);
        }
        Node defaults = defaults();
        for (Path file : files) {
            reader.tree(file).ifPresent(root -> {
                for (Node one : versions(root)) {
                    reader.bind(PolicyFile.class, Node.overlay(defaults, one), "")
                            .ifPresent(bound -> policy(bound, one, calendars).ifPresent(versions::add));
                }
            });
        }
        return versions;
    }

    /** One version, a list of them, or a list under the key {@code policies}. */
    private static List<Node> versions(Node root) {
        if (root instanceof Node.Mapping mapping && mapping.find("policies") instanceof Node.Sequence list) {
            return list.items();
        }
        return root instanceof Node.Sequence list ? list.items() : List.of(root);
    }

    private Optional<Policy> policy(Bound<PolicyFile> bound, Node written, List<String> calendars) {
        Policy policy = bound.value().policyVersion();
        List<Policy.Fault> faults = policy.faults(calendars);
        for (Policy.Fault fault : faults) {
            int remedy = fault.message().indexOf("; ");
            String message = remedy < 0 ? fault.message() : fault.message().substring(0, remedy);
            problems.error(
                    placeOf(written, fault.path()),
                    fault.path(),
                    message,
                    remedy < 0 ? "" : fault.message().substring(remedy + 2));
        }
        return faults.isEmpty() ? Optional.of(policy) : Optional.empty();
    }

    private void warn(ServiceCalendars calendars, Instant now) {
        for (YearWarning warning : calendars.yearWarnings(now)) {
            problems.warning(place("calendars"), "", warning.problem(), warning.remedy());
        }
        for (String conflict : calendars.conflicts(now)) {
            problems.warning(place("calendars"), "", conflict, "");
        }
    }

    private void attempt(Bound<?> bound, Runnable action) {
        try {
            action.run();
        } catch (InvalidCalendar e) {
            problems.error(placeOf(bound.node(), e.path()), e.path(), e.bareMessage(), "");
        }
    }

    /** The line of a key's path, as far as the path can be followed in the file. */
    private static Place placeOf(Node root, String path) {
        Node node = root;
        Place place = root.place();
        for (String key : path.split("[.\\[\\]]+", -1)) {
            @Nullable Node next = null;
            if (node instanceof Node.Mapping mapping) {
                next = mapping.find(key);
            } else if (node instanceof Node.Sequence list && key.matches("\\d{1,4}")) {
                int index = Integer.parseInt(key);
                next = index < list.items().size() ? list.items().get(index) : null;
            }
            if (next == null) {
                return place;
            }
            node = next;
            place = node.place();
        }
        return place;
    }

    private Place place(String name) {
        return new Place(directory.resolve(name).toString(), 0);
    }

    private List<Path> files(String folder, String... endings) {
        Path path = directory.resolve(folder);
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> listed = Files.list(path)) {
            return listed.filter(file -> Stream.of(endings)
                            .anyMatch(ending -> file.getFileName().toString().endsWith(ending)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            problems.error(place(folder), "", "cannot be listed: " + e.getMessage(), "");
            return List.of();
        }
    }

    private Node defaults() {
        try (InputStream in = ServiceLevelReader.class.getResourceAsStream(DEFAULTS)) {
            if (in == null) {
                throw new IllegalStateException(DEFAULTS + " is not in the jar");
            }
            return reader.tree("plan-defaults.yaml", new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .orElseThrow(() -> new IllegalStateException("plan-defaults.yaml is broken"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
