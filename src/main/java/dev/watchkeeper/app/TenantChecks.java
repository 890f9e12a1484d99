package dev.watchkeeper.app;

import dev.watchkeeper.config.Bound;
import dev.watchkeeper.config.Place;
import dev.watchkeeper.config.Problems;
import dev.watchkeeper.config.Suggestion;
import dev.watchkeeper.tenant.Contact;
import dev.watchkeeper.tenant.Contract;
import dev.watchkeeper.tenant.MailSetup;
import dev.watchkeeper.tenant.MailSetup.InboundGateway;
import dev.watchkeeper.tenant.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes tenants of their entries and finds what contradicts itself, within one entry and between them. */
final class TenantChecks {
    private final Problems problems;
    private final Set<String> people;
    private final Set<String> plans;
    private final Map<String, Place> ids = new HashMap<>();
    private final Map<String, String> domainOwners = new HashMap<>();
    private final Map<String, String> customerOwners = new HashMap<>();

    TenantChecks(Problems problems, Set<String> people, Set<String> plans) {
        this.problems = problems;
        this.people = people;
        this.plans = plans;
    }

    /** Takes a tenant that was read before, so that others are held against it. */
    void known(Tenant tenant) {
        ids.put(tenant.id(), new Place("the configuration", 0));
        tenant.domains().forEach(domain -> domainOwners.put(domain, tenant.id()));
        if (!tenant.customerId().equals("my_customer")) {
            customerOwners.put(tenant.customerId(), tenant.id());
        }
    }

    /** The tenant, or empty if it contradicts itself or another one read before. */
    Optional<Tenant> tenant(Bound<TenantEntry> entry) {
        TenantEntry one = entry.value();
        int before = problems.errors();
        Place first = ids.putIfAbsent(one.id(), entry.at("id"));
        if (first != null) {
            problems.error(
                    entry.at("id"),
                    entry.pathOf("id"),
                    "tenant '" + one.id() + "' is defined twice, first in " + first,
                    "rename or remove one");
            return Optional.empty();
        }
        Addresses.checkId(problems, entry, one.id());
        checkDomains(entry);
        checkMail(entry);
        checkCustomer(entry);
        checkPeople(entry);
        List<Contract> contracts = contracts(entry);
        if (problems.errors() > before) {
            return Optional.empty();
        }
        return Optional.of(make(one, contracts));
    }

    private static Tenant make(TenantEntry one, List<Contract> contracts) {
        TenantEntry.MailFlow mail = one.mail();
        return new Tenant(
                one.id(),
                one.name(),
                one.shortName() == null ? "" : one.shortName(),
                one.domains().stream()
                        .map(domain -> domain.toLowerCase(Locale.ROOT))
                        .toList(),
                one.customerId(),
                one.admin(),
                contracts,
                one.manager(),
                one.zone(),
                one.language(),
                one.profile(),
                mail == null
                        ? MailSetup.PLAIN
                        : new MailSetup(
                                mail.gateways(),
                                mail.dkimSelectors(),
                                Boolean.TRUE.equals(mail.dualDelivery()),
                                mail.publicGroups(),
                                mail.inboundGateway() == null ? InboundGateway.NOT_KNOWN : mail.inboundGateway(),
                                Boolean.TRUE.equals(mail.outboundGateway()),
                                mail.withoutMail()),
                one.contacts(),
                one.products(),
                one.notes() == null ? "" : one.notes());
    }

    private void checkDomains(Bound<TenantEntry> entry) {
        String id = entry.value().id();
        Place place = entry.at("domains");
        if (entry.value().domains().isEmpty()) {
            problems.error(place, entry.pathOf("domains"), "the tenant has no domain", "write domains: [example.cn]");
        }
        for (String domain : entry.value().domains()) {
            Addresses.checkDomain(problems, place, entry.pathOf("domains"), domain);
            String other = domainOwners.putIfAbsent(domain.toLowerCase(Locale.ROOT), id);
            if (other != null) {
                problems.error(
                        place,
                        entry.pathOf("domains"),
                        other.equals(id)
                                ? "domain '" + domain + "' stands here twice"
                                : "domain '" + domain + "' already belongs to tenant '" + other + "'",
                        "a domain has one owner; remove it from one");
            }
        }
    }

    private void checkMail(Bound<TenantEntry> entry) {
        TenantEntry.MailFlow mail = entry.value().mail();
        List<String> domains = entry.value().domains();
        List<String> silent = mail == null ? List.of() : mail.withoutMail();
        for (String domain : silent) {
            if (domains.stream().noneMatch(domain::equalsIgnoreCase)) {
                problems.error(
                        entry.at("mail"),
                        entry.pathOf("mail") + ".withoutMail",
                        "domain '" + domain + "' is none of the tenant's",
                        Suggestion.didYouMean(domain, domains, "write one of its domains"));
            }
        }
    }

