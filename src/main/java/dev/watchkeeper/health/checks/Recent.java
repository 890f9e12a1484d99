package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.ActivityEvent;
import dev.watchkeeper.health.EventHistory;
import dev.watchkeeper.health.EventQuery;
import dev.watchkeeper.health.Fact;
import dev.watchkeeper.health.TenantFacts;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
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

    /** Everything a log still holds under these names, oldest first; age is no reason to look away. */
    static List<ActivityEvent> all(TenantFacts facts, String application, String... names) {
        EventHistory log = facts.events(application);
        return log.list(whole(facts, log, Set.of(names)));
    }

    /** The same for a log that may be missing. */
    static List<ActivityEvent> allIfKnown(TenantFacts facts, String application, String... names) {
        return facts.eventsIfKnown(application).isKnown() ? all(facts, application, names) : List.of();
    }

    static EventQuery whole(TenantFacts facts, EventHistory log, Set<String> names) {
        Instant to = facts.now().plusSeconds(300);
        return new EventQuery(names, log.since().isBefore(to) ? log.since() : to, to);
    }

    /**
     * Whether a change may begin a finding, or go on with one: it is news, or the finding is open. What happened long
     * before we first looked and was never found is history and not news.
     */
    static boolean counts(TenantFacts facts, String checkId, String subject, Instant at, Duration news) {
        return !at.isBefore(facts.now().minus(news)) || facts.isOpen(checkId, subject);
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
    static List<ActivityEvent> accountEvents(TenantFacts facts, String... names) {
        List<ActivityEvent> all = new ArrayList<>(all(facts, "user_accounts", names));
        all.addAll(allIfKnown(facts, "login", names));
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

    /** A day of 24 hours later that is a working day at the customer's. */
    static Instant workdayAfter(TenantFacts facts, Instant instant) {
        ZonedDateTime day = instant.atZone(facts.tenant().zone()).plusDays(1);
        for (int free = 0; free < 14 && facts.holidays().isFree(day.toLocalDate()); free++) {
            day = day.plusDays(1);
        }
        return day.toInstant();
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
