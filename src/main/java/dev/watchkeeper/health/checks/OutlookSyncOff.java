package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import java.util.List;
import java.util.Set;

/** SYN-06: the sync tool for Outlook was switched off. */
final class OutlookSyncOff implements HealthCheck {
    private static final Set<String> SETTINGS =
            Set.of("ENABLE_OUTLOOK_SYNC", "WorkspaceSyncForOutlook enable_google_workspace_sync_for_microsoft_outlook");

    @Override
    public String id() {
        return "SYN-06";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        List<Verdict> open = Switched.sealed(facts, Standing.off(), "gmail|ENABLE_OUTLOOK_SYNC", "outlook-sync:open");
        if (!open.isEmpty()) {
            return open;
        }
        return Switched.judge(
                id(), facts, limits, "outlook-sync", SETTINGS, Set.of("false", "disabled", "off"), "fail");
    }
}
