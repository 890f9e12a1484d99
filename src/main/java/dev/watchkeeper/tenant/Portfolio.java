package dev.watchkeeper.tenant;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** All tenants and people of one configuration; immutable, so that a reload swaps it whole. */
public final class Portfolio {
    private final Map<String, Tenant> tenants = new LinkedHashMap<>();
    private final Map<String, Tenant> byDomain = new LinkedHashMap<>();
    private final Map<String, Person> people = new LinkedHashMap<>();
    private final Map<String, List<Tenant>> byManager = new HashMap<>();

    /**
     * @throws IllegalArgumentException if an id or a domain occurs twice
     */
    public Portfolio(Collection<Tenant> tenants, Collection<Person> people) {
        for (Tenant tenant : tenants) {
            if (this.tenants.put(tenant.id(), tenant) != null) {
                throw new IllegalArgumentException("tenant '" + tenant.id() + "' is defined twice");
            }
            byManager
                    .computeIfAbsent(tenant.manager(), manager -> new ArrayList<>())
                    .add(tenant);
            for (String domain : tenant.domains()) {
                Tenant other = byDomain.put(domain.toLowerCase(Locale.ROOT), tenant);
                if (other != null) {
                    throw new IllegalArgumentException("domain '" + domain + "' belongs to both '" + other.id()
                            + "' and '" + tenant.id() + "'; a domain has one owner");
                }
            }
        }
        for (Person person : people) {
            if (this.people.put(person.id(), person) != null) {
                throw new IllegalArgumentException("person '" + person.id() + "' is defined twice");
            }
        }
    }

    public List<Tenant> tenants() {
        return List.copyOf(tenants.values());
    }

    public List<Person> people() {
        return List.copyOf(people.values());
    }

    public Optional<Tenant> tenant(String id) {
        return Optional.ofNullable(tenants.get(id));
    }

    public Optional<Tenant> byDomain(String domain) {
        return Optional.ofNullable(byDomain.get(domain.toLowerCase(Locale.ROOT)));
    }

    public Optional<Person> person(String id) {
        return Optional.ofNullable(people.get(id));
    }

    public List<Tenant> managedBy(String personId) {
        return List.copyOf(byManager.getOrDefault(personId, List.of()));
    }
}
