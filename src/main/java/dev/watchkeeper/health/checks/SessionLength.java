package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import dev.watchkeeper.tenant.Profile;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** HYG-08: users stay signed in for longer than the profile allows. */
final class SessionLength implements HealthCheck {
    private static final Set<String> NEVER = Set.of("never", "never_expires", "unlimited", "session never expires");
    private static final String KEY = "commoncontrols|Session management settings - Session length in seconds";

    @Override
    public String id() {
        return "HYG-08";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        Profile profile = facts.tenant().profile();
        long most = switch (profile) {
            case SEALED -> limits.whole("seconds");
            case NORMAL -> limits.whole("normal_seconds");
            case OPEN -> Long.MAX_VALUE;
        };
        Verdict verdict = Standing.judge(facts, value -> length(value, most), KEY);
        if (!verdict.failed()) {
            return List.of(verdict);
        }
        Evidence evidence = Evidence.none();
        verdict.evidence().forEach(evidence::with);
        Long hours = hours(verdict.evidence().get("value"));
        return List.of(
                hours == null
                        ? Verdict.fail(Verdict.TENANT, evidence).worded("endless")
                        : Verdict.fail(Verdict.TENANT, evidence.with("hours", hours)));
    }

    /** The longest of the values; null if one of them never ends. */
    private static @Nullable Long hours(@Nullable Object values) {
        long longest = 0;
        for (Object value : values instanceof Collection<?> many ? many : List.of()) {
            String text = String.valueOf(value);
            if (!text.matches("\\d{1,15}") || Long.parseLong(text) == 0) {
                return null;
            }
            longest = Math.max(longest, Long.parseLong(text) / 3600);
        }
        return longest;
    }

    /** Zero, a negative number or the word "never" stands for a session that never ends; other words are unforeseen. */
    private static Standing.Value length(String value, long most) {
        String word = value.strip().toLowerCase(Locale.ROOT);
        if (NEVER.contains(word)) {
            return Standing.Value.BAD;
        }
        if (!word.matches("-?\\d{1,15}")) {
            return Standing.Value.UNFORESEEN;
        }
        long seconds = Long.parseLong(word);
        return seconds <= 0 || seconds > most ? Standing.Value.BAD : Standing.Value.GOOD;
    }
}
