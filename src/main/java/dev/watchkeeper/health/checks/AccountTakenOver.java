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
import dev.watchkeeper.health.Watch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** LEK-08: after a suspicious sign-in came steps that a thief takes. */
final class AccountTakenOver implements HealthCheck {
    private static final Set<String> ACCOUNT_STEPS =
            Set.of("2sv_disable", "recovery_email_edit", ForwardingOutside.FORWARDING);

    @Override
    public String id() {
        return "LEK-08";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        EventHistory login = facts.events("login");
        EventHistory accounts = facts.events("user_accounts");
        EventHistory token = facts.events("token");
        EventHistory drive = facts.events("drive");
        Duration back = limits.days("news_days");
        List<ActivityEvent> suspicious = new ArrayList<>();
        login.each(
                Recent.query(
                        facts,
                        back,
                        "suspicious_login",
                        "suspicious_login_less_secure_app",
                        "suspicious_programmatic_login",
                        "gov_attack_warning",
                        "login_success"),
                event -> {
                    if (!event.name().equals("login_success") || event.flag("is_suspicious")) {
                        suspicious.add(event);
                    }
                });
        Map<String, Verdict> worst = new LinkedHashMap<>();
        for (ActivityEvent event : suspicious) {
            String user = Recent.lower(Watch.about(event));
            EventQuery after =
                    new EventQuery(ACCOUNT_STEPS, event.at(), event.at().plus(limits.hours("hours")), user);
            Set<String> steps = new TreeSet<>();
            login.each(after, step -> steps.add(step.name()));
            accounts.each(after, step -> steps.add(step.name()));
            count(token, after, "authorize", "app authorised", steps);
            count(drive, after, "download", "files downloaded", steps);
            if (steps.size() >= limits.whole("steps")) {
                worst.put(
                        user,
                        Verdict.fail(
                                Plain.subject("user", user),
                                Evidence.of("user", user)
                                        .with("steps", steps)
                                        .with("sign_in", event.name())
                                        .with("at", event.at())
                                        .with("address", event.ipAddress())));
            }
        }
        return worst.isEmpty()
                ? List.of(Verdict.pass(Evidence.of("suspicious_sign_ins", suspicious.size())))
                : List.copyOf(worst.values());
    }

    private static void count(EventHistory log, EventQuery after, String name, String step, Set<String> steps) {
        if (log.count(new EventQuery(Set.of(name), after.from(), after.to(), after.actor())) > 0) {
            steps.add(step);
        }
    }
}
