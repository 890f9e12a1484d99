package dev.watchkeeper.health.checks;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.health.ActivityEvent;
import dev.watchkeeper.health.CauseAndEffect;
import dev.watchkeeper.health.EventQuery;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.UsageHistory;
import dev.watchkeeper.health.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** LGN-05: 2-step verification was enforced or tightened just now, and many users have not set it up. */
final class EnforcementTightened implements HealthCheck {
    static final Set<String> CHANGES = Set.of(
            "ENFORCE_STRONG_AUTHENTICATION",
            "ALLOW_STRONG_AUTHENTICATION",
            "CHANGE_TWO_STEP_VERIFICATION_ENROLLMENT_PERIOD_DURATION",
            "CHANGE_TWO_STEP_VERIFICATION_FREQUENCY",
            "CHANGE_TWO_STEP_VERIFICATION_GRACE_PERIOD_DURATION",
            "CHANGE_TWO_STEP_VERIFICATION_START_DATE",
            "CHANGE_ALLOWED_TWO_STEP_VERIFICATION_METHODS");
    private static final String ENROLLED = "accounts:num_users_2sv_enrolled";
    private static final String NOT_ENROLLED = "accounts:num_users_2sv_not_enrolled";

    @Override
    public String id() {
        return "LGN-05";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        List<ActivityEvent> changes = Recent.events(facts, "admin", limits.days("news_days"), CHANGES).stream()
                .filter(event -> !isLoosening(event))
                .toList();
        UsageHistory usage = facts.usage().get();
        LocalDate date = usage.newestWith(EnrolmentMissing.MISSING);
        long users = usage.number(date, "accounts:num_users")
                - zero(usage.find(date, "accounts:num_suspended_users"))
                - zero(usage.find(date, "accounts:num_archived_users"));
        // Before a start date in the future nobody counts as "enforced" yet, so look at all who are not enrolled.
        Long enrolled = usage.find(date, ENROLLED);
        long notEnrolled = zero(usage.find(date, NOT_ENROLLED));
        if (enrolled != null) {
            notEnrolled = Math.max(notEnrolled, users - enrolled);
        }
        long missing = Math.max(usage.number(date, EnrolmentMissing.MISSING), notEnrolled);
        Evidence evidence = Evidence.of("changes", changes.size())
                .with("not_enrolled", missing)
                .with("active_users", users)
                .with("date", date);
        if (changes.isEmpty() || users <= 0 || missing * 100.0 <= limits.number("percent_not_enrolled") * users) {
            return List.of(Verdict.pass(evidence));
        }
        ActivityEvent newest = changes.get(changes.size() - 1);
        evidence.rounded("percent", missing * 100.0 / users)
                .with("change", newest.name())
                .with("value", newest.text("NEW_VALUE"))
                .with("place", place(newest))
                .with("by", newest.who())
                .with("at", newest.at());
        Set<String> failing = failingSince(facts, newest.at(), Duration.ofDays(2));
        Set<String> before = failingSince(facts, newest.at().minus(Duration.ofDays(2)), Duration.ofDays(2));
        if (failing.size() < limits.whole("effect_users")
                || failing.size() < limits.number("effect_factor") * before.size()) {
            return List.of(Verdict.fail(Verdict.TENANT, evidence));
        }
        evidence.with("users_failing", failing.size())
                .with("users_failing_before", before.size())
                .with(CauseAndEffect.EXPLAINS, List.of("LGN-01", "LGN-03", "LGN-04"));
        return List.of(
                Verdict.fail(Verdict.TENANT, evidence).as(Severity.CRITICAL).worded("effect"));
    }

    /** Users whose sign-in, or whose second factor, failed. */
    private static Set<String> failingSince(TenantFacts facts, Instant from, Duration length) {
        Set<String> users = new HashSet<>();
        if (facts.eventsIfKnown("login").isKnown()) {
            facts.events("login")
                    .each(
                            new EventQuery(
                                    Set.of("login_failure", "login_challenge", "login_verification"),
                                    from,
                                    from.plus(length)),
                            event -> {
                                if (users.size() < 10_000) {
                                    users.add(event.who());
                                }
                            });
        }
        return users;
    }

    private static boolean isLoosening(ActivityEvent event) {
        return event.name().endsWith("STRONG_AUTHENTICATION")
                && Set.of("false", "off", "disabled").contains(Recent.lower(event.text("NEW_VALUE")));
    }

    private static String place(ActivityEvent event) {
        String group = event.text("GROUP_EMAIL");
        return group.isEmpty() ? event.text("ORG_UNIT_NAME") : group;
    }

    private static long zero(@org.jspecify.annotations.Nullable Long number) {
        return number == null ? 0 : number;
    }
}
