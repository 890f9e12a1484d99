package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.EventHistory;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.Plain;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** LEK-03: a user shares several files to private mailboxes within a day. */
final class SharedToPrivate implements HealthCheck {
    private static final int MOST = 50_000;

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
        drive.each(Recent.query(facts, limits.days("look_back_days"), "change_user_access"), event -> {
            String target = Recent.lower(event.text("target_user"));
            if (event.text("visibility_change").equals("external")
                    && freeMail.contains(Recent.domain(target))
                    && files[0] < MOST) {
                files[0]++;
                LocalDate day = event.at().atZone(facts.tenant().zone()).toLocalDate();
                Shared shared = users.computeIfAbsent(event.who(), user -> new HashMap<>())
                        .computeIfAbsent(day, d -> new Shared(new LinkedHashSet<>(), new LinkedHashSet<>()));
                shared.files.add(event.text("doc_id"));
                shared.targets.add(target);
            }
        });
        List<Verdict> verdicts = new ArrayList<>();
        users.forEach((user, days) -> days.entrySet().stream()
                .max(java.util.Comparator.comparingInt(
                        day -> day.getValue().files.size()))
                .filter(day -> day.getValue().files.size() >= limits.whole("files"))
                .ifPresent(day -> verdicts.add(Verdict.fail(
                        Plain.subject("user", user),
                        Evidence.of("user", user)
                                .with("files", day.getValue().files.size())
                                .with("targets", day.getValue().targets)
                                .with("date", day.getKey())))));
        return verdicts.isEmpty()
                ? List.of(Verdict.pass(Evidence.of("drive_log_read_until", drive.until())))
                : verdicts;
    }

    private record Shared(Set<String> files, Set<String> targets) {}
}
