package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.ActivityEvent;
import dev.watchkeeper.health.Directory;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.Plain;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import dev.watchkeeper.health.Watch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** LGN-02: Google itself switched an account off; over when the account is seen to be active again. */
final class AccountDisabled implements HealthCheck {
    private static final String PREFIX = "account_disabled_";

    @Override
    public String id() {
        return "LGN-02";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        List<ActivityEvent> restored = Recent.allIfKnown(facts, "admin", "UNSUSPEND_USER", "DELETE_USER");
        Directory directory = facts.directory().isKnown() ? facts.directory().get() : null;
        Map<String, ActivityEvent> newest = new LinkedHashMap<>();
        for (ActivityEvent event : Recent.all(facts, "login", PREFIX + "*")) {
            newest.put(Recent.lower(Watch.about(event)), event);
        }
        List<Verdict> verdicts = new ArrayList<>();
        newest.forEach((user, event) -> {
            String subject = Plain.subject("user", user);
            if (activeAgain(user, event, restored, directory)) {
                verdicts.add(Verdict.over(subject, Evidence.of("user", user)));
            } else {
                verdicts.add(Verdict.fail(
                                subject,
                                Evidence.of("user", user)
                                        .with("event", event.name())
                                        .with("at", event.at())
                                        .with("suspension_reason", reason(directory, user)))
                        .worded(event.name().substring(PREFIX.length())));
            }
        });
        List<Verdict> all = Standings.with(verdicts, facts, id(), (finding, at) -> {
            String user = Standings.text(finding, "user");
            return Recent.anyAfter(restored, at, "USER_EMAIL", user)
                    || (directory != null && directory.suspendedAccount(user).isEmpty());
        });
        return all.isEmpty()
                ? List.of(Verdict.pass(
                        Evidence.of("log_read_until", facts.events("login").until())))
                : all;
    }

    private static boolean activeAgain(
            String user, ActivityEvent event, List<ActivityEvent> restored, @Nullable Directory directory) {
        return Recent.anyAfter(restored, event.at(), "USER_EMAIL", user)
                || (directory != null && directory.suspendedAccount(user).isEmpty());
    }

    private static @Nullable String reason(@Nullable Directory directory, String user) {
        return directory == null
                ? null
                : directory
                        .suspendedAccount(user)
                        .map(Directory.Account::suspensionReason)
                        .orElse(null);
    }
}
