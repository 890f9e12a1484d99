package dev.watchkeeper.health;

import dev.watchkeeper.finding.Finding;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whom a problem concerns, so that a ticket can be told to be about it.
 *
 * @param users addresses, lower case
 * @param domains of mail, of partners
 */
public record Concern(Set<String> users, Set<String> domains) {
    public static final Concern EVERYBODY = new Concern(Set.of(), Set.of());

    private static final int MOST = 20;
    private static final Set<String> USERS = Set.of("user", "names", "affected");
    private static final Set<String> DOMAINS = Set.of("domain", "partner", "sender");

    public Concern {
        users = Set.copyOf(users);
        domains = Set.copyOf(domains);
    }

    /** Those a finding names; nobody in particular if it concerns the company as a whole. */
    public static Concern of(Finding finding) {
        Set<String> users = new TreeSet<>();
        Set<String> domains = new TreeSet<>();
        for (Map.Entry<String, Object> one : finding.evidence().entrySet()) {
            if (USERS.contains(one.getKey())) {
                add(users, one.getValue());
            } else if (DOMAINS.contains(one.getKey())) {
                add(domains, one.getValue());
            }
        }
        users.removeIf(user -> user.indexOf('@') < 0);
        domains.removeIf(domain -> domain.indexOf('.') < 0);
        return new Concern(users, domains);
    }

    private static void add(Set<String> names, Object value) {
        Collection<?> many = value instanceof Collection<?> list ? list : Set.of(value);
        for (Object one : many) {
            if (names.size() < MOST) {
                names.add(String.valueOf(one).toLowerCase(Locale.ROOT));
            }
        }
    }

    public boolean isEverybody() {
        return users.isEmpty() && domains.isEmpty();
    }
}
