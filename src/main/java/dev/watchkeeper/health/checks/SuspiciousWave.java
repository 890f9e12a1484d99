package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.ActivityEvent;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.Plain;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import dev.watchkeeper.health.Watch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * LEK-10: Google flags sign-ins of several users from one network within a day. A single flagged sign-in is a traveller as
 * a rule and is told only with the steps of a thief (LEK-08).
 */
final class SuspiciousWave implements HealthCheck {
    @Override
    public String id() {
        return "LEK-10";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        List<ActivityEvent> flagged = new ArrayList<>();
        flagged.addAll(Recent.all(facts, "login", "suspicious_login*", "suspicious_programmatic_login"));
        // Of the ordinary sign-ins, which are many, only those of the last days.
        facts.events("login").each(Recent.query(facts, limits.days("news_days"), "login_success"), event -> {
            if (event.flag("is_suspicious")) {
                flagged.add(event);
            }
        });
        flagged.sort(ActivityEvent.OLDEST_FIRST);
        Map<String, List<ActivityEvent>> byNetwork = new LinkedHashMap<>();
        for (ActivityEvent event : flagged) {
            String network = event.asn() != null ? "AS" + event.asn() : String.valueOf(event.ipAddress());
            byNetwork.computeIfAbsent(network, key -> new ArrayList<>()).add(event);
        }
        Reaction reaction = Reaction.of(facts);
        List<Verdict> verdicts = new ArrayList<>();
        byNetwork.forEach((network, events) -> {
            String subject = Plain.subject("network", network);
            Map<String, Instant> users = wave(events, limits);
            users.entrySet().removeIf(user -> reaction.came(user.getKey(), user.getValue()));
            Instant last = users.values().stream().max(Instant::compareTo).orElse(Instant.EPOCH);
            if (users.size() < limits.whole("users")) {
                verdicts.add(Verdict.over(subject, Evidence.of("users", users.size())));
            } else if (Recent.counts(facts, id(), subject, last, limits.days("news_days"))) {
                verdicts.add(Verdict.fail(
                        subject,
                        Evidence.of("network", network)
                                .with("users", users.size())
                                .with("names", List.copyOf(users.keySet()))
                                .with("at", last)));
            }
        });
        return verdicts.isEmpty() ? List.of(Verdict.pass(Evidence.of("flagged", flagged.size()))) : verdicts;
    }

    /** The users of the newest day in which there were enough of them, with the time of each. */
    private static Map<String, Instant> wave(List<ActivityEvent> events, Limits limits) {
        Map<String, Instant> newest = new HashMap<>();
        for (int end = events.size() - 1; end >= 0; end--) {
            Map<String, Instant> users = new HashMap<>();
            Instant until = events.get(end).at();
            for (int i = end; i >= 0 && events.get(i).at().isAfter(until.minus(limits.hours("hours"))); i--) {
                users.putIfAbsent(
                        Recent.lower(Watch.about(events.get(i))), events.get(i).at());
            }
            if (users.size() >= limits.whole("users")) {
                return users;
            }
            newest = newest.isEmpty() ? users : newest;
        }
        return newest;
    }
}
