package dev.watchkeeper.mail.alert;

import dev.watchkeeper.tenant.Person;
import dev.watchkeeper.tenant.Portfolio;
import dev.watchkeeper.tenant.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who hears of what; pure. */
final class Audience {
    private Audience() {}

    /**
     * One reader.
     *
     * @param insteadOf who is away; null if the reader is meant
     */
    record Reader(Person person, Role role, @Nullable Person insteadOf) {}

    /** Why somebody gets an alert. */
    enum Role {
        OWNER,
        MANAGER,
        LEAD,
        ON_CALL
    }

    /** Owner, manager, and from the mark on that the manager chose also the lead; each once, the away replaced. */
    static List<Reader> of(SlaAlert alert, Tenant tenant, Portfolio all, List<String> onCall, Instant now) {
        Map<String, Reader> readers = new LinkedHashMap<>();
        Optional<Person> manager = all.person(tenant.manager());
        if (alert.ownerId() != null) {
            all.person(alert.ownerId())
                    .filter(p -> wants(p, alert))
                    .ifPresent(p -> add(readers, p, Role.OWNER, all, now));
        }
        manager.filter(p -> wants(p, alert)).ifPresent(p -> add(readers, p, Role.MANAGER, all, now));
        if (manager.isPresent() && leadHears(manager.get(), alert)) {
            String lead = manager.get().lead();
            if (lead != null) {
                all.person(lead).ifPresent(p -> add(readers, p, Role.LEAD, all, now));
            }
        }
        boolean urgentWarning = alert.mark().equals("warn") && alert.severity().equals("S1");
        if (alert.kind() == SlaAlert.Kind.BREACH || urgentWarning) {
            onCall.forEach(id -> all.person(id).ifPresent(p -> add(readers, p, Role.ON_CALL, all, now)));
        }
        return List.copyOf(readers.values());
    }

    /**
     * The same for the reminder of a number, from 1, with the next above in the chain: the first goes as far as the
     * lead, the second to the lead's own lead.
     */
    static List<Reader> reminded(
            SlaAlert alert, int number, Tenant tenant, Portfolio all, List<String> onCall, Instant now) {
        Map<String, Reader> readers = new LinkedHashMap<>();
        of(alert, tenant, all, onCall, now)
                .forEach(reader -> readers.put(reader.person().id(), reader));
        Optional<Person> above = all.person(tenant.manager());
        for (int level = 0; level < number && above.isPresent(); level++) {
            String lead = above.get().lead();
            above = lead == null ? Optional.empty() : all.person(lead);
            above.ifPresent(p -> add(readers, p, Role.LEAD, all, now));
        }
        return List.copyOf(readers.values());
    }

    /** Somebody who was written to before, in the role and place in which the mail came. */
    static Reader again(
            Person person,
            SlaAlert alert,
            int reminders,
            Tenant tenant,
            Portfolio all,
            List<String> onCall,
            Instant now) {
        return reminded(alert, reminders, tenant, all, onCall, now).stream()
                .filter(reader -> reader.person().id().equals(person.id()))
                .findFirst()
                .orElseGet(() -> new Reader(person, role(person, alert, tenant, onCall), null));
    }

    private static Role role(Person person, SlaAlert alert, Tenant tenant, List<String> onCall) {
        if (person.id().equals(tenant.manager())) {
            return Role.MANAGER;
        }
        if (person.id().equals(alert.ownerId())) {
            return Role.OWNER;
        }
        return onCall.contains(person.id()) ? Role.ON_CALL : Role.LEAD;
    }

    /** The manager, and whoever stands in. */
    static List<Reader> manager(Tenant tenant, Portfolio all, Instant now) {
        Map<String, Reader> readers = new LinkedHashMap<>();
        all.person(tenant.manager()).ifPresent(p -> add(readers, p, Role.MANAGER, all, now));
        return List.copyOf(readers.values());
    }

    /** The manager and the manager's lead, and whoever stands in: for what cannot wait. */
    static List<Reader> emergency(Tenant tenant, Portfolio all, Instant now) {
        Map<String, Reader> readers = new LinkedHashMap<>();
        all.person(tenant.manager()).ifPresent(manager -> {
            add(readers, manager, Role.MANAGER, all, now);
            String lead = manager.lead();
            if (lead != null) {
                all.person(lead).ifPresent(p -> add(readers, p, Role.LEAD, all, now));
            }
        });
        return List.copyOf(readers.values());
    }

    private static boolean wants(Person person, SlaAlert alert) {
        return alert.kind() == SlaAlert.Kind.BREACH || person.slaMailMarks().contains(alert.mark());
    }

    private static boolean leadHears(Person manager, SlaAlert alert) {
        return switch (manager.leadFrom()) {
            case "never" -> false;
            case "breach" -> alert.kind() == SlaAlert.Kind.BREACH;
            default -> alert.kind() == SlaAlert.Kind.BREACH || alert.mark().equals("warn");
        };
    }

    private static void add(Map<String, Reader> readers, Person person, Role role, Portfolio all, Instant now) {
        Person to = person;
        Person away = null;
        Instant until = person.pausedUntil();
        if (until != null && now.isBefore(until) && person.delegateTo() != null) {
            Optional<Person> deputy = all.person(person.delegateTo());
            // Alerts are silenced by a delegate only: without one they still ring.
            if (deputy.isPresent()) {
                to = deputy.get();
                away = person;
            }
        }
        readers.putIfAbsent(to.id(), new Reader(to, role, away));
    }

    /** People by id, for those who got earlier mails. */
    static List<Person> people(List<String> ids, Portfolio all) {
        List<Person> people = new ArrayList<>();
        ids.forEach(id -> all.person(id).ifPresent(people::add));
        return people;
    }
}
