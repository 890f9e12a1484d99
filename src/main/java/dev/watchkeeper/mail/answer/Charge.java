package dev.watchkeeper.mail.answer;

import dev.watchkeeper.tenant.Person;
import dev.watchkeeper.tenant.Portfolio;
import dev.watchkeeper.tenant.Tenant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may answer for a customer now: a link outlives a hand-over, the right to use it does not. That is the manager, the
 * leads above, and whoever stands in for one of them. Tickets may also have an owner or somebody on call, who never had
 * the customer: they are told apart by managing none.
 */
record Charge(Portfolio portfolio) {
    /** The chain of leads is short; a circle in it is not followed for ever. */
    private static final int LEVELS = 5;

    boolean ofFindings(Person person, Tenant customer) {
        return inCharge(customer).contains(person.id());
    }

    boolean ofTickets(Person person, Tenant customer) {
        return inCharge(customer).contains(person.id()) || !managesOthers(person);
    }

    private Set<String> inCharge(Tenant customer) {
        Set<String> ids = new HashSet<>();
        @Nullable Person one = portfolio.person(customer.manager()).orElse(null);
        for (int level = 0; one != null && level < LEVELS; level++) {
            ids.add(one.id());
            if (one.delegateTo() != null) {
                ids.add(one.delegateTo());
            }
            String lead = one.lead();
            one = lead == null ? null : portfolio.person(lead).orElse(null);
        }
        return ids;
    }

    /** A manager of other customers only. */
    private boolean managesOthers(Person person) {
        return portfolio.tenants().stream().anyMatch(t -> t.manager().equals(person.id()));
    }
}
