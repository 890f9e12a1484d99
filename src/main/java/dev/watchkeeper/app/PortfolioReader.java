package dev.watchkeeper.app;

import dev.watchkeeper.calendar.HolidaySets;
import dev.watchkeeper.config.Bound;
import dev.watchkeeper.config.ConfigReader;
import dev.watchkeeper.config.Node;
import dev.watchkeeper.config.Place;
import dev.watchkeeper.config.Problems;
import dev.watchkeeper.tenant.Person;
import dev.watchkeeper.tenant.Portfolio;
import dev.watchkeeper.tenant.Tenant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code people.yaml} and {@code tenants.yaml} or {@code tenants/*.yaml} into a portfolio without contradictions. */
final class PortfolioReader {
    private final ConfigReader reader;
    private final Problems problems;
    private final Path directory;
    private final @Nullable Node tenantDefaults;
    private final @Nullable Node personDefaults;
    private final Set<String> plans;
    private final HolidaySets holidays;
    /** Ids as written, also of entries that are wrong otherwise: who refers to them is not wrong too. */
    private final Set<String> personIds = new TreeSet<>();

    private final Set<String> tenantIds = new TreeSet<>();

    /**
     * @param settings the tree of watchkeeper.yaml over the defaults, for tenantDefaults and personDefaults
     * @param plans ids that plans.yaml defines
     */
    PortfolioReader(ConfigReader reader, Path directory, Node settings, Set<String> plans, HolidaySets holidays) {
        this.reader = reader;
        this.problems = reader.problems();
        this.directory = directory;
        this.tenantDefaults = settings instanceof Node.Mapping m ? m.find("tenantDefaults") : null;
        this.personDefaults = settings instanceof Node.Mapping m ? m.find("personDefaults") : null;
        this.plans = plans;
        this.holidays = holidays;
    }

    /** What could be read; problems say what could not. */
    Portfolio read() {
        Map<String, Person> people = people();
        TenantChecks checks = new TenantChecks(problems, personIds, plans);
        Map<String, Tenant> tenants = new LinkedHashMap<>();
        for (Path file : tenantFiles()) {
            for (Entry entry : entries(file, "tenants")) {
                entry.id().ifPresent(tenantIds::add);
                reader.bind(TenantEntry.class, over(tenantDefaults, entry.node()), entry.path())
                        .flatMap(checks::tenant)
                        .ifPresent(tenant -> tenants.putIfAbsent(tenant.id(), tenant));
            }
        }
        return new Portfolio(tenants.values(), people.values());
    }

    /** Ids of all tenants written, after {@link #read}. */
    Set<String> tenantIds() {
        return tenantIds;
    }

    private Map<String, Person> people() {
        Path file = directory.resolve("people.yaml");
        if (!Files.exists(file)) {
            return Map.of();
        }
        List<Bound<PersonEntry>> entries = new ArrayList<>();
        for (Entry entry : entries(file, "people")) {
            entry.id().ifPresent(personIds::add);
            reader.bind(PersonEntry.class, over(personDefaults, entry.node()), entry.path())
                    .ifPresent(entries::add);
        }
        return new PeopleChecks(problems, personIds, holidays).people(entries);
    }

    private List<Path> tenantFiles() {
        List<Path> files = new ArrayList<>();
        Path single = directory.resolve("tenants.yaml");
        if (Files.exists(single)) {
            files.add(single);
        }
        Path several = directory.resolve("tenants");
        if (Files.isDirectory(several)) {
            try (Stream<Path> listed = Files.list(several)) {
                listed.filter(file -> file.toString().endsWith(".yaml")
                                || file.toString().endsWith(".yml"))
                        .sorted()
                        .forEach(files::add);
            } catch (IOException e) {
                problems.error(new Place(several.toString(), 0), "", "cannot be listed: " + e.getMessage(), "");
            }
        }
        if (files.isEmpty()) {
            problems.warning(
                    new Place(single.toString(), 0),
                    "",
                    "does not exist: there is no tenant to watch",
                    "write tenants.yaml, or 'watchkeeper tenant import FILE.csv'");
        }
        return files;
    }

    /** The entries of a file: a list, a list under its key, or a single entry. */
    private List<Entry> entries(Path file, String key) {
        List<Entry> entries = new ArrayList<>();
        reader.tree(file).ifPresent(root -> {
            @Nullable Node inner = root instanceof Node.Mapping mapping ? mapping.find(key) : null;
            if (root instanceof Node.Mapping mapping && inner == null && mapping.find("id") != null) {
                entries.add(new Entry(root, ""));
                return;
            }
            if (root instanceof Node.Mapping mapping) {
                mapping.fields().forEach((name, field) -> {
                    if (!name.equals(key)) {
                        problems.error(field.place(), name, "the key is not known", "the file holds one key: " + key);
                    }
                });
            }
            Node list = inner == null ? root : inner;
            if (list instanceof Node.Sequence sequence) {
                for (int i = 0; i < sequence.items().size(); i++) {
                    entries.add(new Entry(sequence.items().get(i), key + "[" + i + "]"));
                }
            } else if (list instanceof Node.Scalar scalar && !scalar.text().isBlank()) {
                problems.error(list.place(), key, "wanted is a list", "write one '- id: ...' per entry");
            }
        });
        return entries;
    }

    private static Node over(@Nullable Node defaults, Node entry) {
        return defaults == null ? entry : Node.overlay(defaults, entry);
    }

    private record Entry(Node node, String path) {
        Optional<String> id() {
            return node instanceof Node.Mapping mapping && mapping.find("id") instanceof Node.Scalar id
                    ? Optional.of(id.text())
                    : Optional.empty();
        }
    }
}
