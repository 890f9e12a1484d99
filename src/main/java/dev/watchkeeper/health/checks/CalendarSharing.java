package dev.watchkeeper.health.checks;

import dev.watchkeeper.finding.Sighting.Outcome;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.Fact;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.KnownSettings;
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
    private static final Set<String> BUSY = Set.of("SHOW_ONLY_FREE_BUSY_INFORMATION");
    private static final Set<String> MORE_THAN_BUSY = Set.of("READ_ONLY_ACCESS", "READ_WRITE_ACCESS", "MANAGE_ACCESS");
    // Google's default is free/busy for a user's own calendar and reading for others: neither is writing.
    private static final Set<String> READING = Set.of("SHOW_ONLY_FREE_BUSY_INFORMATION", "READ_ONLY_ACCESS", "DEFAULT");
    private static final Set<String> WRITING = Set.of("READ_WRITE_ACCESS", "MANAGE_ACCESS");

    @Override
    public String id() {
        return "SHR-01";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        Verdict standing = standing(facts);
        List<Verdict> verdicts = new ArrayList<>();
        changes(facts).forEach((place, change) -> {
            String subject = Plain.subject("calendars", place.isEmpty() ? "all" : place);
            boolean news = !change.at().isBefore(facts.now().minus(limits.days("news_days")));
            if (news) {
                verdicts.add(Verdict.fail(
                                subject,
                                Evidence.of("before", change.before().isEmpty() ? null : change.before())
                                        .with("value", change.value())
                                        .with("setting", change.setting())
                                        .with("by", change.by())
                                        .with("at", change.at()))
                        .worded("changed"));
            } else if (standing.outcome() == Outcome.PASS || standing.failed()) {
                // Asked about long enough ago; from here on what counts is how it stands.
                verdicts.add(Verdict.over(subject, Evidence.of("value", change.value())));
            }
        });
        if (standing.failed() || verdicts.stream().noneMatch(Verdict::failed)) {
            verdicts.add(standing);
        }
        return verdicts;
    }

    private static Verdict standing(TenantFacts facts) {
        boolean sealed = facts.tenant().profile() == Profile.SEALED;
        return facts.settings() instanceof Fact.Unavailable<KnownSettings> missing
                ? Verdict.unknown(missing.reason())
                : Standing.judge(
                        facts,
                        sealed ? Standing.words(BUSY, MORE_THAN_BUSY) : Standing.words(READING, WRITING),
                        "calendar|" + PRIMARY,
                        "calendar|" + SECONDARY);
    }

    private static Map<String, SettingChange> changes(TenantFacts facts) {
        Set<String> settings = Set.of(PRIMARY, SECONDARY);
        return Switched.newest(
                facts,
                change -> settings.contains(change.setting())
                        && (change.eventName().equals("CHANGE_CALENDAR_SETTING")
                                || change.application().equals("Calendar")));
    }
}
