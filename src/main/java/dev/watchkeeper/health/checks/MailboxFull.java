package dev.watchkeeper.health.checks;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.Fact;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.Plain;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.UsageHistory;
import dev.watchkeeper.health.UserUsage;
import dev.watchkeeper.health.Verdict;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * EML-19: mailboxes full or nearly so. Where storage is pooled, a user's own percentage means nothing; then HYG-05
 * speaks for all.
 */
final class MailboxFull implements HealthCheck {
    private static final String POOL = "accounts:total_quota_in_mb";

    @Override
    public String id() {
        return "EML-19";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        UserUsage users = facts.userUsage().get().withStorage();
        Long pool = pool(facts.usage());
        List<Verdict> verdicts = new ArrayList<>();
        long pooled = 0;
        for (UserUsage.Mailbox box : users.fullest()) {
            if (box.percent() < limits.number("high_percent")) {
                continue;
            }
            if (users.users() > 1 && isPooled(box, pool)) {
                pooled++;
                continue;
            }
            Verdict verdict = Verdict.fail(
                    Plain.subject("user", box.user()),
                    Evidence.of("user", box.user())
                            .with("percent", box.percent())
                            .with("used_mb", box.usedMb())
                            .with("total_mb", box.totalMb())
                            .with("date", users.date()));
            boolean full = box.percent() >= limits.number("critical_percent");
            verdicts.add(full ? verdict.as(Severity.CRITICAL).worded("full") : verdict.as(Severity.HIGH));
        }
        return verdicts.isEmpty()
                ? List.of(Verdict.pass(Evidence.of("users", users.users())
                        .with("users_in_shared_storage", pooled > 0 ? pooled : null)
                        .with("date", users.date())))
                : verdicts;
    }

    private static boolean isPooled(UserUsage.Mailbox box, @Nullable Long pool) {
        Long total = box.totalMb();
        return total != null && (total <= 0 || total.equals(pool));
    }

    private static @Nullable Long pool(Fact<UsageHistory> usage) {
        if (!usage.isKnown()) {
            return null;
        }
        LocalDate last = usage.get().last();
        return last == null ? null : usage.get().find(last, POOL);
    }
}
