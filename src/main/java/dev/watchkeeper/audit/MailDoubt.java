package dev.watchkeeper.audit;

import dev.watchkeeper.health.ActivityEvent;
import dev.watchkeeper.health.EventHistory;
import dev.watchkeeper.health.EventQuery;
import dev.watchkeeper.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Whether a tenant's mail log must be read now, because something may have begun to stop mail. Usually it is read with
 * the daily audit only.
 */
final class MailDoubt {
    /** Mail that a change stops shows in Google's log within a day. */
    private static final Duration AFTER_A_CHANGE = Duration.ofDays(2);

    private static final Set<String> CHANGES = Set.of(
            "CREATE_GMAIL_SETTING",
            "CHANGE_GMAIL_SETTING",
            "DELETE_GMAIL_SETTING",
            "CREATE_APPLICATION_SETTING",
            "CHANGE_APPLICATION_SETTING",
            "DELETE_APPLICATION_SETTING",
            "TOGGLE_OUTBOUND_RELAY",
            "MAIL_ROUTING_DESTINATION_ADDED",
            "MAIL_ROUTING_DESTINATION_REMOVED",
            "CHANGE_MX_RECORD_VERIFICATION",
            "VERIFY_DOMAIN_ALIAS_MX",
            "VERIFY_SECONDARY_DOMAIN_MX");

    private final EventLog log;
    private final BiPredicate<Tenant, Instant> found;

    /**
     * @param found whether checks have found something at a tenant's mail that goes on: DNS, a fall, a rule
     */
    MailDoubt(EventLog log, BiPredicate<Tenant, Instant> found) {
        this.log = log;
        this.found = found;
    }

    boolean isThere(Tenant tenant, Cursor admin, Instant now) {
        Instant since = admin.since();
        Instant until = admin.until();
        if (since != null && until != null) {
            EventHistory changes = log.history(tenant.id(), "admin", since, until);
            Instant from = now.minus(AFTER_A_CHANGE);
            for (ActivityEvent event : changes.list(new EventQuery(CHANGES, from, now.plusMillis(1)))) {
                boolean other = event.name().endsWith("_APPLICATION_SETTING")
                        && !event.text("APPLICATION_NAME").equals("Gmail");
                if (!other) {
                    return true;
                }
            }
        }
        return found.test(tenant, now);
    }

    /** A reading of many pages is repeated later than one of few, but always within half an hour. */
    static Duration pause(int pages) {
        return Duration.ofMinutes(Math.max(9, Math.min(25, pages)));
    }
}
