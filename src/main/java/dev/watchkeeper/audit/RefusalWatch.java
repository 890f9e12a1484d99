package dev.watchkeeper.audit;

import dev.watchkeeper.health.Fact;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.tenant.Tenant;
import dev.watchkeeper.tenant.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Tells our own loss of access from a customer's withdrawal: when Google begins to refuse many customers at about the same
 * time and in the same words, it is our key, project or authorisation. Then nobody is told that a customer shut us out. Safe for use by several
 * threads; looks into the store at most once a minute.
 */
public final class RefusalWatch implements FactReader {
    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final Duration TRIED = Duration.ofHours(26);
    private static final Duration AT_ONCE = Duration.ofHours(6);
    private static final int LEAST = 3;

    private final Refusals refusals;
    private Instant lookedAt = Instant.MIN;
    private Text trouble = Text.EMPTY;

    public RefusalWatch(Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    public String source() {
        return "own access";
    }

    @Override
    public boolean serves(Scope scope) {
        return true;
    }

    @Override
    public void read(Tenant tenant, Instant now, Deadline deadline, TenantFacts.Builder facts) {
        Text ours = trouble(now);
        if (!ours.equals(Text.EMPTY)) {
            facts.access(Fact.unavailable(ours));
        }
    }

    /** Why Google's refusals are our own matter; empty if they are not. */
    public synchronized Text trouble(Instant now) {
        if (now.isBefore(lookedAt) || !now.isBefore(lookedAt.plus(FRESH))) {
            trouble = look(now);
            lookedAt = now;
        }
        return trouble;
    }

    private Text look(Instant now) {
        for (Refusals.Refused refused : refusals.goingOn(now.minus(TRIED))) {
            int together = mostAtOnce(refused.since());
            if (together >= LEAST && together * 2 >= refused.tried()) {
                return new Text(
                        "Google refuses us " + refused.source() + " for " + together + " of " + refused.tried()
                                + " customers at once and in the same words, so it is about our own key or project",
                        "Google 以同样的理由同时拒绝我们读取 " + refused.tried() + " 家客户中 " + together + " 家的 " + refused.source()
                                + "，问题在我们自己的密钥或项目");
            }
        }
        return Text.EMPTY;
    }

    private static int mostAtOnce(List<Instant> since) {
        List<Instant> sorted = since.stream().sorted().toList();
        int most = 0;
        for (int first = 0, last = 0; last < sorted.size(); last++) {
            while (sorted.get(last).isAfter(sorted.get(first).plus(AT_ONCE))) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }
}
