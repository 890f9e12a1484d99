package dev.watchkeeper.health.checks;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.health.CauseAndEffect;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.SettingChange;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The part of SHR-05 that is news: sharing of files with outsiders was changed, and what it did. */
final class SharingOutside {
    /** Under CHANGE_DOCS_SETTING; in the calendar log the same name means something else. */
    private static final String LEGACY = "SHARING_OUTSIDE_DOMAIN";

    private static final Set<String> SETTINGS = Set.of(LEGACY, "ExternalSharing external_sharing_mode");

    /** People who asked for a file, or were turned away: those whom a closing cuts off. */
    private static final Set<String> REFUSED = Set.of("request_access", "deny_access_request");

    private static final Duration AFTER = Duration.ofDays(2);

    private SharingOutside() {}

    /**
     * @param decided whether how sharing stands is judged by itself, so that a change is over once it is no news
     */
    static List<Verdict> changes(TenantFacts facts, Limits limits, boolean decided) {
        Map<String, SettingChange> newest =
                Switched.newest(facts, change -> SETTINGS.contains(change.setting()) && !isCalendar(change));
        List<Verdict> verdicts = new ArrayList<>();
        newest.forEach((place, change) -> {
            String subject = dev.watchkeeper.health.Plain.subject("sharing", place.isEmpty() ? "all" : place);
            Evidence evidence = Evidence.of("before", change.before().isEmpty() ? null : change.before())
                    .with("value", change.value())
                    .with("place", place)
                    .with("by", change.by())
                    .with("at", change.at());
            Aftermath.CutOff refused = Aftermath.people(facts, "drive", REFUSED, change.at(), AFTER);
            boolean told = closes(change.value()) && Aftermath.isTold(facts, change.at(), limits, evidence);
            boolean news = !change.at().isBefore(facts.now().minus(limits.days("news_days")));
            if (!news && !facts.isOpen("SHR-05", subject)) {
                return;
            }
            if (closes(change.value()) && (refused.isEffect(limits) || told)) {
                evidence.with("users_refused", refused.after())
                        .with("users_refused_before", refused.before())
                        .with(CauseAndEffect.EXPLAINS, List.of("ATT-03"));
                verdicts.add(Verdict.fail(subject, evidence)
                        .as(Severity.CRITICAL)
                        .worded(refused.isEffect(limits) ? "effect" : "effect_tickets"));
            } else if (news) {
                verdicts.add(Verdict.fail(subject, evidence).worded("changed"));
            } else if (decided) {
                verdicts.add(Verdict.over(subject, evidence));
            }
        });
        return verdicts;
    }

    private static boolean isCalendar(SettingChange change) {
        return change.setting().equals(LEGACY)
                && (change.eventName().equals("CHANGE_CALENDAR_SETTING")
                        || change.application().equals("Calendar"));
    }

    static boolean closes(String value) {
        return value.startsWith("SHARING_NOT_ALLOWED")
                || value.startsWith("TRUSTED_DOMAINS")
                || value.equals("DISALLOWED")
                || value.equals("ALLOWLISTED_DOMAINS");
    }
}
