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

    @Override
    public String id() {
        return "LGN-07";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        Duration back = limits.days("news_days");
        List<ActivityEvent> events =
                Recent.events(facts, "admin", back, "SUSPEND_USER", "UNSUSPEND_USER", "DELETE_USER");
        List<Verdict> verdicts = new ArrayList<>();
        stillSuspended(events).forEach((actor, suspensions) -> {
            Evidence evidence = densest(suspensions, limits.hours("hours"), limits.whole("accounts"));
            if (evidence != null) {
                verdicts.add(Verdict.fail(Plain.subject("user", actor), evidence.with("by", actor)));
            }
        });
        if (verdicts.isEmpty()) {
            Verdict jump = jump(facts, limits);
            if (jump != null) {
                return List.of(jump);
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
            if (event.name().equals("SUSPEND_USER") && (back == null || back.isBefore(event.at()))) {
                byActor.computeIfAbsent(event.who(), actor -> new ArrayList<>()).add(event);
            }
        }
        return byActor;
    }

    private static @Nullable Evidence densest(List<ActivityEvent> suspensions, Duration length, long threshold) {
        Deque<ActivityEvent> window = new ArrayDeque<>();
        List<ActivityEvent> most = List.of();
        for (ActivityEvent event : suspensions) {
            window.addLast(event);
            while (window.getFirst().at().plus(length).isBefore(event.at())) {
                window.removeFirst();
            }
            if (window.size() > most.size()) {
                most = List.copyOf(window);
            }
        }
        if (most.size() < threshold) {
            return null;
        }
        return Evidence.of("accounts", most.size())
                .with("from", most.get(0).at())
                .with("until", most.get(most.size() - 1).at())
                .with("names", most.stream().map(e -> e.text("USER_EMAIL")).toList());
    }

    private static @Nullable Verdict jump(TenantFacts facts, Limits limits) {
        if (!facts.usage().isKnown()) {
            return null;
        }
        try {
            UsageHistory usage = facts.usage().get();
            LocalDate date = usage.newestWith(SUSPENDED);
            long now = usage.number(date, SUSPENDED);
            Long before = usage.find(date.minusDays(1), SUSPENDED);
            if (before == null
                    || now - before < limits.whole("accounts")
                    || (now - before) * 100.0 < limits.number("percent_a_day") * before) {
                return null;
            }
            return Verdict.fail(
                            Verdict.TENANT,
                            Evidence.of("accounts", now - before)
                                    .with("suspended", now)
                                    .with("day_before", before)
                                    .with("date", date))
                    .worded("usage");
        } catch (FactUnavailable optional) {
            return null;
        }
    }
}
