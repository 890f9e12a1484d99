package dev.watchkeeper.health.checks;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.health.ActivityEvent;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.KnownSettings;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.Plain;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import dev.watchkeeper.health.Watch;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** LEK-05: a user lets mail be forwarded to an address outside. */
final class ForwardingOutside implements HealthCheck {
    static final String FORWARDING = "email_forwarding_out_of_domain";
    static final Set<String> SUSPICIOUS = Set.of(
            "suspicious_login",
            "suspicious_login_less_secure_app",
            "suspicious_programmatic_login",
            "gov_attack_warning",
            "account_disabled_hijacked");

    @Override
    public String id() {
        return "LEK-05";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        Map<String, ActivityEvent> newest = new LinkedHashMap<>();
        for (ActivityEvent event : Recent.accountEvents(facts, FORWARDING)) {
            newest.put(Recent.lower(Watch.about(event)), event);
        }
        List<ActivityEvent> suspicious = Recent.allIfKnown(facts, "login", SUSPICIOUS.toArray(String[]::new));
        List<ActivityEvent> ended =
                Recent.allIfKnown(facts, "admin", "DELETE_USER", "SUSPEND_USER", "GMAIL_RESET_USER");
        Instant forbidden = forbidden(facts);
        List<String> freeMail = limits.list("free_mail_domains");
        List<Verdict> verdicts = newest.entrySet().stream()
                .map(one -> {
                    ActivityEvent event = one.getValue();
                    boolean over = Recent.anyAfter(ended, event.at(), "USER_EMAIL", one.getKey())
                            || (forbidden != null && forbidden.isAfter(event.at()));
                    return over
                            ? Verdict.over(Plain.subject("user", one.getKey()), Evidence.of("user", one.getKey()))
                            : verdict(one.getKey(), event, suspicious, freeMail, limits);
                })
                .toList();
        List<Verdict> all = Standings.with(
                verdicts,
                facts,
                id(),
                (finding, at) -> Recent.anyAfter(ended, at, "USER_EMAIL", Standings.text(finding, "user"))
                        || (forbidden != null && forbidden.isAfter(at)));
        return all.isEmpty()
                ? List.of(Verdict.pass(Evidence.of(
                        "log_read_until", facts.events("user_accounts").until())))
                : all;
    }

    /** Since when nobody may forward any more, which stops what was set up before; null if it is allowed or unknown. */
    private static @Nullable Instant forbidden(TenantFacts facts) {
        if (!facts.settings().isKnown()) {
            return null;
        }
        Instant since = null;
        for (KnownSettings.Held held : facts.settings().get().held(ForwardingAllowed.KEY)) {
            Instant at = held.since();
            if (!held.isKnown() || !held.value().equals("false") || at == null) {
                return null;
            }
            since = since == null || at.isAfter(since) ? at : since;
        }
        return since;
    }

    private static Verdict verdict(
            String user, ActivityEvent event, List<ActivityEvent> suspicious, List<String> freeMail, Limits limits) {
        String target = event.text("email_forwarding_destination_address");
        boolean free = freeMail.contains(Recent.domain(target));
        boolean afterTrouble = suspicious.stream()
                .anyMatch(s -> Watch.about(s).equalsIgnoreCase(user)
                        && !s.at().isAfter(event.at())
                        && s.at().isAfter(event.at().minus(limits.days("suspicious_days_before"))));
        Verdict verdict = Verdict.fail(
                Plain.subject("user", user),
                Evidence.of("user", user)
                        .with("target", target)
                        .with("private_mailbox", free)
                        .with("after_suspicious_login", afterTrouble)
                        .with("at", event.at()));
        return free || afterTrouble ? verdict.as(Severity.CRITICAL) : verdict;
    }
}
