package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.ActivityEvent;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.SettingChange;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.UsageHistory;
import dev.watchkeeper.health.UsageReport;
import dev.watchkeeper.health.Verdict;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** SYN-04: IMAP or POP was switched off although people used it the week before. */
final class MailProgramsCutOff implements HealthCheck {
    private static final Set<String> IMAP = Set.of("IMAP_ACCESS", "ImapAccess enable_imap_access");
    private static final Set<String> POP = Set.of("ENABLE_POP_ACCESS", "PopAccess enable_pop_access");
    private static final Set<String> OPEN = Set.of("ENABLED", "ANY_CLIENT", "OAUTH_CLIENTS", "RESTRICTED");
    private static final Set<String> OFF = Set.of("disabled", "false", "off");

    @Override
    public String id() {
        return "SYN-04";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        List<ActivityEvent> events = Recent.all(facts, "admin", SettingChange.GMAIL_EVENTS.toArray(String[]::new));
        UsageHistory usage = facts.usage().get();
        List<Verdict> verdicts = new ArrayList<>();
        newest(events).forEach((key, change) -> {
            boolean imap = IMAP.contains(change.setting());
            String counter = imap ? "gmail:num_7day_imap_users" : "gmail:num_7day_pop_users";
            Long users = usersBefore(usage, counter, change.at());
            String protocol = imap ? "IMAP" : "POP";
            String subject = change.isRoot() ? Verdict.TENANT + ":" + Recent.lower(protocol) : key;
            String value = Recent.lower(change.value().strip());
            if (!OFF.contains(value) && !Switched.FORESEEN.contains(value) && !OPEN.contains(change.value())) {
                verdicts.add(Standing.unforeseen(change.place(), change.value()).about(subject));
                return;
            }
            if (!OFF.contains(value)) {
                verdicts.add(Verdict.over(subject, Evidence.of("at", change.at())));
                return;
            }
            if (!Recent.counts(facts, id(), subject, change.at(), limits.days("news_days"))) {
                return;
            }
            if (users != null && users > limits.whole("users")) {
                verdicts.add(Verdict.fail(
                        subject,
                        Evidence.of("protocol", protocol)
                                .with("users", users)
                                .with("place", change.place())
                                .with("by", change.by())
                                .with("at", change.at())));
            }
        });
        verdicts.addAll(
                Switched.sealed(facts, Standing.words(Set.of("DISABLED"), OPEN), "gmail|IMAP_ACCESS", "imap:open"));
        verdicts.addAll(Switched.sealed(facts, Standing.off(), "gmail|ENABLE_POP_ACCESS", "pop:open"));
        if (verdicts.isEmpty()) {
            // Nothing was switched off, or nobody used it; the counter must have been readable to say so.
            Evidence evidence = Evidence.of("imap_users", usage.latest("gmail:num_7day_imap_users"))
                    .with("pop_users", usage.latest("gmail:num_7day_pop_users"));
            return List.of(Verdict.pass(evidence));
        }
        return verdicts;
    }

    /** The newest change of each protocol and place. */
    private static Map<String, SettingChange> newest(List<ActivityEvent> events) {
        Map<String, SettingChange> newest = new LinkedHashMap<>();
        for (ActivityEvent event : events) {
            SettingChange change = SettingChange.read(event);
            if (change != null && (IMAP.contains(change.setting()) || POP.contains(change.setting()))) {
                String protocol = IMAP.contains(change.setting()) ? "imap" : "pop";
                newest.put(protocol + ":" + Recent.lower(change.place()), change);
            }
        }
        return newest;
    }

    /** The counter of the newest day up to the change, at most a week before it. */
    private static @Nullable Long usersBefore(UsageHistory usage, String counter, Instant change) {
        LocalDate day = change.atOffset(ZoneOffset.ofHours(-8)).toLocalDate();
        List<UsageReport> week = usage.before(day.plusDays(1), 8);
        Long most = null;
        for (UsageReport report : week) {
            Long users = report.number(counter);
            most = users == null ? most : most == null ? users : Long.valueOf(Math.max(most, users));
        }
        return most;
    }
}
