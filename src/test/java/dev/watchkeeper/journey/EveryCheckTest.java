package dev.watchkeeper.journey;

import static dev.watchkeeper.journey.Troubles.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.audit.Collector;
import dev.watchkeeper.audit.Deadline;
import dev.watchkeeper.audit.DirectoryReader;
import dev.watchkeeper.audit.Examination;
import dev.watchkeeper.audit.FactReader;
import dev.watchkeeper.audit.FleetWatch;
import dev.watchkeeper.audit.IncidentsReader;
import dev.watchkeeper.audit.MailDnsReader;
import dev.watchkeeper.audit.OwnSight;
import dev.watchkeeper.audit.QuotaLeases;
import dev.watchkeeper.audit.ReadingPlan;
import dev.watchkeeper.audit.Scope;
import dev.watchkeeper.audit.SettingsReader;
import dev.watchkeeper.audit.TenantExaminer;
import dev.watchkeeper.config.SettingRulesReader;
import dev.watchkeeper.demo.EmulatedCustomer;
import dev.watchkeeper.demo.GoogleEmulator;
import dev.watchkeeper.demo.LoopbackDns;
import dev.watchkeeper.demo.ServiceAccountFile;
import dev.watchkeeper.dns.DnsClient;
import dev.watchkeeper.dns.DnsSettings;
import dev.watchkeeper.dns.MailDnsChecker;
import dev.watchkeeper.dns.MailZone;
import dev.watchkeeper.dns.StsFetcher;
import dev.watchkeeper.dns.TenantMailDns;
import dev.watchkeeper.finding.Circumstances;
import dev.watchkeeper.finding.FindingKeeper;
import dev.watchkeeper.finding.Sighting.Outcome;
import dev.watchkeeper.fixture.Facts;
import dev.watchkeeper.fixture.InMemoryFindings;
import dev.watchkeeper.fixture.MemoryCursors;
import dev.watchkeeper.fixture.MemoryDnsHistories;
import dev.watchkeeper.fixture.MemoryEventLog;
import dev.watchkeeper.fixture.MemoryIncidents;
import dev.watchkeeper.fixture.MemorySettingStates;
import dev.watchkeeper.fixture.PlainSpeech;
import dev.watchkeeper.fixture.TestClock;
import dev.watchkeeper.google.Google;
import dev.watchkeeper.google.GoogleSettings;
import dev.watchkeeper.google.QuotaMeter;
import dev.watchkeeper.health.Calibration;
import dev.watchkeeper.health.HealthCheck;
import dev.watchkeeper.health.Holidays;
import dev.watchkeeper.health.Limits;
import dev.watchkeeper.health.TenantFacts;
import dev.watchkeeper.health.Verdict;
import dev.watchkeeper.health.checks.StandardChecks;
import dev.watchkeeper.health.settings.GoodSettings;
import dev.watchkeeper.health.settings.RuleBook;
import dev.watchkeeper.health.settings.RuleVerdict;
import dev.watchkeeper.health.settings.Statement;
import dev.watchkeeper.jobs.Transactions;
import dev.watchkeeper.status.HttpFeed;
import dev.watchkeeper.status.IncidentPoller;
import dev.watchkeeper.tenant.Language;
import dev.watchkeeper.tenant.MailSetup;
import dev.watchkeeper.tenant.Profile;
import dev.watchkeeper.tenant.Tenant;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every check of the catalogue failing, passing and unknown, over the wire: the real client against the emulator, DNS
 * packets to two resolvers, the status feed over HTTP. One customer is healthy, one has every trouble that can be had at
 * once, one has withdrawn our access; what excludes another trouble has a customer of its own. Nothing is left out.
 */
class EveryCheckTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final RuleBook BOOK = SettingRulesReader.packaged();
    private static final String STS = "version: STSv1\nmode: enforce\nmx: %s\nmax_age: 604800\n";

    private static final TestClock CLOCK = new TestClock(NOW);
    private static GoogleEmulator emulator;
    private static Google google;
    private static Path key;
    private static LoopbackDns first;
    private static LoopbackDns second;

    private final MemoryEventLog log = new MemoryEventLog();
    private final MemoryCursors cursors = new MemoryCursors();
    private final InMemoryFindings findings = new InMemoryFindings();
    private final MemoryDnsHistories histories = new MemoryDnsHistories();
    private URI feed = emulator.statusUrl();
    private List<Statement> answers = List.of();
    private TenantFacts judged = TenantFacts.about(tenant("nobody"), NOW).build();

    @BeforeAll
    static void start() throws IOException {
        emulator = GoogleEmulator.start(CLOCK);
        key = Files.createTempFile("watchkeeper", ".json");
        ServiceAccountFile.write(key, emulator.tokenUrl());
        google = Google.open(
                GoogleSettings.of(emulator.rootUrl(), key.toString())
                        .drawing(600_000, 60_000)
                        .waiting(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(1), Duration.ZERO),
                CLOCK,
                QuotaLeases.alone(System::nanoTime),
                QuotaMeter.NONE);
        first = LoopbackDns.start();
        second = LoopbackDns.start();
        for (LoopbackDns server : List.of(first, second)) {
            server.load(MailZone.WORLD + zones());
            server.fault("*.closed.example.", "*", LoopbackDns.Fault.SERVFAIL);
        }
    }

    @AfterAll
    static void stop() throws IOException {
        google.close();
        emulator.close();
        first.close();
        second.close();
        Files.delete(key);
    }

    /** {@code sick-gone.example} is not there at all. */
    private static String zones() {
        String policy = "_mta-sts TXT \"v=STSv1; id=1\"\nmta-sts A 192.0.2.4";
        return new MailZone("healthy.example")
                        .with("MORE", policy, "_smtp._tls TXT \"v=TLSRPTv1; rua=mailto:t@healthy.example\"")
                        .text()
                + new MailZone("sick.example")
                        .with("MX", "@ MX 1 smtp.google.com.", "@ MX 1 mx1.old.example.")
                        .with("SPF", "")
                        .with("DKIM", "")
                        .with("DMARC", "")
                        .with("MORE", policy)
                        .text()
                + new MailZone("sick-null.example").with("MX", "@ MX 0 .").text()
                + new MailZone("lone.example").text()
                + new MailZone("twin1.example").text()
                + new MailZone("twin2.example").text()
                + new MailZone("twin3.example").text();
    }

    private static EmulatedCustomer customer(String id, int users) {
        EmulatedCustomer customer = new EmulatedCustomer("C0" + id, List.of(id + ".example"), users, 11, ZONE).silent();
        customer.change(1, user -> user.administrator(true));
        emulator.add(customer);
        return customer;
    }

    private static Tenant tenant(String id, String... moreDomains) {
        List<String> domains = new ArrayList<>(List.of(id + ".example"));
        domains.addAll(List.of(moreDomains));
        return new Tenant(
                id,
                id,
                "",
                domains,
                "C0" + id,
                "admin@" + id + ".example",
                List.of(),
                "wang",
                ZONE,
                Language.ZH_CN,
                Profile.NORMAL,
                new MailSetup(List.of(), List.of(), false, List.of("sales@" + id + ".example")),
                List.of(),
                List.of(),
                "");
    }

    private Map<String, Set<Outcome>> audit(Tenant tenant) {
        IncidentPoller incidents = new IncidentPoller(
                new HttpFeed(feed, System::nanoTime), new MemoryIncidents(), CLOCK, Duration.ofMinutes(30));
        incidents.poll();
        List<FactReader> readers = new ArrayList<>(SettingsReader.of(
                log, cursors, BOOK, google.directory(), google.policies(), new MemorySettingStates(), t -> answers));
        readers.add(new DirectoryReader(google.directory()));
        readers.addAll(MailDnsReader.of(mailDns()));
        readers.add(new IncidentsReader(incidents::board));
        readers.add(new FleetWatch(
                findings, () -> 10, () -> new FleetWatch.Rule(3, 5, Duration.ofMinutes(15)), OwnSight.CLEAR));
        Examination examination = new TenantExaminer(
                        collector(),
                        readers,
                        watched(),
                        Facts.CATALOGUE,
                        day -> Calibration.NONE,
                        TenantExaminer.RuleJudge.NONE,
                        CLOCK)
                .examine(tenant, Scope.QUARTERLY, Deadline.NONE);
        new FindingKeeper(findings, Circumstances.NONE)
                .reconcile(tenant.id(), examination.checks(), CLOCK.instant(), null);
        assertThat(examination.checks())
                .allSatisfy(s -> assertThat(PlainSpeech.complaints(s)).isEmpty());
        Map<String, Set<Outcome>> outcomes = new TreeMap<>();
        examination
                .checks()
                .forEach(s -> outcomes.computeIfAbsent(s.checkId(), c -> new TreeSet<>())
                        .add(s.outcome()));
        return outcomes;
    }

    /** All checks; the first one hands out the facts that they judge. */
    private List<HealthCheck> watched() {
        List<HealthCheck> checks = new ArrayList<>(StandardChecks.all());
        HealthCheck first = checks.get(0);
        checks.set(0, new HealthCheck() {
            @Override
            public String id() {
                return first.id();
            }

            @Override
            public List<Verdict> judge(TenantFacts facts, Limits limits) {
                judged = facts;
                return first.judge(facts, limits);
            }
        });
        return checks;
    }

    private Collector collector() {
        Transactions direct = new Transactions() {
            @Override
            public <T> T in(Supplier<T> work) {
                return work.get();
            }
        };
        return new Collector(
                google.reports(),
                log,
                cursors,
                cursors,
                direct,
                ReadingPlan.STANDARD,
                t -> Holidays.NONE,
                () -> "117",
                (t, now) -> false);
    }

    private TenantMailDns mailDns() {
        DnsSettings settings = new DnsSettings(
                List.of(first.address(), second.address()),
                Duration.ofMillis(500),
                1,
                50,
                Duration.ofSeconds(20),
                "google.com",
                first.port(),
                true,
                Duration.ZERO);
        StsFetcher policies = (domain, addresses) -> new StsFetcher.Fetched(
                StsFetcher.Outcome.FETCHED,
                STS.formatted(domain.startsWith("sick") ? "aspmx.l.google.com" : "smtp.google.com"),
                "");
        return new TenantMailDns(new MailDnsChecker(new DnsClient(settings), policies, CLOCK), histories, settings);
    }

    private static Set<String> having(Map<String, Set<Outcome>> outcomes, Outcome outcome) {
        Set<String> checks = new TreeSet<>();
        outcomes.forEach((check, seen) -> {
            if (seen.contains(outcome)) {
                checks.add(check);
            }
        });
        return checks;
    }

    private static Set<String> everyCheck() {
        Set<String> ids = new TreeSet<>();
        StandardChecks.all().forEach(check -> ids.add(check.id()));
        assertThat(ids).hasSize(87);
        return ids;
    }

    @Test
    void aHealthyCustomerPassesEveryCheck() {
        Troubles.none(customer("healthy", 30).enrolledShare(1), 30);
        // Older than what the checks of their own settings find in the log, which therefore counts.
        List<Statement> good = new ArrayList<>();
        GoodSettings.of(BOOK)
                .forEach((setting, value) -> good.add(new Statement(
                        setting,
                        "/",
                        null,
                        value,
                        NOW.minus(Duration.ofDays(90)),
                        RuleVerdict.Evidence.ANSWER,
                        "li@healthy.example")));
        answers = good;

        Map<String, Set<Outcome>> outcomes = audit(tenant("healthy"));

        assertThat(having(outcomes, Outcome.PASS)).isEqualTo(everyCheck());
        assertThat(having(outcomes, Outcome.FAIL)).isEmpty();
        assertThat(having(outcomes, Outcome.UNKNOWN)).isEmpty();
        assertThat(having(outcomes, Outcome.NOT_APPLICABLE)).isEmpty();
        SourcesTakenAway.everyCheckNeedsWhatTheCatalogueSaysItReads(judged);
    }

    @Test
    void aCustomerWhoShutsUsOutIsUnknownInEveryCheckAndLost() {
        customer("closed", 10).authorise(false);
        feed = emulator.rootUrl().resolve("appsstatus/dashboard/gone.json");

        Map<String, Set<Outcome>> once = audit(tenant("closed"));
        assertThat(having(once, Outcome.UNKNOWN)).isEqualTo(everyCheck());
        assertThat(having(once, Outcome.PASS)).isEmpty();

        CLOCK.forward(Duration.ofMinutes(10));
        Map<String, Set<Outcome>> twice = audit(tenant("closed"));
        CLOCK.set(NOW);
        assertThat(having(twice, Outcome.FAIL)).containsExactly("HYG-09");
    }

    @Test
    void aCustomerWithOneOfEveryTroubleFailsEveryCheck() {
        Troubles.all(customer("sick", 60));
        emulator.incident(NOW.minus(Duration.ofHours(1)));
        Map<String, Set<Outcome>> outcomes = audit(tenant("sick", "sick-gone.example", "sick-null.example"));
        emulator.incidentOver(NOW.minusSeconds(1));
        Set<String> expected = everyCheck();
        // What cannot be had beside the others has a test of its own: too few administrators beside too many, lost
        // access beside logs, an outage that several customers see.
        expected.removeAll(Set.of("LGN-10", "HYG-09", "OUT-02"));

        assertThat(having(outcomes, Outcome.FAIL)).isEqualTo(expected);
        SourcesTakenAway.noneTurnsTroubleIntoAPass(judged);
    }

    @Test
    void aSingleAdministratorIsTooFew() {
        emulator.add(new EmulatedCustomer("C0lone", List.of("lone.example"), 5, 11, ZONE).silent());

        assertThat(having(audit(tenant("lone")), Outcome.FAIL)).contains("LGN-10");
    }

    @Test
    void whatTurnsBadAtSeveralCustomersAtOnceIsAnOutage() {
        for (String id : List.of("twin1", "twin2", "twin3")) {
            Troubles.signIn(customer(id, 60));
            assertThat(having(audit(tenant(id)), Outcome.FAIL))
                    .contains("LGN-01")
                    .doesNotContain("OUT-02");
        }
        CLOCK.forward(Duration.ofMinutes(2));
        Map<String, Set<Outcome>> again = audit(tenant("twin1"));
        CLOCK.set(NOW);

        assertThat(having(again, Outcome.FAIL)).contains("OUT-02");
    }
}
