package dev.watchkeeper.health.checks;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.health.ActivityEvent;
import dev.watchkeeper.health.CauseAndEffect;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.UsageHistory;
import dev.watchkeeper.health.Verdict;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
    private static final String ENFORCED = "STRONG_AUTHENTICATION";
    private static final String NUMBER = "\\d{1,15}";
    private static final String ENROLLED = "accounts:num_users_2sv_enrolled";
    private static final String NOT_ENROLLED = "accounts:num_users_2sv_not_enrolled";

    /** Sign-ins that failed; of challenges only failed ones are kept. */
    private static final Set<String> FAILING = Set.of("login_failure", "login_challenge", "login_verification");

    private static final Duration AFTER = Duration.ofDays(2);

    @Override
    public String id() {
        return "LGN-05";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        List<ActivityEvent> changes = standing(facts).stream()
                .filter(event -> Recent.counts(facts, id(), Verdict.TENANT, event.at(), limits.days("news_days")))
                .toList();
        for (int i = changes.size() - 1; i >= 0; i--) {
            Verdict effect = effect(changes.get(i), facts, limits);
            if (effect != null) {
                return List.of(effect);
            }
        }
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
        evidence.rounded("percent", missing * 100.0 / users);
        describe(changes.get(changes.size() - 1), evidence);
        return List.of(Verdict.fail(Verdict.TENANT, evidence));
    }

    /** The lock-outs that followed a change; null if none are seen. */
    private static @Nullable Verdict effect(ActivityEvent change, TenantFacts facts, Limits limits) {
        Evidence evidence = describe(change, Evidence.none());
        Aftermath.CutOff failing = Aftermath.people(facts, "login", FAILING, change.at(), AFTER);
        boolean told = Aftermath.isTold(facts, change.at(), limits, evidence);
        if (!failing.isEffect(limits) && !told) {
            return null;
        }
        evidence.with("users_failing", failing.after())
                .with("users_failing_before", failing.before())
                .with(CauseAndEffect.EXPLAINS, List.of("LGN-01", "LGN-03", "LGN-04"));
        return Verdict.fail(Verdict.TENANT, evidence)
                .as(Severity.CRITICAL)
                .worded(failing.isEffect(limits) ? "effect" : "effect_tickets");
    }

    private static Evidence describe(ActivityEvent change, Evidence evidence) {
        return evidence.with("change", change.name())
                .with("value", change.text("NEW_VALUE"))
                .with("place", place(change))
                .with("by", change.who())
                .with("at", change.at());
    }

    /** Changes that still hold: the newest of its kind at its place, if it asks for more than before. */
    private static List<ActivityEvent> standing(TenantFacts facts) {
        Map<String, ActivityEvent> newest = new LinkedHashMap<>();
        Map<String, String> first = new HashMap<>();
        for (ActivityEvent event : Recent.all(facts, "admin", CHANGES.toArray(String[]::new))) {
            String key = kind(event) + '@' + Recent.lower(place(event));
            newest.remove(key);
            newest.put(key, event);
            first.putIfAbsent(key, event.text("OLD_VALUE"));
        }
        Map<String, ActivityEvent> off = new HashMap<>();
        newest.forEach((key, event) -> {
            if (kind(event).equals(ENFORCED) && isOff(event)) {
                off.put(Recent.lower(place(event)), event);
            }
        });
        newest.entrySet().removeIf(one -> {
            ActivityEvent event = one.getValue();
            ActivityEvent ended = off.get(Recent.lower(place(event)));
            String before = first.getOrDefault(one.getKey(), "");
            return isLoosening(event)
                    || (ended != null && !ended.at().isBefore(event.at()))
                    || (!before.isEmpty() && before.equals(event.text("NEW_VALUE")));
        });
        return List.copyOf(newest.values());
    }

    /** Enforcing and allowing are one switch. */
    private static String kind(ActivityEvent event) {
        return event.name().endsWith(ENFORCED) ? ENFORCED : event.name();
    }

    private static boolean isOff(ActivityEvent event) {
        return Set.of("false", "off", "disabled")
                .contains(Recent.lower(event.text("NEW_VALUE").strip()));
    }

    private static boolean isLoosening(ActivityEvent event) {
        if (kind(event).equals(ENFORCED)) {
            return isOff(event);
        }
        String before = event.text("OLD_VALUE").strip();
        String after = event.text("NEW_VALUE").strip();
        // More time to enrol, or between two questions, locks nobody out.
        return event.name().endsWith("_DURATION")
                && before.matches(NUMBER)
                && after.matches(NUMBER)
                && Long.parseLong(after) > Long.parseLong(before);
    }

    private static String place(ActivityEvent event) {
        String group = event.text("GROUP_EMAIL");
        String unit = event.text("ORG_UNIT_NAME");
        return !group.isEmpty() ? group : unit.isEmpty() ? "/" : unit;
    }

    private static long zero(@Nullable Long number) {
        return number == null ? 0 : number;
    }
}
