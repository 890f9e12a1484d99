package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.ActivityEvent;
import dev.watchkeeper.health.EventHistory;
import dev.watchkeeper.health.EventQuery;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.Plain;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** SYN-02: many users lost their permission for one app within an hour. */
final class TokensRevoked implements HealthCheck {
    @Override
    public String id() {
        return "SYN-02";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        Map<String, App> apps = new LinkedHashMap<>();
        Duration length = limits.hours("hours");
        EventHistory token = facts.events("token");
        token.each(Recent.query(facts, limits.days("news_days"), "revoke", "authorize"), event -> {
            String client = event.text("client_id");
            String key = client.isEmpty() ? event.text("app_name") : client;
            if (event.name().equals("authorize")) {
                App app = apps.get(key);
                if (app != null) {
                    app.again(event);
                }
                return;
            }
            apps.computeIfAbsent(key, k -> new App(event.text("app_name"))).add(event, length);
        });
        List<Verdict> verdicts = new ArrayList<>();
        apps.forEach((client, app) -> {
            String subject = Plain.subject("app", client);
            if (app.most < limits.whole("users")) {
                return;
            }
            if (app.isBack()) {
                verdicts.add(Verdict.over(subject, Evidence.of("users", app.again.size())));
            } else if (Recent.counts(facts, id(), subject, app.end, limits.days("news_days"))) {
                verdicts.add(Verdict.fail(
                        subject,
                        Evidence.of("app", app.name.isEmpty() ? client : app.name)
                                .with("users", app.most)
                                .with("until", app.end)
                                .with("client_id", client)));
            }
        });
        List<Verdict> all = Standings.with(verdicts, facts, id(), (finding, at) -> {
            Set<String> again = new HashSet<>();
            token.each(new EventQuery(Set.of("authorize"), at, facts.now()), event -> {
                if (event.text("client_id").equals(Standings.text(finding, "client_id"))) {
                    again.add(Recent.lower(event.who()));
                }
            });
            return again.size() * 2L >= Standings.number(finding, "users");
        });
        return all.isEmpty()
                ? List.of(Verdict.pass(Evidence.of(
                        "token_log_read_until", facts.events("token").until())))
                : all;
    }

    /** Slides over the revocations of one app and remembers the stretch with the most users. */
    private static final class App {
        private final String name;
        private final Deque<ActivityEvent> window = new ArrayDeque<>();
        private final Map<String, Integer> users = new HashMap<>();
        private final Set<String> again = new HashSet<>();
        private int most;
        private Instant end = Instant.EPOCH;

        App(String name) {
            this.name = name;
        }

        void add(ActivityEvent event, Duration length) {
            window.addLast(event);
            users.merge(event.who(), 1, Integer::sum);
            while (window.getFirst().at().plus(length).isBefore(event.at())) {
                users.computeIfPresent(window.removeFirst().who(), (user, count) -> count > 1 ? count - 1 : null);
            }
            if (users.size() >= most) {
                most = users.size();
                end = event.at();
                again.clear();
            }
        }

        void again(ActivityEvent event) {
            again.add(Recent.lower(event.who()));
        }

        /** Whether half of those who were cut off have allowed the app again. */
        boolean isBack() {
            return again.size() * 2 >= most;
        }
    }
}
