package dev.watchkeeper.health.checks;

import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.health.ActivityEvent;
import dev.watchkeeper.health.CauseAndEffect;
import dev.watchkeeper.health.EventHistory;
import dev.watchkeeper.health.EventQuery;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import dev.watchkeeper.tenant.Profile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** SYN-01: an administrator changed the access of outside apps, and users are refused since. */
final class AppAccessBlocked implements HealthCheck {
    /** Names until August 2026 and from September 2026; both stay valid. */
    static final Set<String> CHANGES = Set.of(
            "BLOCK_ALL_THIRD_PARTY_API_ACCESS",
            "UNBLOCK_ALL_THIRD_PARTY_API_ACCESS",
            "SIGN_IN_ONLY_THIRD_PARTY_API_ACCESS",
            "ALLOW_SERVICE_FOR_OAUTH2_ACCESS",
            "DISALLOW_SERVICE_FOR_OAUTH2_ACCESS",
            "ADD_TO_TRUSTED_OAUTH2_APPS",
            "REMOVE_FROM_TRUSTED_OAUTH2_APPS",
            "ADD_TO_BLOCKED_OAUTH2_APPS",
            "REMOVE_FROM_BLOCKED_OAUTH2_APPS",
            "ADD_TO_LIMITED_OAUTH2_APPS",
            "REMOVE_FROM_LIMITED_OAUTH2_APPS",
            "MULTIPLE_ADD_TO_*",
            "CHANGE_API_ACCESS",
            "CHANGE_APP_ACCESS",
            "CHANGE_UNCONFIGURED_APPS_ACCESS",
            "CHANGE_UNDERAGE_UNCONFIGURED_APPS_ACCESS");

    private static final Map<String, String> OPPOSITES = Map.of(
            "BLOCK_ALL_THIRD_PARTY_API_ACCESS", "UNBLOCK_ALL_THIRD_PARTY_API_ACCESS",
            "SIGN_IN_ONLY_THIRD_PARTY_API_ACCESS", "UNBLOCK_ALL_THIRD_PARTY_API_ACCESS",
            "DISALLOW_SERVICE_FOR_OAUTH2_ACCESS", "ALLOW_SERVICE_FOR_OAUTH2_ACCESS",
            "REMOVE_FROM_TRUSTED_OAUTH2_APPS", "ADD_TO_TRUSTED_OAUTH2_APPS",
            "ADD_TO_BLOCKED_OAUTH2_APPS", "REMOVE_FROM_BLOCKED_OAUTH2_APPS",
            "ADD_TO_LIMITED_OAUTH2_APPS", "REMOVE_FROM_LIMITED_OAUTH2_APPS");

    @Override
    public String id() {
        return "SYN-01";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        EventHistory token = facts.events("token");
        List<ActivityEvent> changes = Recent.all(facts, "admin", CHANGES.toArray(String[]::new));
        Duration after = limits.hours("hours_after");
        for (int i = changes.size() - 1; i >= 0; i--) {
            ActivityEvent change = changes.get(i);
            boolean counts = Recent.counts(facts, id(), Verdict.TENANT, change.at(), limits.days("news_days"));
            if (!counts || isUndone(change, changes.subList(i + 1, changes.size()))) {
                continue;
            }
            Verdict verdict = followed(change, token, after, facts, limits);
            if (verdict != null) {
                return List.of(verdict);
            }
        }
        Verdict open = standing(facts);
        if (open != null) {
            return List.of(open);
        }
        return List.of(
                Verdict.pass(Evidence.of("changes", changes.size()).with("token_log_read_until", token.until())));
    }

    /** Users refused, or tickets, after a change; null if there are too few of both. */
    private static @Nullable Verdict followed(
            ActivityEvent change, EventHistory token, Duration after, TenantFacts facts, Limits limits) {
        Denials denials = Denials.between(token, change.at(), change.at().plus(after));
        Denials before = Denials.between(token, change.at().minus(after), change.at());
        int refused = denials.users().size();
        Evidence evidence = Evidence.of("users_denied", refused)
                .with("users_denied_before", before.users().size())
                .with("change", change.name())
                .with("app", appOf(change))
                .with("by", change.who())
                .with("at", change.at())
                .with("apps_refused", denials.mostRefused())
                .with(CauseAndEffect.EXPLAINS, List.of("SYN-02", "SYN-05"));
        // Who is refused stops asking after a day; that the app is allowed again shows in the token log.
        if (isUsedAgain(token, change.at().plus(after), denials)) {
            return null;
        }
        boolean many = refused >= limits.whole("critical_users");
        boolean told = Aftermath.isTold(facts, change.at(), limits, evidence);
        if (many || (told && refused > 0)) {
            return Verdict.fail(Verdict.TENANT, evidence)
                    .as(Severity.CRITICAL)
                    .worded(told && !many ? "effect_tickets" : "effect");
        }
        return refused >= limits.whole("users_denied") ? Verdict.fail(Verdict.TENANT, evidence) : null;
    }

    /** Whether a later change gave back what this one took. */
    private static boolean isUndone(ActivityEvent change, List<ActivityEvent> later) {
        String back = OPPOSITES.getOrDefault(change.name(), "");
        return !back.isEmpty() && later.stream().anyMatch(e -> e.name().equals(back) && appOf(e).equals(appOf(change)));
    }

    private static boolean isUsedAgain(EventHistory token, Instant from, Denials denials) {
        Set<String> apps = denials.apps().keySet();
        Set<String> users = new HashSet<>();
        Instant until = token.until();
        if (!apps.isEmpty() && from.isBefore(until)) {
            token.each(new EventQuery(Set.of("authorize"), from, until), event -> {
                if (apps.contains(event.text("app_name"))) {
                    users.add(Recent.lower(event.who()));
                }
            });
        }
        return !users.isEmpty() && users.size() * 2 >= denials.users().size();
    }

    /** Apps that nobody has judged are open to everybody: a risk that two of the three profiles do not accept. */
    private static @Nullable Verdict standing(TenantFacts facts) {
        Profile profile = facts.tenant().profile();
        Evidence evidence = profile == Profile.OPEN
                ? null
                : Standing.knownBad(facts, AppAccessBlocked::unconfigured, "choice|GWS.COMMONCONTROLS.10.4");
        if (evidence == null) {
            return null;
        }
        Verdict verdict = Verdict.fail("apps:unconfigured", evidence).worded("standing");
        return profile == Profile.NORMAL ? verdict.as(Severity.LOW) : verdict;
    }

    private static Standing.Value unconfigured(String value) {
        return value.startsWith("UNBLOCK_ALL") ? Standing.Value.BAD : Standing.Value.GOOD;
    }

    private static String appOf(ActivityEvent change) {
        String name = change.text("OAUTH2_APP_NAME");
        return name.isEmpty() ? change.text("OAUTH2_SERVICE_NAME") : name;
    }

    private record Denials(Set<String> users, Map<String, Integer> apps) {
        static Denials between(EventHistory token, Instant from, Instant to) {
            Denials denials = new Denials(new HashSet<>(), new HashMap<>());
            token.each(new EventQuery(Set.of("deny"), from, to), event -> {
                if (denials.users.size() < 10_000) {
                    denials.users.add(Recent.lower(event.who()));
                    denials.apps.merge(event.text("app_name"), 1, Integer::sum);
                }
            });
            return denials;
        }

        List<String> mostRefused() {
            return new ArrayList<>(apps.entrySet())
                    .stream()
                            .sorted(Map.Entry.<String, Integer>comparingByValue()
                                    .reversed())
                            .limit(5)
                            .map(Map.Entry::getKey)
                            .toList();
        }
    }
}
