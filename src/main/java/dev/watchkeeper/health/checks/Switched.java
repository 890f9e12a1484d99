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
import java.util.function.Function;
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

    /** What switches are set to; any other word says nothing. */
    static final Set<String> FORESEEN =
            Set.of("true", "false", "on", "off", "enabled", "disabled", Recent.lower(SettingChange.INHERITED));

    private Switched() {}

    /** The newest change of each place. */
    static Map<String, SettingChange> newest(TenantFacts facts, Set<String> settings) {
        return newest(facts, change -> settings.contains(change.setting()));
    }

    static Map<String, SettingChange> newest(TenantFacts facts, Predicate<SettingChange> wanted) {
        Map<String, SettingChange> newest = new LinkedHashMap<>();
        for (ActivityEvent event : Recent.all(facts, "admin", EVENTS.toArray(String[]::new))) {
            SettingChange change = SettingChange.read(event);
            if (change != null && wanted.test(change)) {
                newest.put(Recent.lower(change.place()), change);
            }
        }
        return newest;
    }

    /** For the sealed profile: a door that stands open is bad by itself; empty for other profiles or if unknown. */
    static List<Verdict> sealed(TenantFacts facts, Function<String, Standing.Value> open, String key, String subject) {
        Evidence evidence = facts.tenant().profile() == Profile.SEALED ? Standing.knownBad(facts, open, key) : null;
        return evidence == null
                ? List.of()
                : List.of(Verdict.fail(subject, evidence).worded("open"));
    }

    /** A change to a bad value is told while it is news, and stands until the place has another value. */
    static List<Verdict> judge(
            String checkId,
            TenantFacts facts,
            Limits limits,
            String kind,
            Set<String> settings,
            Set<String> bad,
            String wording) {
        Map<String, SettingChange> newest = newest(facts, settings);
        List<Verdict> verdicts = new ArrayList<>();
        newest.forEach((place, change) -> {
            String subject = Plain.subject(kind, place.isEmpty() ? "all" : place);
            String value = Recent.lower(change.value().strip());
            if (!bad.contains(value) && !FORESEEN.contains(value)) {
                verdicts.add(Standing.unforeseen(place, change.value()).about(subject));
            } else if (!bad.contains(value)) {
                verdicts.add(Verdict.over(subject, Evidence.of("value", change.value())));
            } else if (Recent.counts(facts, checkId, subject, change.at(), limits.days("news_days"))) {
                verdicts.add(Verdict.fail(
                                subject,
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
