package dev.watchkeeper.health.checks;

import dev.watchkeeper.health.ActivityEvent;
import dev.watchkeeper.health.EventHistory;
import dev.watchkeeper.health.EventQuery;
import dev.watchkeeper.health.Evidence;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.Plain;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import dev.watchkeeper.health.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** LEK-08: after a suspicious sign-in came steps that a thief takes. */
final class AccountTakenOver implements HealthCheck {
    private static final int MOST_FILES = 20_000;
    private static final Set<String> ACCOUNT_STEPS =
            Set.of("2sv_disable", "recovery_email_edit", "recovery_phone_edit", ForwardingOutside.FORWARDING);
    private static final Set<String> FLAGGED = Set.of(
            "suspicious_login",
            "suspicious_login_less_secure_app",
            "suspicious_programmatic_login",
            "gov_attack_warning");

    @Override
    public String id() {
        return "LEK-08";
    }

    @Override
    public List<Verdict> judge(TenantFacts facts, Limits limits) {
        EventHistory login = facts.events("login");
        facts.events("user_accounts");
        EventHistory token = facts.events("token");
        EventHistory drive = facts.events("drive");
        List<ActivityEvent> suspicious = new ArrayList<>();
        login.each(Recent.whole(facts, login, FLAGGED), suspicious::add);
        // Of the ordinary sign-ins, which are many, only those of the last days.
        login.each(Recent.query(facts, limits.days("news_days"), "login_success"), event -> {
            if (event.flag("is_suspicious")) {
                suspicious.add(event);
            }
        });
        suspicious.sort(ActivityEvent.OLDEST_FIRST);
        List<ActivityEvent> accountSteps = Recent.accountEvents(facts, ACCOUNT_STEPS.toArray(String[]::new));
        Reaction reaction = Reaction.of(facts);
        Map<String, Verdict> verdicts = new LinkedHashMap<>();
        for (ActivityEvent flagged : suspicious) {
            String user = Recent.lower(Watch.about(flagged));
            String subject = Plain.subject("user", user);
            Instant end = flagged.at().plus(limits.hours("hours"));
            if (!Recent.counts(facts, id(), subject, flagged.at(), limits.days("news_days"))) {
                continue;
            }
            Set<String> steps = new TreeSet<>();
            for (ActivityEvent step : accountSteps) {
                if (Recent.lower(Watch.about(step)).equals(user)
                        && !step.at().isBefore(flagged.at())
                        && step.at().isBefore(end)
                        && isFromThere(step, flagged)) {
                    steps.add(step.name());
                }
            }
            EventQuery after = new EventQuery(Set.of("authorize"), flagged.at(), end, user);
            if (isAppNew(token, after, flagged)) {
                steps.add("app authorised");
            }
            if (isTakingFiles(drive, after, flagged, limits)) {
                steps.add("files downloaded");
            }
            if (steps.size() < limits.whole("steps")) {
                continue;
            }
            if (reaction.came(user, flagged.at())) {
                verdicts.put(user, Verdict.over(subject, Evidence.of("user", user)));
            } else {
                verdicts.put(
                        user,
                        Verdict.fail(
                                subject,
                                Evidence.of("user", user)
                                        .with("steps", steps)
                                        .with("sign_in", flagged.name())
                                        .with("at", flagged.at())
                                        .with("address", flagged.ipAddress())));
            }
        }
        List<Verdict> all = Standings.with(
                List.copyOf(verdicts.values()),
                facts,
                id(),
                (finding, at) -> reaction.came(Standings.text(finding, "user"), at));
        return all.isEmpty() ? List.of(Verdict.pass(Evidence.of("suspicious_sign_ins", suspicious.size()))) : all;
    }

    /** Whether a step was taken from where the flagged sign-in came from; a step without an address may be. */
    private static boolean isFromThere(ActivityEvent step, ActivityEvent flagged) {
        boolean noPlace = step.ipAddress() == null && step.asn() == null;
        boolean sameAddress = step.ipAddress() != null && step.ipAddress().equals(flagged.ipAddress());
        boolean sameNetwork = step.asn() != null && step.asn().equals(flagged.asn());
        boolean flaggedNowhere = flagged.ipAddress() == null && flagged.asn() == null;
        return noPlace || sameAddress || sameNetwork || flaggedNowhere;
    }

    /** An app that reaches mail, files or the directory and that nobody in the company had used before. */
    private static boolean isAppNew(EventHistory token, EventQuery after, ActivityEvent flagged) {
        boolean[] found = {false};
        token.each(after, event -> {
            Instant first = token.firstSight(event.text("client_id"));
            boolean unheard = first == null || !first.isBefore(flagged.at());
            found[0] |= Watch.isRisky(event) && unheard && isFromThere(event, flagged);
        });
        return found[0];
    }

    /** Far more files than this user ever took in an hour; one's own work while travelling is none. */
    private static boolean isTakingFiles(EventHistory drive, EventQuery after, ActivityEvent flagged, Limits limits) {
        List<Instant> taken = new ArrayList<>();
        drive.each(new EventQuery(Set.of("download"), after.from(), after.to(), after.actor()), event -> {
            if (isFromThere(event, flagged) && taken.size() < MOST_FILES) {
                taken.add(event.at());
            }
        });
        long most = Burst.most(taken, Duration.ofHours(1));
        EventQuery before = new EventQuery(
                Set.of("download"), flagged.at().minus(Duration.ofDays(28)), flagged.at(), after.actor());
        return most >= limits.whole("least_files")
                && most > limits.number("factor_of_own_peak") * drive.peak(before, 60);
    }
}
