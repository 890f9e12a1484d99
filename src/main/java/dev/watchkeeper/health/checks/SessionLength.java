package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import dev.watchkeeper.tenant.Profile;
import java.util.List;

/** HYG-08: users stay signed in for longer than the profile allows. */
final class SessionLength implements HealthCheck {
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
        return List.of(Standing.judge(facts, value -> isLonger(value, most), KEY));
    }

    /** Zero, a negative number or a word stands for a session that never ends. */
    private static boolean isLonger(String value, long most) {
        if (!value.matches("\\d{1,15}")) {
            return true;
        }
        long seconds = Long.parseLong(value);
        return seconds <= 0 || seconds > most;
    }
}
