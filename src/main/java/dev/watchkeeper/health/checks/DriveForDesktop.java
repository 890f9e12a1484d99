package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** SYN-07: Drive for desktop was switched off, or restricted to company-owned devices. */
final class DriveForDesktop implements HealthCheck {
    @Override
    public String id() {
        return "SYN-07";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        List<Verdict> off = Switched.judge(
                id(),
                facts,
                limits,
                "drive-desktop",
                Set.of("DriveFsSettingsProto drive_fs_enabled"),
                Set.of("false"),
                "off");
        List<Verdict> owned = Switched.judge(
                id(),
                facts,
                limits,
                "drive-desktop-owned",
                Set.of("DriveFsSettingsProto company_owned_only_enabled"),
                Set.of("true"),
                "owned");
        List<Verdict> all = new ArrayList<>(off);
        all.addAll(owned);
        all.addAll(Switched.sealed(
                facts, Standing.on(), "drive|DriveFsSettingsProto company_owned_only_enabled", "drive-desktop:open"));
        return all;
    }
}
