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
                facts,
                limits,
                "drive-desktop",
                Set.of("DriveFsSettingsProto drive_fs_enabled"),
                Set.of("false"),
                "off");
        List<Verdict> owned = Switched.judge(
                facts,
                limits,
                "drive-desktop-owned",
                Set.of("DriveFsSettingsProto company_owned_only_enabled"),
                Set.of("true"),
                "owned");
        List<Verdict> failed = new ArrayList<>();
        off.stream().filter(Verdict::failed).forEach(failed::add);
        owned.stream().filter(Verdict::failed).forEach(failed::add);
        failed.addAll(Switched.sealed(
                facts,
                value -> value.equals("false"),
                "drive|DriveFsSettingsProto company_owned_only_enabled",
                "drive-desktop:open"));
        return failed.isEmpty() ? off : failed;
    }
}
