package dev.watchkeeper.app;

import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.FindingQuery;
import dev.watchkeeper.finding.Findings;
import dev.watchkeeper.mail.Outbox;
import dev.watchkeeper.tenant.Contact;
import dev.watchkeeper.tenant.Person;
import dev.watchkeeper.tenant.Portfolio;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Ends the finding of an address that nobody uses any more, or that takes mail again. */
final class AddressWatch {
    static final String CHECK = "SELF-MAIL-ADDRESS";

    /** A relay accepts everything; what comes back does so within hours. */
    private static final Duration COMES_BACK_WITHIN = Duration.ofDays(1);

    private final Findings findings;
    private final OwnFindings own;
    private final Outbox outbox;
    private final Supplier<Portfolio> portfolio;
    private final @Nullable String operator;

    /**
     * @param operator address of whoever runs watchkeeper; null if nobody
     */
    AddressWatch(
            Findings findings,
            OwnFindings own,
            Outbox outbox,
            Supplier<Portfolio> portfolio,
            @Nullable String operator) {
        this.operator = operator;
        this.findings = findings;
        this.own = own;
        this.outbox = outbox;
        this.portfolio = portfolio;
    }

    static String subject(String address) {
        return "user:" + address.toLowerCase(Locale.ROOT);
    }

    void look(Instant now) {
        List<Finding> open = findings.search(FindingQuery.unresolved(now)
                .ofTenants(List.of(Finding.OURSELVES))
                .ofChecks(List.of(CHECK)));
        if (open.isEmpty()) {
            return;
        }
        Set<String> used = subjects();
        for (Finding finding : open) {
            String address = finding.subject().substring(finding.subject().indexOf(':') + 1);
            if (!used.contains(finding.subject())
                    || outbox.arrived(address, finding.lastSeenAt(), now.minus(COMES_BACK_WITHIN))) {
                own.clear(CHECK, finding.subject());
            }
        }
    }

    private Set<String> subjects() {
        Portfolio all = portfolio.get();
        Set<String> used = new HashSet<>();
        all.people().stream().map(Person::email).map(AddressWatch::subject).forEach(used::add);
        all.tenants().stream()
                .flatMap(tenant -> tenant.contacts().stream())
                .map(Contact::email)
                .map(AddressWatch::subject)
                .forEach(used::add);
        if (operator != null) {
            used.add(subject(operator));
        }
        return used;
    }
}
