package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.ActivityEvent;
import dev.watchkeeper.health.EventHistory;
import dev.watchkeeper.health.EventQuery;
import dev.watchkeeper.health.Fact;
import dev.watchkeeper.health.TenantFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Shared ways of looking back over the logs. */
final class Recent {
    private Recent() {}

    /** The events of the last while, oldest first. */
    static List<ActivityEvent> events(TenantFacts facts, String application, Duration back, String... names) {
        return events(facts, application, back, Set.of(names));
    }

    static List<ActivityEvent> events(TenantFacts facts, String application, Duration back, Set<String> names) {
        return facts.events(application).list(query(facts, back, names));
    }

    /** The same for a log that may be missing: then there are none. */
    static List<ActivityEvent> eventsIfKnown(TenantFacts facts, String application, Duration back, String... names) {
        Fact<EventHistory> log = facts.eventsIfKnown(application);
        return log.isKnown() ? log.get().list(query(facts, back, names)) : List.of();
    }

    static EventQuery query(TenantFacts facts, Duration back, String... names) {
        return query(facts, back, Set.of(names));
    }

    static EventQuery query(TenantFacts facts, Duration back, Set<String> names) {
        // Google's clock may run ahead of ours by a little.
        return new EventQuery(names, facts.now().minus(back), facts.now().plusSeconds(300));
    }

    /**
     * Account events of {@code user_accounts} and {@code login}. Google writes the same event to both; they differ in
     * the qualifier, so the same name for the same user in the same second is one.
     */
    static List<ActivityEvent> accountEvents(TenantFacts facts, Duration back, String... names) {
        List<ActivityEvent> all = new ArrayList<>(events(facts, "user_accounts", back, names));
        all.addAll(eventsIfKnown(facts, "login", back, names));
        all.sort(ActivityEvent.OLDEST_FIRST);
        Set<String> seen = new HashSet<>();
        all.removeIf(event -> !seen.add(event.name()
                + '\n'
                + lower(event.who())
                + '\n'
                + event.text("email_forwarding_destination_address")
                + '\n'
                + event.at().getEpochSecond()));
        return all;
    }

    /** Whether one of the events came after an instant and is about somebody. */
    static boolean anyAfter(List<ActivityEvent> events, Instant after, String parameter, String wanted) {
        return events.stream()
                .anyMatch(e -> e.at().isAfter(after) && e.text(parameter).equalsIgnoreCase(wanted));
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** The domain of an address, lower case; empty if it has none. */
    static String domain(String address) {
        return lower(address.substring(address.lastIndexOf('@') + 1));
    }
}
