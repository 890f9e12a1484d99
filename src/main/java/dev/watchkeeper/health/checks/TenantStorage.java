package dev.watchkeeper.health.checks;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.UsageHistory;
import dev.watchkeeper.health.UsageReport;
import dev.watchkeeper.health.Verdict;
import dev.watchkeeper.tenant.Text;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** HYG-05: the tenant's storage is nearly full, or will be soon at the present pace. */
final class TenantStorage implements HealthCheck {
    private static final String TOTAL = "accounts:total_quota_in_mb";
    private static final String USED = "accounts:customer_used_quota_in_mb";
    private static final String USED_BY_USERS = "accounts:used_quota_in_mb";
    private static final int LEAST_DAYS_FOR_TREND = 28;

    @Override
    public String id() {
        return "HYG-05";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        UsageHistory usage = facts.usage().get();
        LocalDate date = usage.newestWith(TOTAL);
        long total = usage.number(date, TOTAL);
        if (total <= 0) {
            return List.of(Verdict.notApplicable(new Text("storage is not limited", "存储空间没有上限")));
        }
        Long pool = usage.find(date, USED);
        String name = pool != null ? USED : USED_BY_USERS;
        long used = usage.number(date, name);
        double percent = used * 100.0 / total;
        Long daysLeft = daysLeft(usage, date, name, total);
        Evidence evidence = Evidence.of("percent", (long) Math.floor(percent))
                .with("used_mb", used)
                .with("total_mb", total)
                .with("gmail_mb", usage.find(date, "accounts:gmail_used_quota_in_mb"))
                .with("drive_mb", usage.find(date, "accounts:drive_used_quota_in_mb"))
                .with("shared_drives_mb", usage.find(date, "accounts:team_drive_used_quota_in_mb"))
                .with("days_left", daysLeft)
                .with("date", date);
        if (percent >= limits.number("high_percent")) {
            return List.of(Verdict.fail(Verdict.TENANT, evidence).as(Severity.HIGH));
        }
        if (daysLeft != null && daysLeft <= limits.whole("days_left")) {
            return List.of(Verdict.fail(Verdict.TENANT, evidence).worded("trend"));
        }
        return List.of(
                percent >= limits.number("medium_percent")
                        ? Verdict.fail(Verdict.TENANT, evidence).as(Severity.MEDIUM)
                        : Verdict.pass(evidence));
    }

    /** Days until full on the straight line through the last 60 days; null without enough data or growth. */
    private static @Nullable Long daysLeft(UsageHistory usage, LocalDate date, String name, long total) {
        List<double[]> points = new ArrayList<>();
        for (UsageReport report : usage.before(date.plusDays(1), 61)) {
            Long used = report.number(name);
            if (used != null) {
                points.add(new double[] {ChronoUnit.DAYS.between(date, report.date()), used});
            }
        }
        if (points.size() < LEAST_DAYS_FOR_TREND / 2 || points.get(0)[0] > -LEAST_DAYS_FOR_TREND) {
            return null;
        }
        double meanDay = points.stream().mapToDouble(p -> p[0]).average().orElse(0);
        double meanUsed = points.stream().mapToDouble(p -> p[1]).average().orElse(0);
        double up = 0;
        double square = 0;
        for (double[] point : points) {
            up += (point[0] - meanDay) * (point[1] - meanUsed);
            square += (point[0] - meanDay) * (point[0] - meanDay);
        }
        double perDay = square == 0 ? 0 : up / square;
        double today = meanUsed - perDay * meanDay;
        return perDay <= 0 ? null : (long) Math.max(0, Math.ceil((total - today) / perDay));
    }
}
