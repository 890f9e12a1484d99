package dev.watchkeeper.demo;

import java.time.ZoneId;
import java.util.List;

/**
 * One customer of the made-up reseller.
 *
 * @param shortName fits a subject line
 */
record DemoTenant(
        String id,
        String name,
        String shortName,
        List<String> domains,
        String customerId,
        int users,
        ZoneId zone,
        String language,
        String manager,
        String plan) {
    DemoTenant {
        domains = List.copyOf(domains);
    }

    String domain() {
        return domains.get(0);
    }

    /** Whose authority the daemon borrows. */
    String admin() {
        return "admin@" + domain();
    }

    EmulatedCustomer customer() {
        return new EmulatedCustomer(customerId, domains, users, id.hashCode(), zone);
    }
}
