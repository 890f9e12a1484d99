package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.ActivityEvent;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.FactUnavailable;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.Plain;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.UsageHistory;
import dev.watchkeeper.health.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** LGN-07: one administrator, or a directory sync, suspended many accounts at once. */
final class ManySuspended implements HealthCheck {
    private static final String SUSPENDED = "accounts:num_suspended_users";
    private static final int USUAL_AFTER_DAYS = 56;

    @Override
    public String id() {
        return "LGN-07";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        List<ActivityEvent> events = Recent.all(facts, "admin", "SUSPEND_USER", "UNSUSPEND_USER", "DELETE_USER");
        List<Verdict> verdicts = new ArrayList<>();
        stillSuspended(events).forEach((actor, suspensions) -> {
            String subject = Plain.subject("user", actor);
            List<ActivityEvent> most = densest(suspensions, limits.hours("hours"));
            if (most.size() < limits.whole("accounts")) {
                verdicts.add(Verdict.over(subject, Evidence.of("accounts", most.size())));
            } else if (Recent.counts(
                    facts, id(), subject, most.get(most.size() - 1).at(), limits.days("news_days"))) {
                verdicts.add(Verdict.fail(
                        subject,
                        Evidence.of("accounts", most.size())
                                .with("from", most.get(0).at())
                                .with("until", most.get(most.size() - 1).at())
                                .with(
                                        "names",
                                        most.stream()
                                                .map(e -> e.text("USER_EMAIL"))
                                                .toList())
                                .with("by", actor)));
            }
        });
        if (verdicts.stream().noneMatch(Verdict::failed)) {
            Verdict jump = jump(facts, limits);
            if (jump != null) {
                verdicts.add(jump);
            }
        }
        return verdicts.isEmpty() ? List.of(Verdict.pass(Evidence.of("events", events.size()))) : verdicts;
    }

    /** Suspensions by actor, without those taken back since. */
    private static Map<String, List<ActivityEvent>> stillSuspended(List<ActivityEvent> events) {
        Map<String, Instant> undone = new HashMap<>();
        for (ActivityEvent event : events) {
            if (!event.name().equals("SUSPEND_USER")) {
                undone.put(Recent.lower(event.text("USER_EMAIL")), event.at());
            }
        }
        Map<String, List<ActivityEvent>> byActor = new LinkedHashMap<>();
        for (ActivityEvent event : events) {
            Instant back = undone.get(Recent.lower(event.text("USER_EMAIL")));
            if (event.name().equals("SUSPEND_USER")) {
                List<ActivityEvent> own = byActor.computeIfAbsent(event.who(), actor -> new ArrayList<>());
                if (back == null || back.isBefore(event.at())) {
                    own.add(event);
                }
            }
        }
        return byActor;
    }

    private static List<ActivityEvent> densest(List<ActivityEvent> suspensions, Duration length) {
        Deque<ActivityEvent> window = new ArrayDeque<>();
        List<ActivityEvent> most = List.of();
        for (ActivityEvent event : suspensions) {
            window.addLast(event);
            while (window.getFirst().at().plus(length).isBefore(event.at())) {
                window.removeFirst();
            }
            // Of two equal bursts the newer one is the news.
            if (window.size() >= most.size()) {
                most = List.copyOf(window);
            }
        }
        return most;
    }

    private static boolean isJump(long before, long after, Limits limits) {
        return after - before >= limits.whole("accounts")
                && (after - before) * 100.0 >= limits.number("percent_a_day") * before;
    }

    private static @Nullable Verdict jump(TenantFacts facts, Limits limits) {
        if (!facts.usage().isKnown()) {
            return null;
        }
        try {
            UsageHistory usage = facts.usage().get();
            LocalDate date = usage.newestWith(SUSPENDED);
            long now = usage.number(date, SUSPENDED);
            // A jump lasts until the figure has come down again, or until so many are suspended as a matter of course.
            for (int back = 0; back < USUAL_AFTER_DAYS; back++) {
                Long after = usage.find(date.minusDays(back), SUSPENDED);
                Long before = usage.find(date.minusDays(back + 1L), SUSPENDED);
                if (after != null
                        && before != null
                        && isJump(before, after, limits)
                        && isJump(before, now, limits)
                        && (back == 0 || facts.isOpen("LGN-07", Verdict.TENANT))) {
                    return Verdict.fail(
                                    Verdict.TENANT,
                                    Evidence.of("accounts", now - before)
                                            .with("suspended", now)
                                            .with("day_before", before)
                                            .with("date", date.minusDays(back)))
                            .worded("usage");
                }
            }
            return null;
        } catch (FactUnavailable optional) {
            return null;
        }
    }
}
