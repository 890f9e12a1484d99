package dev.watchkeeper.app;

import dev.watchkeeper.config.Bound;
import dev.watchkeeper.config.ConfigException;
import dev.watchkeeper.config.ConfigReader;
import dev.watchkeeper.config.Node;
import dev.watchkeeper.config.Place;
import dev.watchkeeper.config.Problems;
import dev.watchkeeper.sla.Contracts;
import dev.watchkeeper.sla.Policies;
import dev.watchkeeper.tenant.Contract;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Contracts as a YAML list of {@code {customer, plan, from, to, zone}}, for a replay. */
public record ContractsFile(List<Entry> contracts) {
    /**
     * One period.
     *
     * @param zone in which {@code from} and {@code to} are dates; UTC if absent
     */
    public record Entry(
            String customer,
            String plan,
            @Nullable Moment from,
            @Nullable Moment to,
            @Nullable ZoneId zone) {
        Contract contract() {
            ZoneId in = zone == null ? ZoneOffset.UTC : zone;
            return new Contract(plan, start(from, in), start(to, in));
        }

        private static @Nullable Instant start(@Nullable Moment moment, ZoneId zone) {
            return moment == null ? null : moment.in(zone);
        }
    }

    /**
     * Reads the file and checks its plans.
     *
     * @throws ConfigException with every problem
     */
    public static Contracts read(ConfigReader reader, Path file, Policies policies) {
        Problems problems = reader.problems();
        Map<String, List<Contract>> byCustomer = new LinkedHashMap<>();
        reader.tree(file).map(ContractsFile::underKey).ifPresent(root -> {
            if (root instanceof Node.Mapping mapping && mapping.find("contracts") instanceof Node.Sequence list) {
                reader.bind(ContractsFile.class, withoutEntries(mapping, list), "");
                collect(reader, list, policies, byCustomer);
            } else {
                reader.bind(ContractsFile.class, root, "");
            }
        });
        byCustomer.forEach((customer, periods) -> {
            try {
                Contracts.of(Map.of(customer, periods));
            } catch (IllegalArgumentException e) {
                problems.error(new Place(file.toString(), 0), "", String.valueOf(e.getMessage()), "");
            }
        });
        if (problems.hasErrors()) {
            throw new ConfigException(problems.all());
        }
        return Contracts.of(byCustomer);
    }

    /** For the keys beside the list; the entries are bound one by one, so that a fault of one hides none of another. */
    private static Node withoutEntries(Node.Mapping root, Node.Sequence list) {
        Map<String, Node.Field> fields = new LinkedHashMap<>(root.fields());
        fields.replaceAll((key, field) -> field.value().equals(list)
                ? new Node.Field(field.place(), new Node.Sequence(list.place(), List.of()))
                : field);
        return new Node.Mapping(root.place(), fields);
    }

    private static Node underKey(Node root) {
        return root instanceof Node.Sequence list
                ? new Node.Mapping(list.place(), Map.of("contracts", new Node.Field(list.place(), list)))
                : root;
    }

    private static void collect(
            ConfigReader reader, Node.Sequence list, Policies policies, Map<String, List<Contract>> byCustomer) {
        Problems problems = reader.problems();
        TreeSet<String> plans = new TreeSet<>();
        policies.versions().forEach(v -> plans.addAll(v.plans().keySet()));
        int index = 0;
        for (Node item : list.items()) {
            String path = "contracts[" + index++ + "]";
            Optional<Bound<Entry>> bound = reader.bind(Entry.class, item, path);
            String plan = bound.map(b -> b.value().plan()).orElse(planOf(item));
            if (plan != null && !plans.contains(plan)) {
                problems.error(
                        item.place(),
                        path + ".plan",
                        "plan '" + plan + "' is not defined in plans.yaml",
                        "defined are " + plans);
            }
            bound.ifPresent(entry -> {
                try {
                    byCustomer
                            .computeIfAbsent(entry.value().customer(), c -> new ArrayList<>())
                            .add(entry.value().contract());
                } catch (IllegalArgumentException e) {
                    problems.error(item.place(), path, String.valueOf(e.getMessage()), "");
                }
            });
        }
    }

    private static @Nullable String planOf(Node entry) {
        return entry instanceof Node.Mapping mapping && mapping.find("plan") instanceof Node.Scalar plan
                ? plan.text()
                : null;
    }
}
