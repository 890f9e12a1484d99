package dev.watchkeeper.health.checks;

import dev.watchkeeper.finding.Severity;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** LGN-01: more failed sign-ins than usual, of one user or of the whole tenant. */
final class LoginFailures implements HealthCheck {
    private static final Set<String> FAILURE = Set.of("login_failure");
    private static final int MOST_USERS = 300;
    private static final long IN_A_ROW = 3;

    @Override
    public String id() {
        return "LGN-01";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        EventHistory login = facts.events("login");
        Instant from = facts.now().minus(limits.hours("look_back_hours"));
        EventQuery recent = new EventQuery(FAILURE, from, facts.now().plusSeconds(300));
        List<Verdict> verdicts = new ArrayList<>(users(login, recent, limits));
        Verdict whole = tenant(facts, login, recent, limits);
        if (whole.failed() || verdicts.isEmpty()) {
            verdicts.add(0, whole);
        }
        return verdicts;
    }

    private static List<Verdict> users(EventHistory login, EventQuery recent, Limits limits) {
        long threshold = limits.whole("user_failures");
        List<Verdict> verdicts = new ArrayList<>();
        for (String user : login.perActor(recent, threshold, MOST_USERS).keySet()) {
            Burst burst = Burst.most(login, recent.of(user), limits.minutes("user_minutes"));
            if (burst.count() >= threshold) {
                verdicts.add(Verdict.fail(
                                Plain.subject("user", user),
                                Evidence.of("user", user)
                                        .with("failures", burst.count())
                                        .with("minutes", limits.whole("user_minutes"))
                                        .with("until", burst.end()))
                        .as(Severity.MEDIUM)
                        .worded("user"));
            }
        }
        return verdicts;
    }

    private static Verdict tenant(TenantFacts facts, EventHistory login, EventQuery recent, Limits limits) {
        // Slots of ten minutes begin at full ten minutes; reach back far enough for the first baseline hour.
        Instant first = recent.from().minus(Baseline.DAYS, ChronoUnit.DAYS).minus(2, ChronoUnit.HOURS);
        SortedMap<Instant, Long> tens = login.counts(recent.between(first, recent.to()), 10);
        Instant end = tenMinutes(recent.from()).plus(1, ChronoUnit.HOURS);
        long most = 0;
        Instant worstEnd = null;
        double worstUsual = 0;
        double worstRatio = 0;
        boolean noBaseline = false;
        for (;
                !end.isAfter(tenMinutes(facts.now()).plus(10, ChronoUnit.MINUTES));
                end = end.plus(10, ChronoUnit.MINUTES)) {
            long failures = Baseline.hour(tens, end);
            most = Math.max(most, failures);
            if (failures < limits.whole("tenant_failures")) {
                continue;
            }
            List<Long> like =
                    Baseline.sameHour(tens, end, login.since(), facts.tenant().zone(), facts.holidays());
            if (like == null) {
                noBaseline = true;
                continue;
            }
            double usual = Baseline.median(like);
            Normal normal = new Normal(like.stream().map(Long::doubleValue).toList());
            if (failures / Math.max(usual, 1) > worstRatio
                    && normal.isFarAbove(failures, limits.number("tenant_factor"))
                    && isNoChance(login, recent.between(end.minus(1, ChronoUnit.HOURS), end), failures, usual)) {
                worstRatio = failures / Math.max(usual, 1);
                worstEnd = end;
                worstUsual = usual;
            }
        }
        if (worstEnd != null) {
            return Verdict.fail(
                            Verdict.TENANT, hour(login, recent, worstEnd, Baseline.hour(tens, worstEnd), worstUsual))
                    .worded("tenant");
        }
        if (noBaseline) {
            long days = ChronoUnit.DAYS.between(login.since(), facts.now());
            return Verdict.unknown(Reasons.tooYoung(Math.min(days, Baseline.DAYS - 1L), Baseline.DAYS));
        }
        return Verdict.pass(Evidence.of("most_failures_in_an_hour", most).with("log_read_until", login.until()));
    }

    /**
     * Who mistypes once mistypes again: the failures of one person are no crowd. Either many people fail, or far more
     * than three times each.
     */
    private static boolean isNoChance(EventHistory login, EventQuery hour, long failures, double usual) {
        Set<String> users = new HashSet<>();
        login.each(hour, event -> users.add(Recent.lower(event.who())));
        double chance = Math.min(
                Chance.ofAtLeast(users.size(), usual), Chance.ofAtLeast(failures / IN_A_ROW, usual / IN_A_ROW));
        return chance < Chance.RARE / 10;
    }

    private static Evidence hour(EventHistory login, EventQuery recent, Instant end, long failures, double usual) {
        Map<Long, Integer> networks = new HashMap<>();
        Set<String> users = new HashSet<>();
        login.each(recent.between(end.minus(1, ChronoUnit.HOURS), end), event -> {
            if (users.size() < 10_000) {
                users.add(event.who());
            }
            if (event.asn() != null && networks.size() < 10_000) {
                networks.merge(event.asn(), 1, Integer::sum);
            }
        });
        return Evidence.of("failures", failures)
                .rounded("usual", usual)
                .with("hour_from", end.minus(1, ChronoUnit.HOURS))
                .with("users", users.size())
                .with("networks", networks.isEmpty() ? null : networks.size())
                .with("largest_network", largest(networks));
    }

    private static @Nullable String largest(Map<Long, Integer> networks) {
        return networks.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(e -> "AS" + e.getKey() + " (" + e.getValue() + ")")
                .orElse(null);
    }

    private static Instant tenMinutes(Instant instant) {
        return Instant.ofEpochSecond(Math.floorDiv(instant.getEpochSecond(), 600) * 600);
    }
}
