package dev.watchkeeper.app;

import dev.watchkeeper.audit.CareKeeper;
import dev.watchkeeper.audit.EntitlementKeeper;
import dev.watchkeeper.audit.Examination;
import dev.watchkeeper.audit.PredictionKeeper;
import dev.watchkeeper.config.CatalogueReader;
import dev.watchkeeper.config.Problem;
import dev.watchkeeper.digest.Reconciler;
import dev.watchkeeper.digest.SlaFigures;
import dev.watchkeeper.digest.Sources;
import dev.watchkeeper.finding.FindingKeeper;
import dev.watchkeeper.finding.Findings;
import dev.watchkeeper.finding.Life.Change;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.health.Catalogue;
import dev.watchkeeper.health.Predictor;
import dev.watchkeeper.health.incidents.Incidents;
import dev.watchkeeper.jobs.JobHistory;
import dev.watchkeeper.jobs.JobRunner;
import dev.watchkeeper.jobs.Lateness;
import dev.watchkeeper.jobs.Loop;
import dev.watchkeeper.jobs.OneByOne;
import dev.watchkeeper.jobs.SetAside;
import dev.watchkeeper.jobs.Steps;
import dev.watchkeeper.jobs.Work;
import dev.watchkeeper.mail.Delivery;
import dev.watchkeeper.mail.OutboxEntry;
import dev.watchkeeper.mail.alert.OperatorDesk;
import dev.watchkeeper.mail.alert.Withdrawal;
import dev.watchkeeper.ops.HttpEndpoint;
import dev.watchkeeper.ops.IngestRoute;
import dev.watchkeeper.ops.LoopWatch;
import dev.watchkeeper.ops.Probe;
import dev.watchkeeper.ops.ProbeRoutes;
import dev.watchkeeper.ops.Route;
import dev.watchkeeper.ops.Sampler;
import dev.watchkeeper.report.ReportRecord;
import dev.watchkeeper.schedule.Bells;
import dev.watchkeeper.sla.Cadence;
import dev.watchkeeper.sla.EntitlementKind;
import dev.watchkeeper.sla.NewsDesk;
import dev.watchkeeper.sla.Plan;
import dev.watchkeeper.sla.SlaAlerts;
import dev.watchkeeper.sla.Takeover;
import dev.watchkeeper.status.IncidentPoller;
import dev.watchkeeper.store.Database;
import dev.watchkeeper.store.DatabaseSettings;
import dev.watchkeeper.store.Installation;
import dev.watchkeeper.store.JdbiEntitlements;
import dev.watchkeeper.store.JdbiFindings;
import dev.watchkeeper.store.JdbiIncidents;
import dev.watchkeeper.store.JdbiJobHistory;
import dev.watchkeeper.store.JdbiOutbox;
import dev.watchkeeper.store.JdbiPredictions;
import dev.watchkeeper.store.JdbiSetAside;
import dev.watchkeeper.store.JdbiThreads;
import dev.watchkeeper.store.JdbiTicketCounts;
import dev.watchkeeper.tenant.Tenant;
import dev.watchkeeper.tenant.Text;
import dev.watchkeeper.tickets.Intake;
import dev.watchkeeper.tickets.sources.SourceSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds the object graph once; read it from top to bottom to see the system. The daemon, every command and the tests
 * use this one wiring. What a reload may change is asked of {@link LiveConfiguration} at each use.
 */
