package dev.watchkeeper.journey;

import dev.watchkeeper.app.Application;
import dev.watchkeeper.app.Configuration;
import dev.watchkeeper.app.ConfigurationLoader;
import dev.watchkeeper.app.LiveConfiguration;
import dev.watchkeeper.app.Reload;
import dev.watchkeeper.app.World;
import dev.watchkeeper.audit.AuditRun;
import dev.watchkeeper.demo.DemoWorld;
import dev.watchkeeper.demo.EmulatedCustomer;
import dev.watchkeeper.demo.GoogleEmulator;
import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.FindingEvent;
import dev.watchkeeper.finding.FindingQuery;
import dev.watchkeeper.fixture.MigratedFile;
import dev.watchkeeper.fixture.TestClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The whole daemon among the demo's emulators: the clock is moved by hand, bells are rung by hand. */
final class Stage implements AutoCloseable {
    private static final Pattern TENANT = Pattern.compile("(?ms)^- id: (\\S+)\n.*?(?=^- id: |\\z)");

    final TestClock clock;
    private final Clock time;
    final DemoWorld world;
    private final Path directory;
    private final Map<String, String> entries = new TreeMap<>();
    private @Nullable Application application;
    private UnaryOperator<World> outside = UnaryOperator.identity();

    private Stage(Path directory, TestClock clock, Clock time) throws IOException {
        this.directory = directory;
        this.clock = clock;
        this.time = time;
        world = DemoWorld.start(directory, time);
        MigratedFile.into(directory.resolve("data"));
        Matcher tenants = TENANT.matcher(Files.readString(world.config().resolve("tenants.yaml")));
        while (tenants.find()) {
            entries.put(tenants.group(1), tenants.group());
        }
    }

    /** The demo's world at an instant; only the named tenants are in the configuration. */
    static Stage at(Path directory, String instant, String... tenants) throws IOException {
        TestClock clock = TestClock.at(instant);
        Stage stage = new Stage(directory, clock, clock);
        stage.tenants(tenants);
        return stage;
    }

    /** The same at this hour, for processes and databases that have a clock of their own; nothing moves it. */
    static Stage now(Path directory, String... tenants) throws IOException {
        Clock time = World.realClock();
        Stage stage = new Stage(directory, new TestClock(time.instant()), time);
        stage.tenants(tenants);
        return stage;
    }

    /** Writes {@code tenants.yaml} anew; the daemon hears of it with the next reload. */
    void tenants(String... ids) {
        StringBuilder yaml = new StringBuilder();
        for (String id : ids) {
            yaml.append(entries.get(id));
        }
        put("tenants.yaml", yaml.toString());
    }

    /** Changes the entry of a tenant. */
    void change(String tenant, String line, String with) {
        String entry = entries.get(tenant);
        if (entry == null || !entry.contains(line)) {
            throw new IllegalArgumentException(tenant + " has no line " + line);
        }
        entries.put(tenant, entry.replace(line, with));
    }

    void put(String file, String text) {
        try {
            Files.writeString(world.config().resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds keys to a section of {@code watchkeeper.yaml}, before the daemon is first asked for. */
    void tune(String section, String keys) {
        try {
            String yaml = Files.readString(world.config().resolve("watchkeeper.yaml"));
            String head = section + ":\n";
            put(
                    "watchkeeper.yaml",
                    yaml.contains(head)
                            ? yaml.replace(head, head + "  " + keys + "\n")
                            : yaml + head + "  " + keys + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void replace(String file, String text, String with) {
        try {
            put(file, Files.readString(world.config().resolve(file)).replace(text, with));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void append(String file, String text) {
        try {
            Files.writeString(world.config().resolve(file), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The daemon, assembled when first asked for; its loops and bells do not run. */
    synchronized Application app() {
        Application app = application;
        if (app == null) {
            app = another();
            application = app;
        }
        return app;
    }

    /** One more process on the same configuration. */
    Application another() {
        ConfigurationLoader loader = new ConfigurationLoader(name -> null, time);
        Configuration first = loader.load(world.config());
        LiveConfiguration live = new LiveConfiguration(first, () -> loader.load(world.config()));
        return Application.assemble(live, outside.apply(World.real(first.settings(), world.config(), time)));
    }

    /** Lays something between the daemon and everything outside, before the daemon is first asked for. */
    void between(UnaryOperator<World> layer) {
        outside = layer;
    }

    /** Down, without a word to anybody; comes up again when next asked for. */
    void down() {
        if (application != null) {
            application.close();
            application = null;
        }
    }

    /** Reads the configuration again, as on SIGHUP. */
    Reload reload() {
        return app().reload();
    }

    Stage ring(String... jobs) {
        for (String job : jobs) {
            if (!app().ring(job)) {
                throw new AssertionError("job " + job + " failed; see the log");
            }
        }
        return this;
    }

    Stage forward(Duration by) {
        clock.forward(by);
        return this;
    }

    Stage to(String instant) {
        clock.set(Instant.parse(instant));
        return this;
    }

    GoogleEmulator google() {
        return world.google();
    }

    EmulatedCustomer customer(String tenant) {
        return google().customer("C0" + tenant).orElseThrow();
    }

    List<Letter> letters() {
        return Letter.in(directory.resolve("mail"));
    }

    /** Digests only, without the alerts that ring beside them. */
    List<Letter> digests() {
        return Letter.in(directory.resolve("mail"), "digest");
    }

    List<Letter> digestsTo(String address) {
        return digests().stream().filter(letter -> letter.to().equals(address)).toList();
    }

    List<Letter> lettersTo(String address) {
        return letters().stream().filter(letter -> letter.to().equals(address)).toList();
    }

    List<Finding> open() {
        return app().findings().search(FindingQuery.unresolved(time.instant()));
    }

    /** Checks with an open finding. */
    Set<String> open(String tenant) {
        Set<String> checks = new TreeSet<>();
        open().stream()
                .filter(finding -> finding.tenantId().equals(tenant))
                .forEach(finding -> checks.add(finding.checkId()));
        return checks;
    }

    Optional<Finding> finding(String tenant, String check) {
        return open().stream()
                .filter(finding ->
                        finding.tenantId().equals(tenant) && finding.checkId().equals(check))
                .findFirst();
    }

    List<AuditRun> runs(String tenant) {
        return app().audits().records().runs(tenant, 100);
    }

    /** {@code CHECK kind} of what happened to findings of a tenant after an instant. */
    List<String> happened(String tenant, Instant after) {
        return app()
                .findings()
                .eventsBetween(List.of(tenant), after, time.instant().plusSeconds(1))
                .stream()
                .map(Stage::word)
                .toList();
    }

    private static String word(FindingEvent event) {
        return event.checkId() + " " + event.kind().word();
    }

    @Override
    public void close() throws IOException {
        down();
        world.close();
    }
}
