package dev.watchkeeper.health.checks;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.health.Completeness;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import dev.watchkeeper.tenant.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** HYG-10: holes in what we read, which would make an "all good" false. */
final class Gaps implements HealthCheck {
    @Override
    public String id() {
        return "HYG-10";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        Completeness seen = facts.completeness().get();
        List<Verdict> verdicts = new ArrayList<>();
        Instant silentSince = silentSince(facts, seen, limits.days("silent_days"));
        if (silentSince != null) {
            verdicts.add(Verdict.fail("source:logs", Evidence.of("silent_since", silentSince))
                    .worded("silent"));
        }
        if (!seen.missingUsageDays().isEmpty()) {
            verdicts.add(Verdict.fail(
                            "source:usage",
                            Evidence.of("days", seen.missingUsageDays().size())
                                    .with("missing", seen.missingUsageDays()))
                    .worded("usage"));
        }
        if (!seen.partial().isEmpty()) {
            verdicts.add(Verdict.fail("source:usage-partial", Evidence.of("applications", seen.partial()))
                    .as(Severity.LOW)
                    .worded("partial"));
        }
        if (!seen.unreadableTimes().isEmpty()) {
            long count = seen.unreadableTimes().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            verdicts.add(Verdict.fail(
                            "source:times",
                            Evidence.of("events", count)
                                    .with(
                                            "applications",
                                            List.copyOf(seen.unreadableTimes().keySet())))
                    .worded("times"));
        }
        Map<String, Long> unknown = new TreeMap<>(
                facts.settings().isKnown() ? facts.settings().get().unknownNames() : Map.of());
        // No rule judges these, but checks read them: they are no gap in what we see.
        limits.list("known_names").forEach(known -> unknown.keySet().removeIf(name -> fits(known, name)));
        if (unknown.size() > limits.whole("unknown_settings")) {
            List<String> most = unknown.entrySet().stream()
                    .sorted(Map.Entry.<String, Long>comparingByValue()
                            .reversed()
                            .thenComparing(Map.Entry.comparingByKey()))
                    .map(Map.Entry::getKey)
                    .toList();
            verdicts.add(Verdict.fail(
                            "source:settings", Evidence.of("count", most.size()).with("names", most))
                    .as(Severity.LOW)
                    .worded("settings"));
        }
        if (verdicts.isEmpty()) {
            // "No gap" can be said only of what was read.
            facts.events("admin");
            facts.events("login");
            if (facts.usage().get().last() == null || facts.userUsage().get().users() == 0) {
                return List.of(
                        Verdict.unknown(new Text("a usage report that was answered names nobody", "用量报告有应答但内容为空")));
            }
            return List.of(
                    Verdict.pass(Evidence.of("newest_event", seen.newestEvent()).with("read_since", seen.since())));
        }
        return verdicts;
    }

    /** A name, or all that begin with it where it ends in a star. */
    private static boolean fits(String pattern, String name) {
        return pattern.endsWith("*")
                ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                : name.equals(pattern);
    }

    private static @Nullable Instant silentSince(TenantFacts facts, Completeness seen, Duration longest) {
        if (seen.since() == null || (facts.usage().isKnown() && !hasUsers(facts))) {
            return null;
        }
        Instant last = seen.newestEvent() == null ? seen.since() : seen.newestEvent();
        return last.isBefore(facts.now().minus(longest)) ? last : null;
    }

    private static boolean hasUsers(TenantFacts facts) {
        var usage = facts.usage().get();
        Long users = usage.last() == null ? null : usage.find(usage.last(), "accounts:num_users");
        return users == null || users > 0;
    }
}
