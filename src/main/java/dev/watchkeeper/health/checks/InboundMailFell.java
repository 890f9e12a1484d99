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

/** EML-09: far less mail from outside than on the same weekday of the weeks before. */
final class InboundMailFell implements HealthCheck {
    static final String DELIVERED = "gmail:num_inbound_delivered_emails";

    @Override
    public String id() {
        return "EML-09";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        UsageHistory usage = facts.usage().get();
        LocalDate date = usage.newestWith(DELIVERED);
        if (facts.holidays().isHoliday(date)) {
            return List.of(Verdict.notApplicable(new Text(date + " was a public holiday", date + " 是法定节假日")));
        }
        Normal normal = Normal.of(usage, date, facts, Normal.number(DELIVERED));
        double usual = normal.middle();
        long delivered = usage.number(date, DELIVERED);
        Evidence evidence = Evidence.of("delivered", delivered)
                .rounded("usual", usual)
                .with("percent", usual > 0 ? Math.round(delivered * 100 / usual) : null)
                .with("date", date);
        if (usual < limits.number("least_usual")) {
            return List.of(Verdict.notApplicable(
                    new Text("too little mail on days like this to tell a fall", "这类日子平时邮件太少，无法判断是否下降")));
        }
        return List.of(
                normal.isFarBelow(delivered, limits.number("percent"), Chance.RARE)
                        ? Verdict.fail(Verdict.TENANT, evidence)
                        : Verdict.pass(evidence));
    }
}
