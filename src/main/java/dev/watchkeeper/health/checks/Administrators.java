package dev.watchkeeper.health.checks;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.health.ActivityEvent;
import dev.watchkeeper.health.Directory;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.Fact;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.Plain;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** HYG-03: somebody became an administrator, or there are too many with all rights. */
final class Administrators implements HealthCheck {
    private static final String SUPER = "_SEED_ADMIN_ROLE";

    @Override
    public String id() {
        return "HYG-03";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        Map<String, ActivityEvent> granted = new LinkedHashMap<>();
        Map<String, ActivityEvent> revoked = new LinkedHashMap<>();
        for (ActivityEvent event : Recent.all(
                facts,
                "admin",
                "GRANT_ADMIN_PRIVILEGE",
                "GRANT_DELEGATED_ADMIN_PRIVILEGES",
                "ASSIGN_ROLE",
                "REVOKE_ADMIN_PRIVILEGE",
                "UNASSIGN_ROLE",
                "DELETE_USER",
                "SUSPEND_USER")) {
            String user = Recent.lower(event.text("USER_EMAIL"));
            boolean role = event.name().endsWith("ASSIGN_ROLE");
            if (role && !event.text("ROLE_NAME").equals(SUPER)) {
                continue;
            }
            if (event.name().startsWith("GRANT_") || event.name().equals("ASSIGN_ROLE")) {
                granted.putIfAbsent(user, event);
                revoked.remove(user);
            } else {
                granted.remove(user);
                revoked.put(user, event);
            }
        }
        List<Verdict> verdicts = new ArrayList<>();
        granted.forEach((user, event) -> {
            String subject = Plain.subject("user", user);
            if (Recent.counts(facts, id(), subject, event.at(), limits.days("news_days"))) {
                verdicts.add(Verdict.fail(
                                subject,
                                Evidence.of("user", user)
                                        .with("event", event.name())
                                        .with("by", event.who())
                                        .with("at", event.at()))
                        .worded(event.name().equals("GRANT_DELEGATED_ADMIN_PRIVILEGES") ? "delegated" : "new"));
            }
        });
        revoked.forEach((user, event) ->
                verdicts.add(Verdict.over(Plain.subject("user", user), Evidence.of("at", event.at()))));
        Evidence evidence =
                Evidence.of("admin_log_read_until", facts.events("admin").until());
        if (facts.directory().isKnown()) {
            int count = facts.directory().get().superAdministrators().size();
            evidence.with("administrators", count);
            if (count > limits.whole("medium_above")) {
                Verdict many = Verdict.fail(
                                Verdict.TENANT,
                                Evidence.of("administrators", count).with("advised", limits.whole("medium_above")))
                        .worded("many");
                verdicts.add(many.as(count > limits.whole("high_above") ? Severity.HIGH : Severity.MEDIUM));
            }
        }
        if (verdicts.stream().noneMatch(Verdict::failed)) {
            // How many there are is half of the question: without the Directory the other half is not answered.
            verdicts.add(
                    facts.directory() instanceof Fact.Unavailable<Directory> missing
                            ? Verdict.unknown(missing.reason())
                            : Verdict.pass(evidence));
        }
        return verdicts;
    }
}
