package dev.watchkeeper.health.checks;

import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.health.ActivityEvent;
import dev.watchkeeper.health.EventHistory;
import dev.watchkeeper.health.EventQuery;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.Plain;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** LEK-03: a user shares several files to private mailboxes within a day. */
final class SharedToPrivate implements HealthCheck {
    private static final int MOST = 50_000;

    /** Files are taken back in one go, and audits come every few minutes. */
    private static final Duration LONGEST = Duration.ofDays(7);

    @Override
    public String id() {
        return "LEK-03";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        EventHistory drive = facts.events("drive");
        List<String> freeMail = limits.list("free_mail_domains");
        Map<String, Map<LocalDate, Shared>> users = new HashMap<>();
        int[] files = {0};
        drive.each(Recent.query(facts, limits.days("look_back_days").plusDays(1), "change_user_access"), event -> {
            String target = Recent.lower(event.text("target_user"));
            if (!freeMail.contains(Recent.domain(target))) {
                return;
            }
            String share = event.text("doc_id") + ' ' + target;
            if (isTakenBack(event)) {
                users.values().forEach(days -> days.values().forEach(day -> day.open.remove(share)));
            } else if (event.text("visibility_change").equals("external") && files[0] < MOST) {
                files[0]++;
                LocalDate day = event.at().atZone(facts.tenant().zone()).toLocalDate();
                Shared shared = users.computeIfAbsent(event.who(), user -> new HashMap<>())
                        .computeIfAbsent(day, d -> new Shared(new LinkedHashMap<>(), new LinkedHashSet<>()));
                shared.open.put(share, event);
                shared.files.add(event.text("doc_id"));
            }
        });
        List<Verdict> verdicts = new ArrayList<>();
        users.forEach((user, days) -> {
            String subject = Plain.subject("user", user);
            boolean[] told = {false};
            boolean[] over = {false};
            days.entrySet().stream()
                    .sorted(Map.Entry.<LocalDate, Shared>comparingByKey().reversed())
                    .forEach(day -> {
                        Shared shared = day.getValue();
                        boolean many = shared.files.size() >= limits.whole("files");
                        boolean open = shared.openFiles() >= limits.whole("files");
                        Instant end = day.getKey()
                                .plusDays(1)
                                .atStartOfDay(facts.tenant().zone())
                                .toInstant();
                        if (open
                                && !told[0]
                                && Recent.counts(facts, id(), subject, end, limits.days("look_back_days"))) {
                            told[0] = true;
                            verdicts.add(Verdict.fail(
                                    subject,
                                    Evidence.of("user", user)
                                            .with("files", shared.openFiles())
                                            .with("targets", shared.targets())
                                            .with("date", day.getKey())));
                        }
                        over[0] |= many && !open;
                    });
            if (!told[0] && over[0]) {
                verdicts.add(Verdict.over(subject, Evidence.of("user", user)));
            }
        });
        List<Verdict> all = Standings.with(
                verdicts, facts, id(), (finding, at) -> isTakenBack(drive, finding, at, facts.now(), limits));
        return all.isEmpty() ? List.of(Verdict.pass(Evidence.of("drive_log_read_until", drive.until()))) : all;
    }

    /** Whether so many files were taken back from those they went to that few enough are left. */
    private static boolean isTakenBack(EventHistory drive, Finding finding, Instant at, Instant now, Limits limits) {
        Object targets = finding.evidence().get("targets");
        Set<String> files = new LinkedHashSet<>();
        Instant from = at.isAfter(now.minus(LONGEST)) ? at : now.minus(LONGEST);
        drive.each(new EventQuery(Set.of("change_user_access"), from, now), event -> {
            boolean same = targets instanceof List<?> list && list.contains(Recent.lower(event.text("target_user")));
            if (same && isTakenBack(event)) {
                files.add(event.text("doc_id"));
            }
        });
        return Standings.number(finding, "files") - files.size() < limits.whole("files");
    }

    private static boolean isTakenBack(ActivityEvent event) {
        List<String> now = event.texts("new_value");
        return event.text("visibility_change").equals("internal") || now.equals(List.of("none"));
    }

    /**
     * What a user shared in a day.
     *
     * @param open what is still shared, by file and target
     * @param files all that was shared, also if it was taken back
     */
    private record Shared(Map<String, ActivityEvent> open, Set<String> files) {
        long openFiles() {
            return open.values().stream()
                    .map(event -> event.text("doc_id"))
                    .distinct()
                    .count();
        }

        Set<String> targets() {
            Set<String> targets = new LinkedHashSet<>();
            open.values().forEach(event -> targets.add(Recent.lower(event.text("target_user"))));
            return targets;
        }
    }
}
