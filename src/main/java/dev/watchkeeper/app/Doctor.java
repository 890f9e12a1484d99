package dev.watchkeeper.app;

import dev.watchkeeper.audit.AccessProbe;
import dev.watchkeeper.audit.Deadline;
import dev.watchkeeper.config.ConfigException;
import dev.watchkeeper.dns.Expectations;
import dev.watchkeeper.health.maildns.DnsHistory;
import dev.watchkeeper.health.maildns.MailDns;
import dev.watchkeeper.mail.Route;
import dev.watchkeeper.mail.smtp.SmtpMailer;
import dev.watchkeeper.schedule.NextRing;
import dev.watchkeeper.schedule.StoredBells;
import dev.watchkeeper.store.Database;
import dev.watchkeeper.store.DatabaseException;
import dev.watchkeeper.store.Installation;
import dev.watchkeeper.store.JdbiOutbox;
import dev.watchkeeper.store.JdbiQuotaLeases;
import dev.watchkeeper.store.JdbiSourceStates;
import dev.watchkeeper.store.NewerDatabaseException;
import dev.watchkeeper.tenant.Tenant;
import dev.watchkeeper.tickets.SourceStates.SourceState;
import dev.watchkeeper.tickets.sources.FileDropSettings;
import dev.watchkeeper.tickets.sources.SourceSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tries the real things one after the other; a thing that fails does not keep the others from being tried. */
public final class Doctor {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration TENANT_PATIENCE = Duration.ofMinutes(2);
    private static final Duration WORST_SKEW = Duration.ofSeconds(30);
    private static final Duration LATE_BELL = Duration.ofMinutes(5);
    private static final long LITTLE_SPACE = 1L << 30;

    private final Configuration configuration;
    private final Clock clock;
    private final Consumer<Diagnosis> report;

    /**
     * @param report told of each diagnosis as it is made
     */
    public Doctor(Configuration configuration, Clock clock, Consumer<Diagnosis> report) {
        this.configuration = configuration;
        this.clock = clock;
        this.report = report;
    }

    /** Examines everything, of tenants only the given ones. */
    public void examine(List<Tenant> tenants) {
        Settings settings = configuration.settings();
        configuration
                .warnings()
                .forEach(warning -> report.accept(
                        Diagnosis.note("config", warning.place().toString(), warning.message(), warning.remedy())));
        capacity(settings);
        disk(settings.database().directory());
        database();
        clockSkew(settings.google().endpoint());
        try (World world = World.real(settings, configuration.directory(), clock)) {
            dns(world, settings.dns().controlName());
            mail(world);
            shared(world, () -> tenants.forEach(tenant -> google(world.access(), tenant)));
        } catch (ConfigException e) {
            e.problems()
                    .forEach(problem -> report.accept(Diagnosis.failed(
                            "google", "credentials", problem.message(), "no tenant can be read at Google")));
        }
    }

    /** Asks Google within what the daemon beside us leaves, or within a small part if the database does not say. */
    private void shared(World world, Runnable asking) {
        try (Database database = Database.open(configuration.settings().database(), clock)) {
            world.quota().shareThrough(new JdbiQuotaLeases(database, "doctor " + Nodes.name()));
            asking.run();
        } catch (DatabaseException e) {
            // Reported above; Google can be asked all the same.
            asking.run();
        }
    }

    private void capacity(Settings settings) {
        int tenants = configuration.portfolio().tenants().size();
        List<Capacity.Shortage> shortages = Capacity.shortages(settings, tenants);
        // What is short stands among the warnings of the configuration.
        if (shortages.isEmpty() && !settings.google().credentials().isEmpty()) {
            report.accept(Diagnosis.ok(
                    "google",
                    "quota",
                    Math.round(Capacity.need(settings, tenants).perMinute()) + " of "
                            + settings.google().quotaPerMinute() + " requests a minute for " + tenants
                            + " tenants, workers suffice"));
        }
    }

    private void disk(Path directory) {
        Path existing = directory.toAbsolutePath();
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        try {
            if (existing == null) {
                return;
            }
            long free = Files.getFileStore(existing).getUsableSpace();
            String message = free / (1 << 20) + " MiB free for " + directory;
            report.accept(
                    free < LITTLE_SPACE
                            ? Diagnosis.failed("disk", existing.toString(), message, "a full disk stops all storing")
                            : Files.isWritable(existing)
                                    ? Diagnosis.ok("disk", existing.toString(), message)
                                    : Diagnosis.failed(
                                            "disk",
                                            existing.toString(),
                                            "may not be written by this user",
                                            "nothing can be stored"));
        } catch (IOException e) {
            report.accept(Diagnosis.failed("disk", existing.toString(), e.toString(), "nothing can be stored"));
        }
    }

    private void database() {
        String lost = "watchkeeper does not run without its database";
        try (Database database = Database.open(configuration.settings().database(), clock)) {
            Optional<String> problem = database.problem();
            report.accept(problem.map(what -> Diagnosis.failed("database", database.shown(), what, lost))
                    .orElseGet(() -> Diagnosis.ok("database", database.shown(), database.engine() + " answers")));
            Duration skew =
                    Duration.between(clock.instant(), database.clock(clock).instant());
            if (skew.abs().compareTo(WORST_SKEW) > 0) {
                report.accept(Diagnosis.failed(
                        "clock",
                        "database",
                        "differs by " + skew.toSeconds() + " s from this machine",
                        "deadlines are judged by the database's time; synchronise both"));
            }
            Installation installation = new Installation(
                    database, configuration.settings().database().directory());
            if (!installation.isOurs(clock.instant())) {
                report.accept(Diagnosis.failed(
                        "database",
                        database.shown(),
                        "was copied or restored from another installation",
                        "mail goes to files only until 'watchkeeper db adopt'"));
            }
            bells(database);
            MailDoctor.outbox(
                    new JdbiOutbox(database),
                    configuration.settings().mail().mode(),
                    database.clock(clock).instant(),
                    report);
            configuration.sources().forEach(source -> source(source, new JdbiSourceStates(database).find(source.id())));
        } catch (NewerDatabaseException e) {
            throw e; // the one fault that ends every command alike
        } catch (DatabaseException e) {
            report.accept(Diagnosis.failed(
                    "database", configuration.settings().database().shown(), String.valueOf(e.getMessage()), lost));
        }
    }

