package dev.watchkeeper.health.checks;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.health.CauseAndEffect;
import dev.watchkeeper.health.EventHistory;
import dev.watchkeeper.health.EventQuery;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.Fact;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.SettingChange;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The part of SHR-05 that is news: sharing of files with outsiders was changed, and what it did. */
final class SharingOutside {
    /** Under CHANGE_DOCS_SETTING; in the calendar log the same name means something else. */
    private static final String LEGACY = "SHARING_OUTSIDE_DOMAIN";

    private static final Set<String> SETTINGS = Set.of(LEGACY, "ExternalSharing external_sharing_mode");

    private SharingOutside() {}

    static List<Verdict> changes(TenantFacts facts, Limits limits) {
        Map<String, SettingChange> newest =
                Switched.newest(facts, limits, change -> SETTINGS.contains(change.setting()) && !isCalendar(change));
        List<Verdict> verdicts = new ArrayList<>();
        newest.forEach((place, change) -> {
            Evidence evidence = Evidence.of("before", change.before().isEmpty() ? null : change.before())
                    .with("value", change.value())
                    .with("place", place)
                    .with("by", change.by())
                    .with("at", change.at());
            long refused = refusedSince(facts, change.at());
            String subject = dev.watchkeeper.health.Plain.subject("sharing", place.isEmpty() ? "all" : place);
            if (closes(change.value()) && refused >= limits.whole("effect_users")) {
                evidence.with("users_refused", refused).with(CauseAndEffect.EXPLAINS, List.of("ATT-03"));
                verdicts.add(
                        Verdict.fail(subject, evidence).as(Severity.CRITICAL).worded("effect"));
            } else {
                verdicts.add(Verdict.fail(subject, evidence).worded("changed"));
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

    /** People who asked for a file, or were turned away, since the change: those whom it cut off. */
    private static long refusedSince(TenantFacts facts, Instant change) {
        Fact<EventHistory> drive = facts.eventsIfKnown("drive");
        if (!drive.isKnown()) {
            return 0;
        }
        Set<String> users = new HashSet<>();
        EventQuery after = new EventQuery(
                Set.of("request_access", "deny_access_request"), change, change.plus(Duration.ofDays(2)));
        drive.get().each(after, event -> {
            if (users.size() < 10_000) {
                users.add(event.who());
            }
        });
        return users.size();
    }
}
