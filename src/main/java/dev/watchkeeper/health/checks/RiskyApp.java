package dev.watchkeeper.health.checks;

import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.health.ActivityEvent;
import dev.watchkeeper.health.EventHistory;
import dev.watchkeeper.health.EventQuery;
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
        List<String> programs = limits.list("mail_programs");
        Map<String, App> apps = new LinkedHashMap<>();
        token.each(Recent.query(facts, news, "authorize", "revoke"), event -> {
            String client = event.text("client_id");
            boolean known = programs.stream().anyMatch(program -> client.startsWith(program));
            if (client.isEmpty() || known) {
                return;
            }
            App app = apps.get(client);
            if (event.name().equals("revoke")) {
                if (app != null) {
                    app.users().remove(Recent.lower(event.who()));
                }
            } else if (Watch.isRisky(event)) {
                apps.computeIfAbsent(client, id -> new App(event, new HashSet<>()))
                        .add(event);
            }
        });
        List<ActivityEvent> blocked = Recent.allIfKnown(
                facts,
                "admin",
                "ADD_TO_BLOCKED_OAUTH2_APPS",
                "ADD_TO_TRUSTED_OAUTH2_APPS",
                "ADD_TO_LIMITED_OAUTH2_APPS");
        List<Verdict> verdicts = new ArrayList<>(Standings.with(
                List.of(),
                facts,
                id(),
                (finding, at) -> !apps.containsKey(Standings.text(finding, "client_id"))
                        && (isRevoked(token, finding, at, facts.now())
                                || Recent.anyAfter(
                                        blocked, at, "OAUTH2_APP_ID", Standings.text(finding, "client_id")))));
        boolean tooEarly = false;
        for (Map.Entry<String, App> one : apps.entrySet()) {
            String subject = Plain.subject("app", one.getKey());
            App app = one.getValue();
            Instant first = token.firstSight(one.getKey());
            Instant seen = first == null ? app.event.at() : first;
            // An administrator who trusts, limits or blocks the app has looked at it.
            if (app.users.isEmpty() || Recent.anyAfter(blocked, seen, "OAUTH2_APP_ID", one.getKey())) {
                verdicts.add(Verdict.over(subject, Evidence.of("client_id", one.getKey())));
            } else if (Recent.counts(facts, id(), subject, seen, news)
                    && seen.minus(quiet).isBefore(token.since())
                    && !facts.isOpen(id(), subject)) {
                tooEarly = true;
            } else if (Recent.counts(facts, id(), subject, seen, news)) {
                verdicts.add(app.verdict(one.getKey(), seen, limits));
            }
        }
        if (verdicts.stream().anyMatch(Verdict::failed)) {
            return verdicts;
        }
        if (tooEarly) {
            long days = Duration.between(token.since(), facts.now()).toDays();
            verdicts.add(Verdict.unknown(Reasons.tooYoung(days, quiet.plus(news).toDays())));
            return verdicts;
        }
        verdicts.add(Verdict.pass(Evidence.of("apps_authorised", apps.size()).with("since", token.since())));
        return verdicts;
    }

    /** Whether as many users took their permission back as had given it. */
    private static boolean isRevoked(EventHistory token, Finding finding, Instant at, Instant now) {
        Set<String> users = new HashSet<>();
        token.each(new EventQuery(Set.of("revoke"), at, now), event -> {
            if (event.text("client_id").equals(Standings.text(finding, "client_id"))) {
                users.add(Recent.lower(event.who()));
            }
        });
        return !users.isEmpty() && users.size() >= Standings.number(finding, "users");
    }

    private record App(ActivityEvent event, Set<String> users) {
        void add(ActivityEvent other) {
            if (users.size() < MOST_USERS) {
                users.add(Recent.lower(other.who()));
            }
        }

        Verdict verdict(String client, Instant seen, Limits limits) {
            String name = event.text("app_name");
            boolean far = event.texts("scope").stream()
                    .anyMatch(scope -> Watch.isMailScope(scope) || Watch.isDirectoryScope(scope));
            Verdict verdict = Verdict.fail(
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
            return far || users.size() >= limits.whole("high_users") ? verdict : verdict.as(Severity.MEDIUM);
        }
    }
}
