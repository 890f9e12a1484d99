package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.ActivityEvent;
import dev.watchkeeper.health.EventHistory;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.Plain;
import dev.watchkeeper.health.Reasons;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import dev.watchkeeper.health.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** SYN-08: an app that may read mail, files or the directory is seen in this tenant for the first time. */
final class RiskyApp implements HealthCheck {
    private static final int MOST_USERS = 1000;

    @Override
    public String id() {
        return "SYN-08";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        EventHistory token = facts.events("token");
        Duration news = limits.days("news_days");
        Duration quiet = limits.days("quiet_days_before");
        Map<String, App> apps = new LinkedHashMap<>();
        token.each(Recent.query(facts, news, "authorize"), event -> {
            String client = event.text("client_id");
            if (!client.isEmpty() && Watch.isRisky(event)) {
                apps.computeIfAbsent(client, id -> new App(event, new HashSet<>()))
                        .add(event);
            }
        });
        List<Verdict> verdicts = new ArrayList<>();
        boolean tooEarly = false;
        for (Map.Entry<String, App> one : apps.entrySet()) {
            Instant first = token.firstSight(one.getKey());
            Instant seen = first == null ? one.getValue().event.at() : first;
            if (seen.isBefore(facts.now().minus(news))) {
                continue;
            }
            if (seen.minus(quiet).isBefore(token.since())) {
                tooEarly = true;
                continue;
            }
            verdicts.add(one.getValue().verdict(one.getKey(), seen));
        }
        if (!verdicts.isEmpty()) {
            return verdicts;
        }
        if (tooEarly) {
            long days = Duration.between(token.since(), facts.now()).toDays();
            return List.of(
                    Verdict.unknown(Reasons.tooYoung(days, quiet.plus(news).toDays())));
        }
        return List.of(Verdict.pass(Evidence.of("apps_authorised", apps.size()).with("since", token.since())));
    }

    private record App(ActivityEvent event, Set<String> users) {
        void add(ActivityEvent other) {
            if (users.size() < MOST_USERS) {
                users.add(other.who());
            }
        }

        Verdict verdict(String client, Instant seen) {
            String name = event.text("app_name");
            return Verdict.fail(
                    Plain.subject("app", client),
                    Evidence.of("app", name.isEmpty() ? client : name)
                            .with("client_id", client)
                            .with("client_type", event.text("client_type"))
                            .with(
                                    "scopes",
                                    event.texts("scope").stream()
                                            .filter(Watch::isRiskyScope)
                                            .toList())
                            .with("first_seen", seen)
                            .with("first_user", event.who())
                            .with("users", users.size()));
        }
    }
}