    private void bells(Database database) {
        String lost = "nothing happens by itself: no audits, no mail";
        try {
            List<NextRing> rings = StoredBells.next(database.bells());
            if (rings.isEmpty()) {
                report.accept(Diagnosis.note(
                        "schedule", "bells", "the daemon has not run yet; start it with 'watchkeeper run'", lost));
            }
            for (NextRing ring : rings) {
                Instant next = ring.next();
                String message = "rings next at " + next + ", rang last at " + ring.previous();
                boolean late = next == null || next.isBefore(clock.instant().minus(LATE_BELL));
                report.accept(
                        late
                                ? Diagnosis.note(
                                        "schedule", ring.bell(), message + "; it is late: is the daemon running?", lost)
                                : Diagnosis.ok("schedule", ring.bell(), message));
            }
        } catch (SQLException e) {
            report.accept(Diagnosis.failed("schedule", "bells", DatabaseException.explain(e), lost));
        }
    }

    private void source(SourceSettings source, Optional<SourceState> state) {
        FileDropSettings file = source.file();
        String lost = "deadlines of its tickets are not watched";
        if (file != null && !Files.isReadable(file.directory())) {
            report.accept(Diagnosis.failed("source", source.id(), file.directory() + " cannot be read", lost));
        } else if (state.isEmpty()) {
            report.accept(Diagnosis.note("source", source.id(), "nothing was heard from it yet", lost));
        } else if (state.get().failingSince() != null) {
            report.accept(Diagnosis.failed(
                    "source",
                    source.id(),
                    "failing since " + state.get().failingSince() + ": "
                            + state.get().error(),
                    lost));
        } else {
            report.accept(Diagnosis.ok(
                    "source", source.id(), "last heard at " + state.get().okAt()));
        }
    }

    /** Google refuses tokens of a machine whose clock is minutes off; any of its answers carries the time. */
    private void clockSkew(URI endpoint) {
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .timeout(PATIENCE)
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();
        String lost = "nothing can be read at Google";
        try {
            HttpResponse<Void> answer = HttpClient.newBuilder()
                    .connectTimeout(PATIENCE)
                    .build()
                    .send(request, HttpResponse.BodyHandlers.discarding());
            String date = answer.headers().firstValue("Date").orElse("");
            Instant theirs = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration skew = Duration.between(clock.instant(), theirs);
            String message = "this machine and " + endpoint.getHost() + " differ by " + skew.toSeconds() + " s";
            report.accept(
                    skew.abs().compareTo(WORST_SKEW) > 0
                            ? Diagnosis.failed("clock", endpoint.getHost(), message, lost + ": synchronise the clock")
                            : Diagnosis.ok("clock", endpoint.getHost(), message));
        } catch (DateTimeException e) {
            report.accept(Diagnosis.note("clock", endpoint.getHost(), "it tells no time", ""));
        } catch (IOException e) {
            report.accept(Diagnosis.failed("google", endpoint.toString(), "cannot be reached: " + e, lost));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void dns(World world, String name) {
        MailDns look = world.dns().look(name, Expectations.NONE, DnsHistory.NONE, false);
        report.accept(
                look.unknown().isEmpty() && look.findings().isEmpty()
                        ? Diagnosis.ok("dns", name, "resolvers answer")
                        : Diagnosis.failed(
                                "dns",
                                name,
                                "no answer to rely on: "
                                        + Stream.concat(
                                                        look.unknown().values().stream(),
                                                        look.findings().stream()
                                                                .map(one -> one.code()
                                                                        .name()))
                                                .distinct()
                                                .collect(Collectors.joining("; ")),
                                "mail DNS of tenants stays unknown"));
    }

    private void mail(World world) {
        String mode = configuration.settings().mail().mode().word();
        for (Route route : world.routes()) {
            if (route.mailer() instanceof SmtpMailer smtp) {
                report.accept(MailDoctor.login(route, smtp));
            } else {
                report.accept(Diagnosis.note(
                        "mail",
                        route.name(),
                        "mail.mode " + mode + ": written to "
                                + configuration.settings().mail().directory(),
                        "nobody gets mail; set mail.mode live when ready"));
            }
        }
    }

    private void google(AccessProbe access, Tenant tenant) {
        if (configuration.settings().google().credentials().isEmpty()) {
            report.accept(Diagnosis.note(
                    "google", tenant.id(), "google.credentials is not set", "the tenant cannot be read at Google"));
            return;
        }
        long end = System.nanoTime() + TENANT_PATIENCE.toNanos();
        Deadline deadline = () -> System.nanoTime() > end;
        for (AccessProbe.Access one : access.probe(tenant, deadline)) {
            String subject = tenant.id() + " " + one.scope();
            if (one.works()) {
                report.accept(Diagnosis.ok("google", subject, "granted"));
            } else if (one.optional()) {
                report.accept(Diagnosis.note("google", subject, one.kind() + ": " + one.message(), one.lost()));
            } else {
                report.accept(Diagnosis.failed("google", subject, one.kind() + ": " + one.message(), one.lost()));
            }
        }
    }
}
