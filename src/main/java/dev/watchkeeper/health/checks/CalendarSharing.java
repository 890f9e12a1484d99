package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.Plain;
import dev.watchkeeper.health.SettingChange;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import dev.watchkeeper.tenant.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** SHR-01: outsiders see more of calendars than the profile allows, or what they see was changed lately. */
final class CalendarSharing implements HealthCheck {
    private static final String PRIMARY = "SHARING_OUTSIDE_DOMAIN";
    private static final String SECONDARY = "SHARING_OUTSIDE_DOMAIN_FOR_SECONDARY_CALENDAR";
    private static final Set<String> WRITING = Set.of("READ_WRITE_ACCESS", "MANAGE_ACCESS");

    @Override
    public String id() {
        return "SHR-01";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        List<Verdict> verdicts = new ArrayList<>();
        changes(facts, limits)
                .forEach((place, change) -> verdicts.add(Verdict.fail(
                                Plain.subject("calendars", place.isEmpty() ? "all" : place),
                                Evidence.of("before", change.before().isEmpty() ? null : change.before())
                                        .with("value", change.value())
                                        .with("setting", change.setting())
                                        .with("by", change.by())
                                        .with("at", change.at()))
                        .worded("changed")));
        boolean sealed = facts.tenant().profile() == Profile.SEALED;
        if (facts.settings().isKnown() || verdicts.isEmpty()) {
            Verdict standing = Standing.judge(
                    facts,
                    value -> sealed ? !value.equals("SHOW_ONLY_FREE_BUSY_INFORMATION") : WRITING.contains(value),
                    "calendar|" + PRIMARY,
                    "calendar|" + SECONDARY);
            if (standing.failed() || verdicts.isEmpty()) {
                verdicts.add(standing);
            }
        }
        return verdicts;
    }

    private static Map<String, SettingChange> changes(TenantFacts facts, Limits limits) {
        Set<String> settings = Set.of(PRIMARY, SECONDARY);
        return Switched.newest(
                facts,
                limits,
                change -> settings.contains(change.setting())
                        && (change.eventName().equals("CHANGE_CALENDAR_SETTING")
                                || change.application().equals("Calendar")));
    }
}
