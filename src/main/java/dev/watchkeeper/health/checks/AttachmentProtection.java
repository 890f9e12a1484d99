package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import java.util.List;

/** ATT-01: one of the protections against dangerous attachments is off; bad in every profile. */
final class AttachmentProtection implements HealthCheck {
    private static final String PREFIX = "gmail|Attachment safety Enable: ";

    @Override
    public String id() {
        return "ATT-01";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        Verdict verdict = Standing.judge(
                facts,
                Standing.on(),
                PREFIX + "protect against encrypted attachments from untrusted senders",
                PREFIX + "protect against attachments with scripts from untrusted senders",
                PREFIX + "Protect against anomalous attachment types in emails");
        if (!verdict.failed()) {
            return List.of(verdict);
        }
        Evidence evidence = Evidence.none();
        verdict.evidence().forEach(evidence::with);
        return List.of(Verdict.fail(
                Verdict.TENANT, evidence.with("protections", verdict.evidence().get("settings"))));
    }
}
