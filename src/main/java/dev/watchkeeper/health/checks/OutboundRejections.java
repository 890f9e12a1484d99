package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import java.util.List;

/** EML-11: others refuse a larger share of the customer's mail than usual. */
final class OutboundRejections implements HealthCheck {
    @Override
    public String id() {
        return "EML-11";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        return RejectionShare.judge(
                facts, limits, "gmail:num_outbound_rejected_emails", "gmail:num_outbound_delivered_emails");
    }
}
