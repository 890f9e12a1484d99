package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import java.util.List;

/** EML-10: Google refuses a larger share of the mail from outside than usual. */
final class InboundRejections implements HealthCheck {
    @Override
    public String id() {
        return "EML-10";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        return RejectionShare.judge(
                facts, limits, "gmail:num_inbound_rejected_emails", "gmail:num_inbound_delivered_emails");
    }
}
