package dev.watchkeeper.app;

import dev.watchkeeper.audit.Audited;
import dev.watchkeeper.audit.Scope;
import dev.watchkeeper.demo.DemoWorld;
import dev.watchkeeper.demo.StoryClock;
import dev.watchkeeper.ops.ServiceManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The daemon on the demo's world: two mornings in a row, rung by hand, then as long as one likes. */
public final class Demo implements AutoCloseable {
    private final DemoWorld world;
    private final StoryClock clock;
    private final LiveConfiguration live;
    private final FileMarks marks;
    private final Application application;

    private Demo(DemoWorld world, StoryClock clock, LiveConfiguration live, FileMarks marks, Application application) {
        this.world = world;
        this.clock = clock;
        this.live = live;
        this.marks = marks;
        this.application = application;
    }

    /** Starts the servers on loopback, writes the configuration and opens the daemon on it; nothing has run yet. */
    public static Demo open(Path directory, Clock real) {
        StoryClock clock = new StoryClock(real);
        DemoWorld world;
        try {
            world = DemoWorld.start(directory, clock);
        } catch (IOException e) {
            throw new UncheckedIOException("the demo could not be set up in " + directory, e);
        }
        ConfigurationLoader loader = new ConfigurationLoader(name -> null, clock);
        FileMarks marks = FileMarks.of(world.config());
        Configuration first = loader.load(world.config());
        Logging.start(first.settings().logging(), world.config());
        LiveConfiguration live = new LiveConfiguration(first, () -> loader.load(world.config()));
        Application application = Application.assemble(live, World.real(first.settings(), world.config(), clock));
        application.database().compactWhenClosed();
        return new Demo(world, clock, live, marks, application);
    }

    /** Looks at every customer and takes in the tickets, before the first office opens. */
    public List<Audited> beforeWork(int day) {
        clock.jump(clock.beforeWork(day));
        if (day > 1) {
            try {
                world.nextDay();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        ring("delivery");
        // The digest's first ring only notes when it is due.
        ring("digest");
        ring("status");
        ring("sources");
        List<Audited> audited =
                application.audits().auditor().auditNow(live.portfolio().tenants(), Scope.QUARTERLY);
        // Access counts as lost, and a record as missing, when a second look agrees.
        clock.jump(clock.instant().plus(Duration.ofMinutes(11)));
        List<Audited> again =
                application.audits().auditor().auditNow(live.portfolio().tenants(), Scope.QUARTERLY);
        return Stream.concat(audited.stream(), again.stream()).toList();
    }

    /** The account managers' mornings: tells deadlines, writes the digests, delivers them. */
    public List<Path> morning(int day) {
        for (Instant at : List.of(clock.easternMorning(day), clock.westernMorning(day))) {
            clock.jump(at);
            // What fell due while the clock jumped leaves first, as it would have left in its time.
            for (String job : List.of("sources", "sla-sweep", "delivery", "digest", "delivery")) {
                ring(job);
            }
        }
        return mails();
    }

    /** Runs on at the real time until the process is told to stop. */
    public void stay(Consumer<Integer> ready) {
        clock.release();
        new Daemon(live, marks, application, ServiceManager.of(name -> null))
                .runUntilStopped(() -> ready.accept(application.httpPort()));
    }

    private void ring(String job) {
        if (application.jobs().contains(job)) {
            application.ring(job);
        }
    }

    /** The mails written so far that a browser can open, oldest first. */
    public List<Path> mails() {
        Path directory = live.get().settings().mail().directory();
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".html"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Application application() {
        return application;
    }

    public Path config() {
        return world.config();
    }

    public Instant now() {
        return clock.instant();
    }

    @Override
    public void close() {
        application.close();
        Logging.stop();
        try {
            world.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
