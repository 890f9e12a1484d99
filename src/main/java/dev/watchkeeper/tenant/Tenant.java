package dev.watchkeeper.tenant;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One customer of the reseller.
 *
 * @param id short, stable, lower case; part of every key
 * @param shortName at most 12 columns, for subjects; the name when empty
 * @param domains the primary domain first
 * @param customerId Google's id, {@code C...} or {@code my_customer}
 * @param admin the administrator whose authority our reads borrow (delegation subject); null if none is set up
 * @param manager id of the account manager in {@code people.yaml}
 * @param products ids of the Workspace products in use on the status dashboard; empty means the core set
 */
public record Tenant(
        String id,
        String name,
        String shortName,
        List<String> domains,
        String customerId,
        @Nullable String admin,
        List<Contract> contracts,
        String manager,
        ZoneId zone,
        Language language,
        Profile profile,
        MailSetup mail,
        List<Contact> contacts,
        List<String> products,
        String notes) {
    public Tenant {
        domains = List.copyOf(domains);
        contracts = List.copyOf(contracts);
        contacts = List.copyOf(contacts);
        products = List.copyOf(products);
        if (shortName.isBlank()) {
            shortName = name;
        }
    }

    public String primaryDomain() {
        return domains.get(0);
    }

    /** The plan in force at an instant; empty outside every contract period. */
    public Optional<String> planAt(Instant at) {
        return contracts.stream().filter(c -> c.covers(at)).map(Contract::plan).findFirst();
    }

    /** The same customer in another language, for previews. */
    public Tenant speaking(Language other) {
        return new Tenant(
                id,
                name,
                shortName,
                domains,
                customerId,
                admin,
                contracts,
                manager,
                zone,
                other,
                profile,
                mail,
                contacts,
                products,
                notes);
    }
}
