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
        Optional<Bound<ContractsFile>> bound =
                reader.tree(file).map(ContractsFile::underKey).flatMap(n -> reader.bind(ContractsFile.class, n, ""));
        Map<String, List<Contract>> byCustomer = new LinkedHashMap<>();
        bound.ifPresent(b -> collect(b, policies, problems, byCustomer));
        if (!problems.hasErrors()) {
            try {
                return Contracts.of(byCustomer);
            } catch (IllegalArgumentException e) {
                problems.error(new Place(file.toString(), 0), "", String.valueOf(e.getMessage()), "");
            }
        }
        throw new ConfigException(problems.all());
    }

    private static Node underKey(Node root) {
        return root instanceof Node.Sequence list
                ? new Node.Mapping(list.place(), Map.of("contracts", new Node.Field(list.place(), list)))
                : root;
    }

    private static void collect(
            Bound<ContractsFile> bound, Policies policies, Problems problems, Map<String, List<Contract>> byCustomer) {
        TreeSet<String> plans = new TreeSet<>();
        policies.versions().forEach(v -> plans.addAll(v.plans().keySet()));
        int index = 0;
        for (Entry entry : bound.value().contracts()) {
            String path = "contracts[" + index++ + "]";
            Place place = bound.at("contracts");
            if (!plans.contains(entry.plan())) {
                problems.error(
                        place,
                        path + ".plan",
                        "plan '" + entry.plan() + "' is not defined in plans.yaml",
                        "defined are " + plans);
                continue;
            }
            try {
                byCustomer
                        .computeIfAbsent(entry.customer(), c -> new ArrayList<>())
                        .add(entry.contract());
            } catch (IllegalArgumentException e) {
                problems.error(place, path, String.valueOf(e.getMessage()), "");
            }
        }
    }
}
