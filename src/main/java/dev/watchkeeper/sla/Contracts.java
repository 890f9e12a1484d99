package dev.watchkeeper.sla;

import dev.watchkeeper.tenant.Contract;
import dev.watchkeeper.tenant.Portfolio;
import dev.watchkeeper.tenant.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Which plan each customer has when; customers are named by domain, in any case. Immutable. */
public final class Contracts {
    private final Map<String, List<Contract>> byCustomer = new LinkedHashMap<>();

    private Contracts(Map<String, List<Contract>> given) {
        given.forEach((customer, periods) -> {
            List<Contract> ordered = new ArrayList<>(periods);
            ordered.sort(Comparator.comparing(Contract::from, Comparator.nullsFirst(Comparator.naturalOrder())));
            for (int i = 1; i < ordered.size(); i++) {
                Instant end = ordered.get(i - 1).to();
                Instant start = ordered.get(i).from();
                if (end == null || start == null || start.isBefore(end)) {
                    throw new IllegalArgumentException("contract periods of customer '" + customer + "' overlap: "
                            + ordered.get(i - 1) + " and " + ordered.get(i) + "; end one where the next begins");
                }
            }
            byCustomer.put(customer.toLowerCase(Locale.ROOT), List.copyOf(ordered));
        });
    }

    /**
     * Contracts by customer domain.
     *
     * @throws IllegalArgumentException if two periods of one customer overlap
     */
    public static Contracts of(Map<String, List<Contract>> byCustomer) {
        return new Contracts(byCustomer);
    }

    /** The contracts of every tenant, under each of its domains. */
    public static Contracts of(Portfolio portfolio) {
        Map<String, List<Contract>> all = new LinkedHashMap<>();
        for (Tenant tenant : portfolio.tenants()) {
            tenant.domains().forEach(domain -> all.put(domain, tenant.contracts()));
        }
        return new Contracts(all);
    }

    /** The periods in order, by customer domain in lower case. */
    public Map<String, List<Contract>> byCustomer() {
        return Map.copyOf(byCustomer);
    }

    public Optional<String> planAt(String customer, Instant at) {
        return periods(customer).stream()
                .filter(c -> c.covers(at))
                .map(Contract::plan)
                .findFirst();
    }

    /** Instants at which the plan of a customer may change. */
    List<Instant> changes(String customer) {
        TreeSet<Instant> changes = new TreeSet<>();
        for (Contract period : periods(customer)) {
            Instant from = period.from();
            Instant to = period.to();
            if (from != null) {
                changes.add(from);
            }
            if (to != null) {
                changes.add(to);
            }
        }
        return List.copyOf(changes);
    }

    private List<Contract> periods(String customer) {
        return byCustomer.getOrDefault(customer.toLowerCase(Locale.ROOT), List.of());
    }
}
