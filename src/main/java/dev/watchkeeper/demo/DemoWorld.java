package dev.watchkeeper.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Everything outside the daemon, on loopback: Google, name servers, the status dashboard, a ticket system's drop of
 * events; and the configuration that leads there. Starts in the state of day one; {@link #nextDay} moves the story on.
 */
public final class DemoWorld implements AutoCloseable {
    private final GoogleEmulator google;
    private static final Duration REGISTERED = Duration.ofDays(400);

    private final List<LoopbackDns> dns;
    private final LoopbackRdap registry;
    private final DemoFiles files;
    private final Story story;
    private final Clock clock;

    private DemoWorld(
            GoogleEmulator google, List<LoopbackDns> dns, LoopbackRdap registry, DemoFiles files, Clock clock) {
        this.registry = registry;
        this.google = google;
        this.dns = dns;
        this.files = files;
        this.story = new Story(google);
        this.clock = clock;
    }

    /**
     * Starts all servers and writes {@code config/} below the directory.
     *
     * @param clock the emulator's time; give the daemon the same one
     */
    public static DemoWorld start(Path directory, Clock clock) throws IOException {
        GoogleEmulator google = GoogleEmulator.start(clock);
        // Two, because one resolver alone is never believed.
        List<LoopbackDns> dns = List.of(LoopbackDns.start(), LoopbackDns.start());
        DemoCast.tenants().forEach(tenant -> google.add(tenant.customer()));
        String zone = DemoZone.text();
        for (LoopbackDns server : dns) {
            server.countOnly();
            server.load(zone);
        }
        LoopbackRdap registry = LoopbackRdap.start();
        DemoCast.tenants()
                .forEach(tenant -> tenant.customer()
                        .domains()
                        .forEach(domain -> registry.register(
                                domain, clock.instant().plus(REGISTERED), "client transfer prohibited")));
        DemoWorld world = new DemoWorld(google, dns, registry, new DemoFiles(directory.toAbsolutePath()), clock);
        world.files.write(google, world.resolvers(), registry.url());
        world.story.begin(clock.instant());
        world.files.drop("day-1.jsonl", DemoTickets.begin(clock.instant()));
        return world;
    }

    /** The next morning: call it when the clock has moved on by a day. Some is mended, some worse, some new. */
    public void nextDay() throws IOException {
        story.nextDay(clock.instant());
        google.incident(clock.instant().minus(Duration.ofMinutes(50)));
        files.drop("day-2.jsonl", DemoTickets.nextDay(clock.instant()));
    }

    /** The directory to give as {@code --config}. */
    public Path config() {
        return files.config();
    }

    public GoogleEmulator google() {
        return google;
    }

    public URI statusUrl() {
        return google.statusUrl();
    }

    /** {@code host:port} of each name server. */
    public List<String> resolvers() {
        return dns.stream().map(LoopbackDns::address).toList();
    }

    /** How many customers there are; all but two of them can be read. */
    public int tenants() {
        return DemoCast.tenants().size();
    }

    @Override
    public void close() throws IOException {
        google.close();
        registry.close();
        for (LoopbackDns server : dns) {
            server.close();
        }
    }
}
