package dev.watchkeeper.app;

import dev.watchkeeper.config.Problem;
import dev.watchkeeper.finding.Circumstances;
import dev.watchkeeper.finding.FindingKeeper;
import dev.watchkeeper.finding.Findings;
import dev.watchkeeper.finding.Severity;
import dev.watchkeeper.ops.HttpEndpoint;
import dev.watchkeeper.ops.LoopWatch;
import dev.watchkeeper.ops.Metrics;
import dev.watchkeeper.ops.Probe;
import dev.watchkeeper.ops.ProbeRoutes;
import dev.watchkeeper.ops.Route;
import dev.watchkeeper.store.Database;
import dev.watchkeeper.store.Installation;
import dev.watchkeeper.store.JdbiFindings;
import dev.watchkeeper.tenant.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds the object graph once; read it from top to bottom to see the system. The daemon, every command and the tests
 * use this one wiring. What a reload may change is asked of {@link LiveConfiguration} at each use.
 */
public final class Application implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Application.class);

    private final LiveConfiguration live;
    private final World world;
    private final Database database;
    private final Parts parts = new Parts();
    private final LoopWatch loops = new LoopWatch(System::nanoTime);
    private final Metrics metrics = new Metrics();
    private final Installation installation;
    private final Findings findings;
    private final FindingKeeper keeper;
    private final OwnFindings own;
    private final HttpEndpoint http;
    private volatile boolean stopping;

    private Application(LiveConfiguration live, World world, Database database) {
        this.live = live;
        this.world = world;
        this.database = database;
        parts.open("metrics", metrics);
        parts.open("database", database);
        Settings settings = live.get().settings();
        installation = new Installation(database, settings.database().directory());
        findings = new JdbiFindings(database);
        keeper = new FindingKeeper(findings, Circumstances.NONE);
        own = new OwnFindings(keeper, world.clock());
        http = new HttpEndpoint(settings.http(), routes());
    }

    /** The daemon's graph; it must itself hold an H2 file. Nothing runs until {@link #start}. */
    public static Application assemble(LiveConfiguration live, World world) {
        return new Application(
                live, world, Database.openAsDaemon(live.get().settings().database(), world.clock()));
    }

    /** The same graph for a command, which may work beside a running daemon. Never started. */
    public static Application forCommand(LiveConfiguration live, World world) {
        return new Application(live, world, Database.open(live.get().settings().database(), world.clock()));
    }

    private List<Route> routes() {
        List<Probe> live = List.of(new Probe("loops", this::silentLoops));
        List<Probe> ready = List.of(
                new Probe("running", () -> stopping ? Optional.of("stopping") : Optional.empty()),
                new Probe("database", database::problem),
                new Probe("loops", this::silentLoops),
                new Probe("config", this::refusedReload));
        return new ArrayList<>(ProbeRoutes.of(live, ready, metrics::scrape));
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

    /** Starts everything in order; on failure closes what was started and throws. */
    public void start() {
        Settings settings = live.get().settings();
        if (!installation.isOurs(world.clock().instant())) {
            log.warn("this database was copied or restored from elsewhere: mail goes to files only until"
                    + " 'watchkeeper db adopt' says that it is the rightful one");
        }
        if (settings.http().enabled()) {
            parts.add("http", http::start, http);
        }
        try {
            parts.start();
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
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

    /** Whether all loops make progress. */
    boolean isAlive() {
        return loops.silent().isEmpty();
    }

    /** Tells operators of a refused reload, or that the next one went well. */
    void reloaded(Reload reload) {
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

    /** Readiness goes off; what runs is not touched yet. */
    void announceStop() {
        stopping = true;
    }

    /** Where the HTTP server listens. */
    public int httpPort() {
        return http.port();
    }

    /** Stops in the reverse order; takes at most 20 s. */
    @Override
    public void close() {
        stopping = true;
        parts.close();
    }
}