    private void checkCustomer(Bound<TenantEntry> entry) {
        TenantEntry one = entry.value();
        Addresses.checkCustomerId(problems, entry.at("customerId"), entry.pathOf("customerId"), one.customerId());
        if (!one.customerId().equals("my_customer")) {
            String other = customerOwners.putIfAbsent(one.customerId(), one.id());
            if (other != null) {
                problems.error(
                        entry.at("customerId"),
                        entry.pathOf("customerId"),
                        "customer id '" + one.customerId() + "' already belongs to tenant '" + other + "'",
                        "each tenant has its own; look it up in its Admin console");
            }
        }
        String admin = one.admin();
        if (admin != null) {
            Addresses.checkMailbox(problems, entry.at("admin"), entry.pathOf("admin"), admin);
            String domain = admin.substring(admin.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
            if (one.domains().stream().noneMatch(own -> own.equalsIgnoreCase(domain))) {
                problems.warning(
                        entry.at("admin"),
                        entry.pathOf("admin"),
                        "'" + admin + "' lies outside the tenant's domains",
                        "the delegation subject is an administrator of the tenant itself");
            }
        }
    }

    private void checkPeople(Bound<TenantEntry> entry) {
        String manager = entry.value().manager();
        if (!people.contains(manager)) {
            problems.error(
                    entry.at("manager"),
                    entry.pathOf("manager"),
                    "manager '" + manager + "' is not in people.yaml",
                    Suggestion.didYouMean(manager, people, "add the person, or name the id of another one"));
        }
        for (Contact contact : entry.value().contacts()) {
            Addresses.checkMailbox(problems, entry.at("contacts"), entry.pathOf("contacts"), contact.email());
        }
    }

    private List<Contract> contracts(Bound<TenantEntry> entry) {
        TenantEntry one = entry.value();
        List<Contract> contracts = new ArrayList<>();
        if (one.plan() != null) {
            if (!one.contracts().isEmpty()) {
                problems.error(
                        entry.at("contracts"),
                        entry.pathOf("contracts"),
                        "plan and contracts exclude each other",
                        "put the plan into the list");
            }
            TenantEntry.Period period = one.contract();
            add(
                    contracts,
                    entry,
                    "plan",
                    one.plan(),
                    period == null ? null : period.from(),
                    period == null ? null : period.to());
        } else if (one.contract() != null) {
            problems.error(
                    entry.at("contract"), entry.pathOf("plan"), "the contract names no plan", "add 'plan: premier'");
        }
        for (TenantEntry.Signed signed : one.contracts()) {
            add(contracts, entry, "contracts", signed.plan(), signed.from(), signed.to());
        }
        if (contracts.isEmpty() && one.plan() == null && one.contracts().isEmpty()) {
            problems.warning(
                    entry.node().place(),
                    entry.pathOf("plan"),
                    "tenant '" + one.id() + "' has no plan",
                    "without one no deadline is watched and no quarterly audit made; add 'plan: basic'");
        }
        overlap(entry, contracts);
        return contracts;
    }

    private void add(
            List<Contract> contracts,
            Bound<TenantEntry> entry,
            String key,
            String plan,
            @Nullable Moment from,
            @Nullable Moment to) {
        if (!plans.contains(plan)) {
            problems.error(
                    entry.at(key),
                    entry.pathOf(key),
                    "plan '" + plan + "' is not in plans.yaml",
                    Suggestion.didYouMean(
                            plan,
                            plans,
                            plans.isEmpty() ? "it defines none" : "known plans: " + String.join(", ", plans)));
        }
        try {
            contracts.add(new Contract(
                    plan,
                    from == null ? null : from.in(entry.value().zone()),
                    to == null ? null : to.in(entry.value().zone())));
        } catch (IllegalArgumentException e) {
            problems.error(entry.at(key), entry.pathOf(key), String.valueOf(e.getMessage()), "");
        }
    }

    private void overlap(Bound<TenantEntry> entry, List<Contract> contracts) {
        List<Contract> sorted = contracts.stream()
                .sorted(Comparator.comparing(c -> c.from() == null ? Instant.MIN : c.from()))
                .toList();
        for (int i = 1; i < sorted.size(); i++) {
            Instant end = sorted.get(i - 1).to();
            Instant start = sorted.get(i).from();
            if (end == null || start == null || start.isBefore(end)) {
                problems.error(
                        entry.at("contracts"),
                        entry.pathOf("contracts"),
                        "contract periods overlap: " + sorted.get(i - 1).plan() + " to "
                                + (end == null ? "no end" : end) + " and "
                                + sorted.get(i).plan() + " from "
                                + (start == null ? "no start" : start),
                        "let one end (to) where the next begins (from)");
            }
        }
    }
}
