package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.ActivityEvent;
import dev.watchkeeper.health.EventHistory;
import dev.watchkeeper.health.EventQuery;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * LGN-06: single sign-on fails: many users at one application, or no sign-in through the customer's own service in
 * hours in which there always are some.
 */
final class SingleSignOn implements HealthCheck {
    private static final int WEEKS = 4;

    /** Free days in a row, and a day before and after them. */
    private static final Duration LONGEST_FREE = Duration.ofDays(12);

    @Override
    public String id() {
        return "LGN-06";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        EventHistory login = facts.events("login");
        List<Verdict> verdicts = new ArrayList<>();
        Map<String, Failing> applications = new LinkedHashMap<>();
        facts.events("saml")
                .each(
                        Recent.query(facts, LONGEST_FREE, "login_failure"),
                        event -> applications
                                .computeIfAbsent(event.text("application_name"), name -> new Failing())
                                .add(event, limits.minutes("minutes")));
        applications.forEach((name, failing) -> {
            // A quiet night proves nothing: it is over when a working day has passed without.
            boolean quiet = !facts.now().isBefore(Recent.workdayAfter(facts, failing.end));
            if (failing.most >= limits.whole("users") && !quiet) {
                verdicts.add(Verdict.fail(
                                dev.watchkeeper.health.Plain.subject("sso", name),
                                Evidence.of("application", name)
                                        .with("users", failing.most)
                                        .with("minutes", limits.whole("minutes"))
                                        .with("until", failing.end)
                                        .with("failure_type", failing.type)
                                        .with("initiated_by", failing.initiatedBy))
                        .worded("users"));
            }
        });
        Verdict silence = silence(facts, login, limits);
        if (silence != null) {
            verdicts.add(silence);
        }
        if (!verdicts.isEmpty() || (facts.isOpen(id(), Verdict.TENANT) && !isHeard(login, limits))) {
            return verdicts;
        }
        // A change of the sign-in service shows in the admin log only: without it nothing is said to be in order.
        return List.of(Verdict.pass(Evidence.of("log_read_until", login.until())
                .with("admin_log_read_until", facts.events("admin").until())));
    }

    /** Whether anybody came in again through the customer's own service. */
    private static boolean isHeard(EventHistory login, Limits limits) {
        Instant end = login.until().plusSeconds(300);
        return successes(login, end.minus(limits.hours("silent_hours")), end) > 0;
    }

    /** Nobody came in through the customer's own service, though at this hour of this weekday somebody always does. */
    private static @Nullable Verdict silence(TenantFacts facts, EventHistory login, Limits limits) {
        // The newest half hour may not have arrived yet.
        Instant end = login.until().minus(Duration.ofMinutes(30));
        Duration length = limits.hours("silent_hours");
        if (facts.holidays().isHoliday(end.atZone(facts.tenant().zone()).toLocalDate())
                || successes(login, end.minus(length), end) > 0) {
            return null;
        }
        long least = Long.MAX_VALUE;
        int weeks = 0;
        for (int week = 1; week <= WEEKS; week++) {
            var then = end.atZone(facts.tenant().zone()).minusWeeks(week);
            if (login.since().isAfter(then.toInstant().minus(length))) {
                return null;
            }
            if (!facts.holidays().isHoliday(then.toLocalDate())) {
                weeks++;
                least = Math.min(least, successes(login, then.toInstant().minus(length), then.toInstant()));
            }
        }
        if (weeks < WEEKS - 1 || least < limits.whole("least_usual")) {
            return null;
        }
        return Verdict.fail(
                        Verdict.TENANT,
                        Evidence.of("since", end.minus(length))
                                .with("usual", least)
                                .with("until", end))
                .worded("silent");
    }

    private static long successes(EventHistory login, Instant from, Instant to) {
        long[] count = {0};
        login.each(new EventQuery(Set.of("login_success"), from, to), event -> {
            if (event.text("login_type").equals("saml")) {
                count[0]++;
            }
        });
        return count[0];
    }

    /** Slides over the failures at one application. */
    private static final class Failing {
        private final Deque<ActivityEvent> window = new ArrayDeque<>();
        private final Map<String, Integer> users = new HashMap<>();
        private int most;
        private Instant end = Instant.EPOCH;
        private String type = "";
        private String initiatedBy = "";

        void add(ActivityEvent event, Duration length) {
            window.addLast(event);
            users.merge(event.who(), 1, Integer::sum);
            while (window.getFirst().at().plus(length).isBefore(event.at())) {
                users.computeIfPresent(window.removeFirst().who(), (user, count) -> count > 1 ? count - 1 : null);
            }
            if (users.size() >= most) {
                most = users.size();
                end = event.at();
                type = event.text("failure_type");
                initiatedBy = event.text("initiated_by");
            }
        }
    }
}
