package dev.watchkeeper.app;

import dev.watchkeeper.config.ConfigException;
import dev.watchkeeper.config.ConfigReader;
import dev.watchkeeper.config.Node;
import dev.watchkeeper.config.Place;
import dev.watchkeeper.config.Placeholders;
import dev.watchkeeper.config.Problem;
import dev.watchkeeper.config.Problems;
import dev.watchkeeper.tenant.Portfolio;
import dev.watchkeeper.tenant.Tenant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Turns rows of a table into entries of a file below {@code tenants/}. Rows are held to the same rules as
 * {@code tenants.yaml}; what stands in the configuration already is kept and never changed.
 */
public final class TenantImport {
    /** Columns of a row; {@code domains} holds several separated by spaces or semicolons. */
    public static final List<String> COLUMNS = List.of(
            "id",
            "name",
            "short_name",
            "domains",
            "customer_id",
            "admin",
            "plan",
            "from",
            "to",
            "manager",
            "zone",
            "language",
            "profile",
            "notes");

    private final Configuration configuration;
    private final Node defaults;
    private final Set<String> plans;

    /**
     * @param plans ids of the plans that exist
     */
    public TenantImport(Configuration configuration, Set<String> plans) {
        this.configuration = configuration;
        this.plans = plans;
        this.defaults = defaults(configuration.directory());
    }

    /**
     * A row of the table.
     *
     * @param line it began in
     * @param cells by column name
     * @param surplus how many cells it has beyond the heading's: no cell of such a row can be trusted
     */
    public record Row(int line, Map<String, String> cells, int surplus) {}

    /**
     * What came of it.
     *
     * @param added ids now written to the file
     * @param kept ids that were there already
     * @param problems rows that were not taken, by line
     */
    public record Outcome(Path file, List<String> added, List<String> kept, List<Problem> problems) {}

    /**
     * Checks all rows and writes the good ones.
     *
     * @param source name of the table, for messages
     * @param file the YAML file to write or add to
     * @param dryRun true to write nothing
     */
    public Outcome run(String source, List<Row> rows, Path file, boolean dryRun) {
        Problems problems = new Problems();
        ConfigReader reader = new ConfigReader(problems, new Placeholders(name -> null, configuration.directory()));
        Portfolio portfolio = configuration.portfolio();
        Set<String> people = portfolio.people().stream()
                .map(person -> person.id())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        TenantChecks checks = new TenantChecks(problems, people, plans);
        portfolio.tenants().forEach(checks::known);
        List<String> added = new ArrayList<>();
        List<String> kept = new ArrayList<>();
        StringBuilder yaml = new StringBuilder();
        for (Row row : rows) {
            String id = row.cells().getOrDefault("id", "");
            if (row.surplus() > 0) {
                problems.error(
                        new Place(source, row.line()),
                        "",
                        "the row has " + row.surplus() + " more " + (row.surplus() == 1 ? "cell" : "cells")
                                + " than the heading",
                        "put a cell that contains the separator in double quotes");
                continue;
            }
            if (portfolio.tenant(id).isPresent()) {
                kept.add(id);
                continue;
            }
            Node.Mapping entry = entry(source, row);
            int before = problems.errors();
            Optional<Tenant> tenant = reader.bind(TenantEntry.class, Node.overlay(defaults, entry), "")
                    .flatMap(checks::tenant);
            if (tenant.isPresent() && problems.errors() == before) {
                added.add(id);
                yaml.append(yaml(entry));
            }
        }
        if (!dryRun && !added.isEmpty()) {
            write(file, source, yaml);
        }
        return new Outcome(file, added, kept, problems.all());
    }

    private static Node defaults(Path directory) {
        Problems problems = new Problems();
        Node whole = ConfigurationLoader.settingsTree(
                new ConfigReader(problems, new Placeholders(name -> null, directory)), directory);
        if (problems.hasErrors()) {
            throw new ConfigException(problems.all());
        }
        Node found = whole instanceof Node.Mapping mapping ? mapping.find("tenantDefaults") : null;
        return found == null ? new Node.Mapping(whole.place(), Map.of()) : found;
    }

    private static Node.Mapping entry(String source, Row row) {
        Place place = new Place(source, row.line());
        Map<String, Node.Field> fields = new LinkedHashMap<>();
        Map<String, Node.Field> contract = new LinkedHashMap<>();
        row.cells().forEach((column, cell) -> {
            if (cell.isBlank()) {
                return;
            }
            // A cell is text: a reference in it is not followed.
            Node value = new Node.Scalar(place, cell.strip().replace("${", "$${"), true);
            if (column.equals("domains")) {
                List<Node> domains = new ArrayList<>();
                for (String domain : cell.strip().split("[;,\\s]+", -1)) {
                    domains.add(new Node.Scalar(place, domain, true));
                }
                value = new Node.Sequence(place, domains);
            }
            (column.equals("from") || column.equals("to") ? contract : fields)
                    .put(column, new Node.Field(place, value));
        });
        if (!contract.isEmpty()) {
            fields.put("contract", new Node.Field(place, new Node.Mapping(place, contract)));
        }
        return new Node.Mapping(place, fields);
    }

    private static String yaml(Node.Mapping entry) {
        StringBuilder text = new StringBuilder();
        entry.fields()
                .forEach((key, field) -> text.append(text.isEmpty() ? "- " : "  ")
                        .append(camel(key))
                        .append(": ")
                        .append(flow(field.value()))
                        .append('\n'));
        return text.toString();
    }

    private static String flow(Node node) {
        if (node instanceof Node.Sequence list) {
            return list.items().stream().map(TenantImport::flow).collect(Collectors.joining(", ", "[", "]"));
        }
        if (node instanceof Node.Mapping mapping) {
            return mapping.fields().entrySet().stream()
                    .map(field -> field.getKey() + ": " + flow(field.getValue().value()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return quoted(((Node.Scalar) node).text());
    }

    /** In double quotes, where YAML reads escapes as JSON does. */
    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 || c == 0xfeff) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }

    private static String camel(String column) {
        StringBuilder name = new StringBuilder();
        for (String part : column.split("_", -1)) {
            name.append(name.isEmpty() ? part : Character.toUpperCase(part.charAt(0)) + part.substring(1));
        }
        return name.toString();
    }

    private static void write(Path file, String source, StringBuilder entries) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            String before = Files.exists(file)
                    ? Files.readString(file).stripTrailing() + "\n"
                    : "# Written by 'watchkeeper tenant import " + source + "'; yours to edit.\n";
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(fresh, before + entries);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
        }
    }
}
