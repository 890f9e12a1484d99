package dev.watchkeeper.report;

import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.tenant.Tenant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a problem is, as the customer calls it: a mailbox, a domain, a file, a rule.
 *
 * @param count how many there are
 * @param names of those that have a name a customer knows, at most {@link #MOST}
 */
public record Places(int count, List<String> names) {
    /** More names than these help nobody on paper; the account manager has them all. */
    public static final int MOST = 5;

    /** Subjects that are things of the customer; of others the report names none. */
    private static final Set<String> KINDS =
            Set.of("user", "domain", "group", "calendar", "file", "app", "rule", "service", "sso", "licence");

    /** Accounts of programs, ours among them. */
    private static final String ROBOT = "gserviceaccount";

    /** Names that only programs use: numbers of files, keys of settings, client ids. */
    private static final Pattern TECHNICAL = Pattern.compile("[a-z0-9_-]*\\d[a-z0-9_-]*|[a-z0-9]*_[a-z0-9_]*"
            + "|.*\\.apps\\.googleusercontent\\.com|.*" + ROBOT + ".*|[0-9.:]+");

    private static final Pattern TITLES = Pattern.compile("file|app|rule|calendar");

    public Places {
        names = List.copyOf(names);
    }

    static Places of(Collection<Finding> findings, Tenant tenant) {
        List<String> names = findings.stream()
                .flatMap(f -> name(f, tenant).stream())
                .distinct()
                .sorted()
                .limit(MOST)
                .toList();
        return new Places(findings.size(), names);
    }

    private static Optional<String> name(Finding finding, Tenant tenant) {
        String subject = finding.subject();
        int colon = subject.indexOf(':');
        if (colon < 0 || !KINDS.contains(subject.substring(0, colon))) {
            return Optional.empty();
        }
        String kind = subject.substring(0, colon);
        String name = subject.substring(colon + 1);
        int action = kind.equals("user") ? name.indexOf('/') : -1;
        String bare = action < 0 ? name : name.substring(0, action);
        if (kind.equals("user")) {
            return ofTheCustomer(bare, tenant) ? Optional.of(bare) : Optional.empty();
        }
        if (!TECHNICAL.matcher(bare.toLowerCase(Locale.ROOT)).matches() && !bare.equals("unknown")) {
            return Optional.of(bare);
        }
        Object title = TITLES.matcher(kind).matches() ? finding.evidence().get(kind) : null;
        return title instanceof String text && !text.isBlank() && !text.contains(ROBOT)
                ? Optional.of(text)
                : Optional.empty();
    }

    /** Addresses of others, ours among them, are nobody's place. */
    private static boolean ofTheCustomer(String address, Tenant tenant) {
        String domain = address.substring(address.indexOf('@') + 1).toLowerCase(Locale.ROOT);
        return tenant.domains().stream()
                .map(own -> own.toLowerCase(Locale.ROOT))
                .anyMatch(own -> domain.equals(own) || domain.endsWith("." + own));
    }
}
