package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.ActivityEvent;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.Plain;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.UsageHistory;
import dev.watchkeeper.health.Verdict;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** LGN-08: the password rules were tightened; tickets come with the next sign-in. */
final class PasswordRules implements HealthCheck {
    private static final String PREFIX = "Password Management - ";
    private static final Set<String> ON = Set.of("true", "on", "enabled");

    @Override
    public String id() {
        return "LGN-08";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        Map<String, ActivityEvent> newest = new LinkedHashMap<>();
        for (ActivityEvent event : Recent.all(
                facts,
                "admin",
                "CREATE_APPLICATION_SETTING",
                "CHANGE_APPLICATION_SETTING",
                "DELETE_APPLICATION_SETTING",
                "CHANGE_PASSWORD_MIN_LENGTH",
                "CHANGE_PASSWORD_MAX_LENGTH")) {
            String item = item(event);
            if (!item.isEmpty()) {
                newest.put(item + ":" + place(event), event);
            }
        }
        List<Verdict> verdicts = new ArrayList<>();
        newest.forEach((key, event) -> {
            String subject = Plain.subject("setting", key);
            boolean news = !event.at().isBefore(facts.now().minus(limits.days("news_days")));
            if (!tightens(item(event), event.text("OLD_VALUE"), event.text("NEW_VALUE"))
                    || (!news && everybodyComplies(facts, event.at()))) {
                verdicts.add(Verdict.over(subject, Evidence.of("setting", item(event))));
            } else if (Recent.counts(facts, id(), subject, event.at(), limits.days("news_days"))) {
                verdicts.add(Verdict.fail(
                        subject,
                        Evidence.of("setting", item(event))
                                .with("before", event.has("OLD_VALUE") ? event.text("OLD_VALUE") : null)
                                .with("value", event.text("NEW_VALUE"))
                                .with("place", place(event))
                                .with("by", event.who())
                                .with("at", event.at())));
            }
        });
        return verdicts.isEmpty() ? List.of(Verdict.pass(Evidence.of("changes", newest.size()))) : verdicts;
    }

    /** The wave is over when Google counts nobody any more whose password falls short. */
    private static boolean everybodyComplies(TenantFacts facts, Instant since) {
        if (!facts.usage().isKnown()) {
            return false;
        }
        UsageHistory usage = facts.usage().get();
        LocalDate last = usage.last();
        Long weak = last == null ? null : usage.find(last, WeakPasswords.WEAK);
        Long tooShort = last == null ? null : usage.find(last, WeakPasswords.SHORT);
        return last != null
                && last.isAfter(since.atOffset(ZoneOffset.ofHours(-8)).toLocalDate())
                && weak != null
                && weak == 0
                && tooShort != null
                && tooShort == 0;
    }

    private static String item(ActivityEvent event) {
        if (event.name().startsWith("CHANGE_PASSWORD_")) {
            return event.name().contains("MIN") ? "Minimum password length" : "Maximum password length";
        }
        String name = event.text("SETTING_NAME");
        return name.startsWith(PREFIX) && event.has("NEW_VALUE") ? name.substring(PREFIX.length()) : "";
    }

    private static String place(ActivityEvent event) {
        String group = event.text("GROUP_EMAIL");
        return group.isEmpty() ? event.text("ORG_UNIT_NAME") : group;
    }

    private static boolean tightens(String item, String before, String value) {
        return switch (item) {
            case "Enforce password policy at next login", "Enforce strong password" -> ON.contains(Recent.lower(value));
            case "Enable password reuse" -> !ON.contains(Recent.lower(value)) && !value.isEmpty();
            case "Minimum password length" -> greater(value, before);
            case "Maximum password length" -> greater(before, value);
            case "Password reset frequency" -> isShorterPeriod(before, value);
            default -> false;
        };
    }

    private static boolean greater(String one, String other) {
        OptionalLong first = number(one);
        OptionalLong second = number(other);
        return first.isPresent() && (second.isEmpty() || first.getAsLong() > second.getAsLong());
    }

    /** Zero or no number means that passwords never expire. */
    private static boolean isShorterPeriod(String before, String value) {
        long after = number(value).orElse(0);
        long old = number(before).orElse(0);
        return after > 0 && (old <= 0 || after < old);
    }

    private static OptionalLong number(String text) {
        String digits = text.strip();
        return digits.matches("\\d{1,15}") ? OptionalLong.of(Long.parseLong(digits)) : OptionalLong.empty();
    }
}
