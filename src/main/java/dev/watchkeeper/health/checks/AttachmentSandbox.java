package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import java.util.List;

/** ATT-05: the sandbox for attachments is off although the edition has it. */
final class AttachmentSandbox implements HealthCheck {
    @Override
    public String id() {
        return "ATT-05";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        return List.of(Standing.judge(
                facts, Standing.on(), "gmail|AttachmentDeepScanningSettingsProto deep_scanning_enabled"));
    }
}
