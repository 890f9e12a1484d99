package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.UsageHistory;
import dev.watchkeeper.health.Verdict;
import dev.watchkeeper.tenant.Text;
import java.time.LocalDate;
import java.util.List;

/** SYN-05: far fewer users than usual fetch their mail by IMAP. */
final class ImapDropped implements HealthCheck {
    private static final String USERS = "gmail:num_1day_imap_users";

    @Override
    public String id() {
        return "SYN-05";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        UsageHistory usage = facts.usage().get();
        LocalDate date = usage.newestWith(USERS);
        long users = usage.number(date, USERS);
        if (facts.holidays().isHoliday(date)) {
            return List.of(Verdict.notApplicable(new Text(date + " was a public holiday", date + " 是法定节假日")));
        }
        Normal normal = Normal.of(usage, date, facts, Normal.number(USERS));
        double usual = normal.middle();
        Evidence evidence = Evidence.of("users", users).rounded("usual", usual).with("date", date);
        if (usual < limits.number("least_usual")) {
            return List.of(Verdict.notApplicable(new Text("hardly anybody uses IMAP", "几乎没有人使用 IMAP")));
        }
        return List.of(
                normal.isFarBelow(users, limits.number("percent"), Chance.UNLIKELY)
                        ? Verdict.fail(Verdict.TENANT, evidence)
                        : Verdict.pass(evidence));
    }
}
