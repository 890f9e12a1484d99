package dev.watchkeeper.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.finding.Sighting;
import dev.watchkeeper.finding.Sighting.Outcome;
import dev.watchkeeper.fixture.Facts;
import dev.watchkeeper.health.Calibration;
import dev.watchkeeper.health.CatalogueEntry;
import dev.watchkeeper.health.Fact;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Judge;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.UsageHistory;
import dev.watchkeeper.health.UserUsage;
import dev.watchkeeper.health.checks.StandardChecks;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Unknown is never passed: what becomes of the verdicts when sources are refused, or answer with nothing. */
final class SourcesTakenAway {
    private static final List<String> LOGS = List.of(
            "admin",
            "login",
            "user_accounts",
            "saml",
            "token",
            "drive",
            "calendar",
            "groups",
            "gmail",
            "takeout",
            "rules",
            "mobile");

    /** Sources besides the logs, by the words of the catalogue; some go by two. */
    private static final Map<String, String> OTHERS = Map.of(
            "customer_usage", "usage",
            "user_usage", "userUsage",
            "directory", "directory",
            "dns", "dns",
            "https", "dns",
            "status_dashboard", "incidents",
            "other_checks", "fleet",
            "own_calls", "access",
            "settings_ledger", "settings");

    private static final Judge JUDGE = new Judge(Facts.CATALOGUE, Calibration.NONE);

    private SourcesTakenAway() {}

    private static Set<String> sources() {
        Set<String> all = new TreeSet<>(OTHERS.values());
        all.addAll(List.of("completeness", "tickets"));
        LOGS.forEach(log -> all.add("activities:" + log));
        return all;
    }

    /** The facts without some of their sources. */
    private static TenantFacts without(TenantFacts facts, Set<String> gone) {
        TenantFacts.Builder left = TenantFacts.about(facts.tenant(), facts.now())
                .holidays(facts.holidays())
                .ownClientId(facts.ownClientId());
        for (String log : LOGS) {
            if (!gone.contains("activities:" + log)) {
                left.events(log, facts.eventsIfKnown(log));
            }
        }
        if (!gone.contains("usage")) {
            left.usage(facts.usage());
        }
        if (!gone.contains("userUsage")) {
            left.userUsage(facts.userUsage());
        }
        if (!gone.contains("directory")) {
            left.directory(facts.directory());
        }
        if (!gone.contains("dns")) {
            left.mailDns(facts.mailDns());
        }
        if (!gone.contains("incidents")) {
            left.incidents(facts.incidents());
        }
        if (!gone.contains("tickets")) {
            left.tickets(facts.tickets());
        }
        // Settings are read from the admin log: without it there are none.
        if (!gone.contains("settings") && !gone.contains("activities:admin")) {
            left.settings(facts.settings());
        }
        if (!gone.contains("fleet") && facts.fleet().isKnown()) {
            left.fleet(facts.fleet());
        }
        if (!gone.contains("access") && facts.access().isKnown()) {
            left.access(facts.access().get());
        }
        if (!gone.contains("completeness") && facts.completeness().isKnown()) {
            left.completeness(facts.completeness().get());
        }
        return left.build();
    }

    private static Set<Outcome> outcomes(HealthCheck check, TenantFacts facts) {
        Set<Outcome> outcomes = EnumSet.noneOf(Outcome.class);
        for (Sighting sighting : JUDGE.judge(check, facts)) {
            outcomes.add(sighting.outcome());
        }
        return outcomes;
    }

    /** Facts full of trouble: each source alone, then several at random, leave trouble or say that they do not know. */
    static void noneTurnsTroubleIntoAPass(TenantFacts sick) {
        Random random = new Random(20_261_125);
        List<String> sources = List.copyOf(sources());
        for (HealthCheck check : StandardChecks.all()) {
            if (!outcomes(check, sick).contains(Outcome.FAIL)) {
                continue;
            }
            for (int i = 0; i < sources.size() + 60; i++) {
                Set<String> gone = new HashSet<>();
                if (i < sources.size()) {
                    gone.add(sources.get(i));
                } else {
                    sources.stream().filter(s -> random.nextInt(3) == 0).forEach(gone::add);
                }
                assertThat(outcomes(check, without(sick, gone)))
                        .as("%s without %s", check.id(), gone)
                        .containsAnyOf(Outcome.FAIL, Outcome.UNKNOWN);
            }
        }
    }

    /** Facts of a healthy customer: without a source that the catalogue names, a check does not pass. */
    static void everyCheckNeedsWhatTheCatalogueSaysItReads(TenantFacts healthy) {
        for (HealthCheck check : StandardChecks.all()) {
            CatalogueEntry entry = Facts.CATALOGUE.entry(check.id());
            assertThat(outcomes(check, healthy)).as(check.id()).contains(Outcome.PASS);
            for (String read : entry.reads()) {
                String source = OTHERS.getOrDefault(read, read);
                if (read.endsWith("(optional)") || !sources().contains(source)) {
                    continue;
                }
                assertThat(outcomes(check, without(healthy, Set.of(source))))
                        .as("%s without %s", check.id(), source)
                        .doesNotContain(Outcome.PASS);
                if (source.equals("usage") || source.equals("userUsage")) {
                    assertThat(outcomes(check, empty(healthy, source)))
                            .as("%s with an empty report: %s", check.id(), source)
                            .doesNotContain(Outcome.PASS);
                }
            }
        }
    }

    /** A report that was answered and holds nothing. */
    private static TenantFacts empty(TenantFacts facts, String source) {
        TenantFacts.Builder left = TenantFacts.about(facts.tenant(), facts.now());
        LOGS.forEach(log -> left.events(log, facts.eventsIfKnown(log)));
        LocalDate day = LocalDate.EPOCH;
        left.usage(source.equals("usage") ? Fact.known(new UsageHistory(List.of(), day), facts.now()) : facts.usage());
        left.userUsage(
                source.equals("userUsage")
                        ? Fact.known(new UserUsage.Tally().sum(day), facts.now())
                        : facts.userUsage());
        left.directory(facts.directory()).settings(facts.settings());
        if (facts.completeness().isKnown()) {
            left.completeness(facts.completeness().get());
        }
        return left.build();
    }
}