public final class Application implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Application.class);

    private static final Duration LONGEST_LAG = Duration.ofSeconds(30);
    private static final Duration SAMPLE_EVERY = Duration.ofSeconds(5);

    private final LiveConfiguration live;
    private final World world;
    private final Database database;
    private final Parts parts = new Parts();
    private final LoopWatch loops = new LoopWatch(System::nanoTime);
    private final JobHistory history;
    private final JobRunner runner;
    private final Findings findings;
    private final FindingKeeper keeper;
    private final OwnFindings own;
    private final OneByOne oneByOne;
    private final AuditGraph audits;
    private final OutboundGraph outbound;
    private final TicketGraph tickets;
    private final MailGraph mail;
    private final Bounces bounces;
    private final AddressWatch addresses;
    private final AlertGraph alerts;
    private final ReportGraph reports;
    private final MailWatch mailWatch;
    private final SlaGraph sla;
    private final OutageNews outages;
    private final YearWatch years;
    private final ContractWatch contracts;
    private final Lapse lapse;
    private final DigestGraph digests;
    private final Takeover takeover;
    private final AnswerGraph answers;
    private final Incidents incidents;
    private final PredictionKeeper predictions;
    private final EntitlementKeeper promises;
    private final CareKeeper care;
    private final IncidentPoller incidentPoller;
    private final Map<String, Work> works;
    private final Instant assembledAt;
    private final Sampler sampler;
    private final Probe databaseProbe;
    private final Probe jobsProbe;
    private final Probe deadlinesProbe;
    private final Loop sampling;
    private final OutageLog outage;
    private @Nullable Bells bells;
    private @Nullable HttpEndpoint http;
    private volatile Runnable watchBeat = () -> {};
    private volatile boolean stopping;

    private Application(LiveConfiguration live, World world, Database database) {
        this.live = live;
        this.world = world;
        this.database = database;
        Settings settings = live.get().settings();
        assembledAt = world.clock().instant();
        boolean ours = new Installation(database, settings.database().directory()).isOurs(assembledAt);
        if (!ours) {
            log.warn("this database was copied or restored from elsewhere: mail goes to files only until"
                    + " 'watchkeeper db adopt' says that it is the rightful one");
        }
        String node = Nodes.name();
        history = new JdbiJobHistory(database);
        runner = new JobRunner(history, world.clock());
        findings = new JdbiFindings(database);
        keeper = new FindingKeeper(
                findings,
                new Agreements(live),
                new Withdrawal(new JdbiThreads(database), new JdbiOutbox(database))::decided);
        own = new OwnFindings(keeper, world.clock());
        SetAside aside = new JdbiSetAside(database);
        oneByOne = new OneByOne(database, aside, own);
        WorkCalendars calendars = new WorkCalendars(live);
        incidents = new JdbiIncidents(database);
        incidentPoller = new IncidentPoller(
                world.status(), incidents, world.clock(), settings.status().staleAfter());
        Catalogue catalogue = CatalogueReader.packaged();
        predictions = new PredictionKeeper(findings, new Predictor(catalogue), new JdbiPredictions(database));
        promises = new EntitlementKeeper(
                live::portfolio, this::promisesOf, new JdbiEntitlements(database), keeper, world.clock());
        audits = AuditGraph.assemble(
                live,
                world,
                database,
                catalogue,
                findings,
                keeper,
                incidentPoller::board,
                calendars,
                List.of(predictions, promises, this::audited),
                node);
        outbound = OutboundGraph.assemble(live, world, database);
        tickets = TicketGraph.assemble(
                live,
                world,
                database,
                own,
                (source, since) -> outbound.desk()
                        .announceStale(source, since, world.clock().instant()));
        mail = MailGraph.assemble(
                live,
                world,
                database,
                ours,
                new MailMeter(world.metrics(), own, oneByOne, world.clock()),
                this::refresh,
                node);
        bounces = new Bounces(mail.bounces(), own);
        addresses = new AddressWatch(
                findings, own, mail.outbox(), live::portfolio, settings.mail().operator());
        care = new CareKeeper(
                live::portfolio, audits.usage(), findings, keeper, mail.outbox()::daysRefused, world.clock());
        Runnable beat = () -> watchBeat.run();
        alerts = AlertGraph.assemble(live, database, findings, mail, calendars);
        outages = new OutageNews(incidents, alerts.outages(), oneByOne);
        years = new YearWatch(own);
        contracts = new ContractWatch(own);
        lapse = new Lapse(findings, own, () -> lapseWorld(aside));
        TicketLinks links = new TicketLinks(live);
        NewsDesk news =
                outbound.desk().and(new SlaAlerts(alerts.promises(), tickets.events(), live::portfolio, links::of));
        sla = SlaGraph.assemble(live, world, database, tickets, news, oneByOne, beat);
        SlaFigures figures = new ClockFigures(
                sla.book(),
                sla.reports(),
                live::portfolio,
                () -> !live.get().sources().isEmpty(),
                links::of);
        Sources sources = new DigestSources(live, audits.records(), predictions, incidents);
        digests = DigestGraph.assemble(live, world, database, findings, figures, sources, mail, calendars, own);
        takeover = new Takeover(
                sla.book(),
                alerts.promises(),
                live::portfolio,
                () -> live.get().sources().stream().map(SourceSettings::id).toList());
        answers = AnswerGraph.assemble(live, world, database, findings, keeper, digests.prefs(), takeover);
        OperatorDesk operator = new OperatorDesk(
                mail.postOffice(),
                digests.renderer(),
                settings.mail().operator(),
                settings.personDefaults().language(),
                settings.personDefaults().zone(),
                Version.text());
        mailWatch = new MailWatch(
                new Reconciler(digests.digests(), mail.outbox()),
                own,
                operator,
                mail.postOffice()::policy,
                mail.delivery()::routes);
        reports = ReportGraph.assemble(
                live,
                world,
                database,
                findings,
                audits,
                sla,
                incidents,
                new JdbiEntitlements(database),
                mail,
                calendars);
        works = Map.of(
                "audit", audits.auditor()::auditWhatIsDue,
                "sources", () -> tickets.polling().pollAll(this::isStopping),
                "sla-sweep", () -> sweep(),
                "status",
                        () -> new Steps()
                                .then(() -> own.dnsTried(world.dns().trouble()))
                                .then(() -> own.googleAsked(audits.refusals()
                                        .trouble(database.clock(world.clock()).instant())))
                                .then(() -> own.feedRead(
                                        incidentPoller.poll(),
                                        !incidentPoller.board().isKnown()))
                                .then(() -> outages.tell(
                                        database.clock(world.clock()).instant()))
                                .end(),
                "digest", this::digestRound,
                "delivery",
                        () -> new Steps()
                                .then(() -> mail.delivery()
                                        .deliverPending(this::isStopping)
                                        .sent())
                                .then(() -> bounces.collect(this::isStopping))
                                .end(),
                "entitlements",
                        () -> new Steps()
                                .then(() -> eachTenant("entitlements", tenant -> {
                                    promises.schedule(tenant);
                                    return 0;
                                }))
                                .then(() -> promises.checkScheduled(this::isStopping))
                                .then(() -> eachTenant("care", care::lookAfter))
                                .then(this::followUpReports)
                                .end(),
                "housekeeping", this::housekeeping);
        sampler = new Sampler(System::nanoTime, new Probe("database", database::problem), this::databaseAsked);
        databaseProbe = sampler.gate();
        jobsProbe = sampler.probe("jobs", this::lateJobs);
        deadlinesProbe = sampler.probe("deadlines", this::lateDeadlines);
        sampling = new Loop("probe-sampler", SAMPLE_EVERY, Duration.ofSeconds(1), sampler::round);
        outage = new OutageLog(System::nanoTime, sampling::wake);
        parts.open("world", world);
        parts.open("database", database);
        parts.open("outage-log", outage);
        parts.runs("auditor", () -> audits.auditor().stop(Duration.ofSeconds(10)));
    }

    /** One customer at whom it fails is set aside, the others are served. */
    private long eachTenant(String step, ToLongFunction<Tenant> work) {
        return oneByOne.each(
                step,
                live.portfolio().tenants(),
                Tenant::id,
                tenant -> stopping ? 0 : work.applyAsLong(tenant),
                world.clock().instant());
    }

    private long followUpReports() {
        Instant now = world.clock().instant();
        return oneByOne.each(
                "report",
                reports.desk().underway(),
                ReportRecord::name,
                record -> !stopping && reports.desk().followUp(record, now) ? 1 : 0,
                now);
    }

    private Lapse.World lapseWorld(SetAside aside) {
        List<SourceSettings> sources = live.get().sources();
        return new Lapse.World(
                sources.stream().map(SourceSettings::id).collect(Collectors.toSet()),
                sources.stream()
                        .filter(source -> source.staleAfterInUse() != null)
                        .map(SourceSettings::id)
                        .collect(Collectors.toSet()),
                mail.delivery().routes().stream().map(Delivery.RouteState::name).collect(Collectors.toSet()),
                aside.all().stream()
                        .map(matter -> matter.step() + ":" + matter.key())
                        .collect(Collectors.toSet()));
    }

    private Map<EntitlementKind, Cadence> promisesOf(String plan) {
        ServiceLevels levels = live.get().levels();
        Plan known = levels == null
                ? null
                : levels.policies().at(world.clock().instant()).plans().get(plan);
        return known == null ? Map.of() : known.entitlements();
    }

    private void audited(Tenant tenant, Examination examination, String runId, List<Change> changes) {
        alerts.audited(tenant, examination, changes);
    }

    /** An alert that has waited long is rendered anew before it is sent. */
    private Optional<String> refresh(OutboxEntry entry, Instant now) {
        return alerts.promises().refresh(entry, now);
    }

    /** Digests that are due, and a look for mail that should have gone. */
    private long digestRound() {
        Steps steps = new Steps()
                .then(() -> digests.writer().writeWhatIsDue(this::isStopping).written());
        if (stopping) {
            return steps.end();
        }
        Instant now = database.clock(world.clock()).instant();
        steps.run(() -> mailWatch.look(now)).run(() -> addresses.look(now));
        if (live.get().settings().mail().draftReports()) {
            steps.then(() -> reports.desk().draftWhatIsDue(this::isStopping, own::reportDrafted));
        }
        return steps.end();
    }

    public ReportGraph reports() {
        return reports;
    }

    private long sweep() {
        Instant now = database.clock(world.clock()).instant();
        ServiceLevels levels = live.get().levels();
        Steps steps = new Steps();
        if (levels != null) {
            steps.then(() -> sla.sweep(live, tickets.states(), own, database, now))
                    .run(() -> years.look(levels.calendars(), now))
                    .run(() -> contracts.look(sla.reports(), now));
        }
        return steps.then(() -> alerts.ringAgain(oneByOne, now))
                .then(() -> oneByOne.forgetGone(now))
                .then(() -> lapse.look(now))
                .end();
    }

    /** Where "I am on it" is noted. */
    public Takeover takeover() {
        return takeover;
    }

    private long housekeeping() {
        Settings settings = live.get().settings();
        Instant now = world.clock().instant();
        Instant bytesBefore = now.minus(Duration.ofDays(settings.mail().retainBytesDays()));
        return new Steps()
                .run(() -> database.backupDaily(world.clock()))
                .then(() -> audits.housekeeping(live.portfolio().tenants(), settings, now, this::isStopping))
                .then(() -> mail.outbox().forgetBytes(bytesBefore))
                .then(() -> answers.used().forget(now))
                .then(() -> predictions.forget(now))
                .then(() -> {
                    predictions.learn(live.portfolio(), new JdbiTicketCounts(database), now);
                    return 0;
                })
                .then(() -> keeper.endDecisions(now))
                .end();
    }

    /** The daemon's graph; it must itself hold an H2 file. Nothing runs until {@link #start}. */
    public static Application assemble(LiveConfiguration live, World world) {
        return open(live, world, Database::openAsDaemon);
    }

    /** The same graph for a command, which may work beside a running daemon. Never started. */
    public static Application forCommand(LiveConfiguration live, World world) {
        return open(live, world, Database::open);
    }

    private static Application open(
            LiveConfiguration live, World world, BiFunction<DatabaseSettings, Clock, Database> opener) {
        Database database = null;
        try {
            database = opener.apply(live.get().settings().database(), world.clock());
            return new Application(live, world, database);
        } catch (RuntimeException e) {
            if (database != null) {
                database.close();
            }
            world.close();
            throw e;
        }
    }

    /** Does one round of a job now, as its bell would; false if it failed. */
    public boolean ring(String job) {
        Work work = works.get(job);
        if (work == null) {
            throw new IllegalArgumentException("job '" + job + "' is not known; accepted: " + works.keySet());
        }
        return runner.run(job, work);
    }

    /** The jobs that have a bell. */
    public Set<String> jobs() {
        return works.keySet();
    }

    private List<Route> routes() {
        List<Probe> alive = new ArrayList<>(List.of(new Probe("loops", this::silentLoops)));
        if (database.engine() == Database.Engine.H2) {
            alive.add(new Probe("database-file", this::lostDatabase));
        }
        List<Probe> ready = List.of(
                new Probe("running", () -> stopping ? Optional.of("stopping") : Optional.empty()),
                databaseProbe,
                new Probe("loops", this::silentLoops),
                jobsProbe,
                deadlinesProbe,
                new Probe("mail", mailWatch::problem),
                Probe.note("config", this::refusedReload));
        List<Route> routes = new ArrayList<>(ProbeRoutes.of(alive, ready, world.metrics()::scrape));
        routes.add(IngestRoute.of(delivery -> {
            Intake.Reply reply = tickets.intake().receive(delivery);
            if (reply.status() == 202) {
                sla.watch().wake(); // an answer should stop its clock now, not at the next round
            }
            return reply;
        }));
        routes.addAll(answers.routes());
        return routes;
    }

    private Optional<String> lateDeadlines() {
        Duration lag = sla.watch().lag(database.clock(world.clock()).instant());
        return live.get().levels() == null || lag.compareTo(LONGEST_LAG) <= 0
                ? Optional.empty()
                : Optional.of("the watch over deadlines is " + lag.toSeconds() + " s behind");
    }

    private Optional<String> lateJobs() {
        String late = late().stream()
                .map(one -> one.job() + " has not succeeded for " + one.since().toMinutes() + " min"
                        + (one.lastError() == null ? "" : " (" + one.lastError() + ")"))
                .collect(Collectors.joining("; "));
        return late.isEmpty() ? Optional.empty() : Optional.of(late);
    }

    private List<Lateness.Late> late() {
        Map<String, Duration> periods = live.get().settings().schedules().periods();
        return Lateness.judge(history.all(), periods, assembledAt, world.clock().instant());
    }

    private void databaseAsked(Optional<String> problem) {
        if (!stopping) {
            outage.heard(problem);
        }
    }

    private Optional<String> lostDatabase() {
        return database.isLost()
                ? Optional.of("H2 closed the database after a fault and cannot open it again; restart watchkeeper")
                : Optional.empty();
    }

    private Optional<String> silentLoops() {
        List<String> silent = loops.silent();
        return silent.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", silent));
    }

    private Optional<String> refusedReload() {
        return live.refused()
                .map(reload -> "the configuration on disk was refused, the old one is in force: "
                        + reload.problems().stream()
                                .filter(problem -> !problem.warning())
                                .map(Problem::toString)
                                .findFirst()
                                .orElse("see the log"));
    }

    /** The HTTP port, not yet listening. */
    public HttpEndpoint endpoint() {
        return new HttpEndpoint(live.get().settings().http(), routes());
    }

    /** Starts everything in order; on failure closes what was started and throws. */
    public void start() {
        try {
            own.clear("SELF-CONFIG", "config"); // what was refused before is in force, or we would not have started
        } catch (RuntimeException e) {
            log.warn("that the configuration is accepted cannot be noted", e);
        }
        Settings settings = live.get().settings();
        Bells tower = new Bells(
                database.bells(),
                settings.database().isPostgres(),
                settings.database().bellConnections() - 3,
                settings.schedules().rings(settings.status().every()),
                runner,
                works);
        HttpEndpoint server = endpoint();
        Runnable beat = loops.watch("bell-care", Duration.ofMinutes(5));
        Loop care = new Loop("bell-care", Duration.ofMinutes(1), Duration.ofSeconds(2), () -> {
            beat.run();
            tower.repair(world.clock().instant());
        });
        Gauges gauges = new Gauges(world.metrics(), sampler);
        gauges.register(live, tower);
        gauges.registerDatabase(database);
        gauges.registerWellBeing(() -> late().size(), findings, world.clock());
        gauges.registerMail(mail, database.clock(world.clock()));
        gauges.registerCalendars(live, world.clock());
        gauges.registerClocks(sla, outbound.events(), database.clock(world.clock()), world.clock());
        Loop chat = new Loop(
                "outbound",
                Duration.ofSeconds(2),
                Duration.ofSeconds(12),
                () -> outbound.delivery().deliverPending());
        if (live.get().levels() != null) {
            watchBeat = loops.watch("sla-watch", Duration.ofMinutes(2));
            parts.add("sla-watch", sla.watch()::start, sla.watch());
        }
        parts.add("outage-log", outage::attach, () -> {});
        parts.add("probe-sampler", this::startSampling, sampling);
        parts.add("bells", tower::start, () -> tower.close(Duration.ofSeconds(11)));
        parts.add("bell-care", care::start, care);
        parts.add("outbound", chat::start, chat);
        if (settings.http().enabled()) {
            parts.add("http", server::start, server);
        }
        bells = tower;
        http = server;
        try {
            parts.start();
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    /** The first look is taken at once, so that nobody who asks early hears that nothing is known. */
    private void startSampling() {
        sampler.round();
        sampling.start();
    }

    public LiveConfiguration configuration() {
        return live;
    }

    public World world() {
        return world;
    }

    public Database database() {
        return database;
    }

    /** Reads Google's status feed unless that was done lately; a failure leaves unknown what depends on it. */
    public void freshenStatus() {
        Instant triedAt = incidents.feed().triedAt();
        if (triedAt == null
                || triedAt.isBefore(world.clock()
                        .instant()
                        .minus(live.get().settings().status().every()))) {
            incidentPoller.poll();
        }
    }

    public AuditGraph audits() {
        return audits;
    }

    public TicketGraph tickets() {
        return tickets;
    }

    public OutboundGraph outbound() {
        return outbound;
    }

    public MailGraph mail() {
        return mail;
    }

    public SlaGraph sla() {
        return sla;
    }

    public PredictionKeeper predictions() {
        return predictions;
    }

    public DigestGraph digests() {
        return digests;
    }

    public Incidents incidents() {
        return incidents;
    }

    public Findings findings() {
        return findings;
    }

    public FindingKeeper findingKeeper() {
        return keeper;
    }

    /** Begins to watch a loop of the process itself; see {@link LoopWatch#watch}. */
    Runnable watchLoop(String name, Duration longestSilence) {
        return loops.watch(name, longestSilence);
    }

    /** Whether all loops make progress; if not, a restart helps. */
    boolean isAlive() {
        return loops.silent().isEmpty() && !database.isLost();
    }

    /** Reads the configuration again; operators are told if it is refused, and when the next one went well. */
    public Reload reload() {
        Reload reload = live.reload();
        tell(reload);
        return reload;
    }

    private void tell(Reload reload) {
        if (reload.outcome() == Reload.Outcome.REFUSED) {
            String first = reload.problems().stream()
                    .filter(problem -> !problem.warning())
                    .map(Problem::toString)
                    .findFirst()
                    .orElse("");
            own.raise(
                    "SELF-CONFIG",
                    "config",
                    Severity.HIGH,
                    new Text("The configuration on disk is refused", "磁盘上的配置未被接受"),
                    new Text("The old one stays in force. First problem: " + first, "仍使用旧配置。首个问题：" + first),
                    new Text(
                            "Run 'watchkeeper check-config' and mend what it names",
                            "运行 watchkeeper check-config 并改正"));
        } else {
            own.clear("SELF-CONFIG", "config");
        }
    }

    /** Rounds over many tenants, readers or mails ask between two of them. */
    private boolean isStopping() {
        return stopping;
    }

    /** Readiness goes off; what runs is not touched yet. */
    void announceStop() {
        stopping = true;
    }

    /** Where the HTTP server listens; 0 before the start. */
    public int httpPort() {
        return http == null ? 0 : http.port();
    }

    /** No new work, then what runs may end, all of it within the same time, then the database; at most 20 s. */
    @Override
    public void close() {
        stopping = true;
        if (bells != null) {
            bells.standby();
        }
        parts.close();
    }
}
