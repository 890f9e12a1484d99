package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.Baseline;
import dev.watchkeeper.health.EventHistory;
import dev.watchkeeper.health.EventQuery;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.Plain;
import dev.watchkeeper.health.Reasons;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * LEK-04: somebody downloads or deletes files in bulk: by absolute number, or far more than ever in the last four
 * weeks. Only primary events are kept, so a folder counts its files once.
 */
final class MassDownload implements HealthCheck {
    private static final int MOST_USERS = 300;

    @Override
    public String id() {
        return "LEK-04";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        EventHistory drive = facts.events("drive");
        List<Verdict> verdicts = new ArrayList<>();
        Reaction reaction = Reaction.of(facts);
        boolean tooYoung = false;
        for (Set<String> moves : List.of(Set.of("download"), Set.of("delete", "trash"))) {
            Instant from = facts.now().minus(limits.hours("look_back_hours"));
            EventQuery recent = new EventQuery(moves, from, facts.now().plusSeconds(300));
            for (String user : drive.perActor(recent, limits.whole("least_files"), MOST_USERS)
                    .keySet()) {
                Burst burst = Burst.most(drive, recent.of(user), limits.minutes("minutes"));
                if (burst.count() < limits.whole("least_files") || reaction.came(user, burst.end())) {
                    continue;
                }
                EventQuery past = recent.of(user).between(from.minus(Baseline.DAYS, ChronoUnit.DAYS), from);
                boolean known = !drive.since().isAfter(past.from().plus(1, ChronoUnit.HOURS));
                long usual = drive.peak(past, (int) limits.whole("minutes"));
                boolean many = burst.count() >= limits.whole("files");
                if (many || (known && burst.count() >= limits.number("factor_of_own_peak") * usual)) {
                    String kind = moves.contains("download") ? "download" : "delete";
                    verdicts.add(Verdict.fail(
                                    Plain.subject("user", user) + (kind.equals("delete") ? "/delete" : ""),
                                    Evidence.of("user", user)
                                            .with("files", burst.count())
                                            .with("minutes", limits.whole("minutes"))
                                            .with("until", burst.end())
                                            .with("own_peak_of_28_days", known ? usual : null))
                            .worded(kind));
                } else if (!known) {
                    tooYoung = true;
                }
            }
        }
        // What was taken is taken: it stands until somebody has dealt with the account.
        List<Verdict> all = Standings.with(
                verdicts, facts, id(), (finding, at) -> reaction.came(Standings.text(finding, "user"), at));
        if (all.isEmpty() && tooYoung) {
            long days = ChronoUnit.DAYS.between(drive.since(), facts.now());
            return List.of(Verdict.unknown(Reasons.tooYoung(Math.min(days, Baseline.DAYS - 1L), Baseline.DAYS)));
        }
        return all.isEmpty() ? List.of(Verdict.pass(Evidence.of("drive_log_read_until", drive.until()))) : all;
    }
}
