package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.UsageHistory;
import dev.watchkeeper.health.UsageReport;
import dev.watchkeeper.health.Verdict;
import java.time.LocalDate;
import java.util.List;

/** EML-12: the share of spam in the mail from outside jumped. */
final class SpamShare implements HealthCheck {
    private static final String SPAM = "gmail:num_inbound_spam_emails";
    private static final String GOOD = "gmail:num_inbound_non_spam_emails";

    @Override
    public String id() {
        return "EML-12";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        UsageHistory usage = facts.usage().get();
        LocalDate date = usage.newestWith(SPAM);
        long spam = usage.number(date, SPAM);
        long all = spam + usage.number(date, GOOD);
        Evidence evidence = Evidence.of("spam", spam).with("mails", all).with("date", date);
        if (all < limits.whole("mails")) {
            return List.of(Verdict.pass(evidence));
        }
        double share = spam * 100.0 / all;
        Normal normal = Normal.of(usage, date, facts, SpamShare::share);
        double usual = normal.middle();
        evidence.rounded("share_percent", share).rounded("usual_percent", usual);
        boolean more = share - usual >= limits.number("points")
                && share > normal.greatest()
                && Chance.ofHits(spam, all, Math.max(usual / 100, 0.5 / all)) < Chance.RARE;
        return List.of(more ? Verdict.fail(Verdict.TENANT, evidence) : Verdict.pass(evidence));
    }

    private static double share(UsageReport report) {
        Long spam = report.number(SPAM);
        Long good = report.number(GOOD);
        return spam == null || good == null || spam + good == 0 ? Double.NaN : spam * 100.0 / (spam + good);
    }
}
