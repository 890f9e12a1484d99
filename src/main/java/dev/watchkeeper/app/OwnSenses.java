package dev.watchkeeper.app;

import dev.watchkeeper.audit.OwnSight;
import dev.watchkeeper.audit.TenantState;
import dev.watchkeeper.audit.TenantStates;
import dev.watchkeeper.tenant.Text;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** Our own health as far as conclusions about the fleet rest on it: resolver, clock, Google's answers. */
final class OwnSenses implements OwnSight {
    private static final Duration WORST_SKEW = Duration.ofMinutes(5);
    private static final int LEAST_FAILING = 3;

    private final Supplier<String> dnsTrouble;
    private final TenantStates states;
    private final Clock ours;
    private final Clock shared;

    /**
     * @param dnsTrouble why our resolver cannot be trusted; empty while it can
     * @param ours and shared: the clock of this machine and that of the database
     */
    OwnSenses(Supplier<String> dnsTrouble, TenantStates states, Clock ours, Clock shared) {
        this.dnsTrouble = dnsTrouble;
        this.states = states;
        this.ours = ours;
        this.shared = shared;
    }

    @Override
    public Text trouble(Instant now) {
        String dns = dnsTrouble.get();
        if (!dns.isEmpty()) {
            return new Text(dns, "我们自己的 DNS 无法使用（" + dns + "）");
        }
        Duration skew = Duration.between(ours.instant(), shared.instant()).abs();
        if (skew.compareTo(WORST_SKEW) > 0) {
            return new Text(
                    "our clock and the database's differ by " + skew.toSeconds() + " s",
                    "本机时钟与数据库时钟相差 " + skew.toSeconds() + " 秒");
        }
        List<TenantState> all = states.all();
        long failing = all.stream().filter(state -> state.failures() > 0).count();
        if (failing >= LEAST_FAILING && failing * 2 >= all.size()) {
            return new Text(
                    "the last audits of " + failing + " of " + all.size() + " customers failed on our side",
                    all.size() + " 家客户中有 " + failing + " 家最近的检查在我们这一侧失败");
        }
        return Text.EMPTY;
    }
}
