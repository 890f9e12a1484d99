package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.UsageHistory;
import dev.watchkeeper.health.UsageReport;
import dev.watchkeeper.health.Verdict;
import java.time.LocalDate;
import java.util.List;

/** Refused mail in relation to all mail, against what is normal for the tenant; either direction. */
final class RejectionShare {
    private RejectionShare() {}

    static List<Verdict> judge(TenantFacts facts, Limits limits, String rejectedName, String deliveredName) {
        UsageHistory usage = facts.usage().get();
        LocalDate date = usage.newestWith(rejectedName);
        long rejected = usage.number(date, rejectedName);
        long delivered = usage.number(date, deliveredName);
        Evidence evidence =
                Evidence.of("rejected", rejected).with("delivered", delivered).with("date", date);
        if (rejected < limits.whole("mails")) {
            return List.of(Verdict.pass(evidence));
        }
        double share = share(rejected, delivered);
        Normal normal = Normal.of(usage, date, facts, report -> share(report, rejectedName, deliveredName));
        double usual = normal.middle();
        evidence.rounded("share_percent", share * 100).rounded("usual_percent", usual * 100);
        long all = rejected + delivered;
        boolean more = share >= limits.number("factor") * usual
                && normal.exceeds(share)
                && Chance.ofHits(rejected, all, Math.max(usual, 0.5 / all)) < Chance.RARE;
        return List.of(more ? Verdict.fail(Verdict.TENANT, evidence) : Verdict.pass(evidence));
    }

    private static double share(UsageReport report, String rejectedName, String deliveredName) {
        Long rejected = report.number(rejectedName);
        Long delivered = report.number(deliveredName);
        return rejected == null || delivered == null || rejected + delivered == 0
                ? Double.NaN
                : share(rejected, delivered);
    }

    private static double share(long rejected, long delivered) {
        return rejected / (double) (rejected + delivered);
    }
}
