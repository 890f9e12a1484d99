package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.ActivityEvent;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.Plain;
import dev.watchkeeper.health.SettingChange;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import dev.watchkeeper.tenant.Profile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** A setting that was changed to an unwelcome value lately and still has it, place by place. */
final class Switched {
    private static final Set<String> EVENTS = Set.of(
            "CHANGE_EMAIL_SETTING",
            "CHANGE_DOCS_SETTING",
            "CHANGE_CALENDAR_SETTING",
            "CREATE_APPLICATION_SETTING",
            "CHANGE_APPLICATION_SETTING",
            "DELETE_APPLICATION_SETTING");

    private Switched() {}

    /** The newest change of each place. */
    static Map<String, SettingChange> newest(TenantFacts facts, Limits limits, Set<String> settings) {
        return newest(facts, limits, change -> settings.contains(change.setting()));
    }

    static Map<String, SettingChange> newest(TenantFacts facts, Limits limits, Predicate<SettingChange> wanted) {
        Map<String, SettingChange> newest = new LinkedHashMap<>();
        for (ActivityEvent event : Recent.events(facts, "admin", limits.days("news_days"), EVENTS)) {
            SettingChange change = SettingChange.read(event);
            if (change != null && wanted.test(change)) {
                newest.put(Recent.lower(change.place()), change);
            }
        }
        return newest;
    }

    /** For the sealed profile: a door that stands open is bad by itself; empty for other profiles or if unknown. */
    static List<Verdict> sealed(TenantFacts facts, Predicate<String> open, String key, String subject) {
        Evidence evidence = facts.tenant().profile() == Profile.SEALED ? Standing.knownBad(facts, open, key) : null;
        return evidence == null
                ? List.of()
                : List.of(Verdict.fail(subject, evidence).worded("open"));
    }

    static List<Verdict> judge(
            TenantFacts facts, Limits limits, String kind, Set<String> settings, Set<String> bad, String wording) {
        Map<String, SettingChange> newest = newest(facts, limits, settings);
        List<Verdict> verdicts = new ArrayList<>();
        newest.forEach((place, change) -> {
            if (bad.contains(Recent.lower(change.value()))) {
                verdicts.add(Verdict.fail(
                                Plain.subject(kind, place.isEmpty() ? "all" : place),
                                Evidence.of("value", change.value())
                                        .with("place", place)
                                        .with("by", change.by())
                                        .with("at", change.at()))
                        .worded(wording));
            }
        });
        return verdicts.isEmpty() ? List.of(Verdict.pass(Evidence.of("changes", newest.size()))) : verdicts;
    }
}
