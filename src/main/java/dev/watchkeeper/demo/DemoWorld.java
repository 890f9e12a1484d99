package dev.watchkeeper.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/**
 * Everything outside the daemon, on loopback: Google, name servers, the status dashboard, a ticket system's drop of
 * events; and the configuration that leads there. Starts in the state of day one; {@link #nextDay} moves the story on.
 */
public final class DemoWorld implements AutoCloseable {
    private final GoogleEmulator google;
    private final LoopbackDns dns;
    private final DemoFiles files;
    private final Story story;
    private final Clock clock;

    private DemoWorld(GoogleEmulator google, LoopbackDns dns, DemoFiles files, Clock clock) {
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
        LoopbackDns dns = LoopbackDns.start();
        DemoCast.tenants().forEach(tenant -> google.add(tenant.customer()));
        dns.countOnly();
        dns.load(DemoZone.text());
        DemoWorld world = new DemoWorld(google, dns, new DemoFiles(directory.toAbsolutePath()), clock);
        world.files.write(google, dns.address());
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

    /** {@code host:port} of the name server. */
    public String resolver() {
        return dns.address();
    }

    public LoopbackDns dns() {
        return dns;
    }

    /** How many customers there are; all but two of them can be read. */
    public int tenants() {
        return DemoCast.tenants().size();
    }

    @Override
    public void close() throws IOException {
        google.close();
        dns.close();
    }
}
