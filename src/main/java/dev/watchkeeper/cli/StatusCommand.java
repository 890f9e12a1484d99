package dev.watchkeeper.cli;

import dev.watchkeeper.app.Configuration;
import dev.watchkeeper.app.ConfigurationLoader;
import dev.watchkeeper.config.ConfigException;
import dev.watchkeeper.health.incidents.BoundWording;
import dev.watchkeeper.health.incidents.FeedState;
import dev.watchkeeper.health.incidents.Impact;
import dev.watchkeeper.health.incidents.Incident;
import dev.watchkeeper.health.incidents.Incidents;
import dev.watchkeeper.health.incidents.KeptIncident;
import dev.watchkeeper.health.incidents.MonthBound;
import dev.watchkeeper.health.incidents.Product;
import dev.watchkeeper.status.HttpFeed;
import dev.watchkeeper.status.IncidentPoller;
import dev.watchkeeper.status.IncidentReader;
import dev.watchkeeper.store.Database;
import dev.watchkeeper.store.DatabaseException;
import dev.watchkeeper.store.JdbiIncidents;
import dev.watchkeeper.tenant.Tenant;
import dev.watchkeeper.tenant.Text;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code status}: Google's open incidents, and a month's incident minutes against 99.9 %. */
@Command(
        name = "status",
        description = "Shows Google's open incidents, or a month's incident minutes against 99.9 %%.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    /** The daemon reads the feed more often than this; if it has not, the command reads it itself. */
    private static final Duration FRESH = Duration.ofMinutes(10);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(
            names = "--document",
            paramLabel = "FILE",
            description = "Read this incidents.json instead of our own record.")
    private @Nullable Path document;

    @Option(names = "--month", paramLabel = "YYYY-MM", description = "The month to reckon; needs --product.")
    private @Nullable String month;

    @Option(names = "--product", paramLabel = "NAME|ID", description = "The product, such as Gmail.")
    private @Nullable String product;

    @Option(
            names = "--count",
            paramLabel = "IMPACT",
            split = ",",
            description = "SERVICE_OUTAGE, SERVICE_DISRUPTION or both (default: both, an upper bound).")
    private List<String> count = new ArrayList<>();

    @Option(names = "--now", paramLabel = "INSTANT", description = "Reckon as if it were then (default: now).")
    private @Nullable String nowText;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    /** Where the incidents come from, and how current they are. */
    private record Source(
            List<Incident> incidents,
            @Nullable Instant asOf,
            @Nullable Instant beganAt,
            ZoneId zone,
            List<String> problems,
            Map<String, Instant> vanished,
            List<Tenant> customers) {}

    @Override
    public Integer call() {
        if ((month == null) != (product == null)) {
            throw new UsageException("--month and --product belong together: --month 2026-10 --product Gmail");
        }
        Instant now = now();
        YearMonth wanted = month == null ? null : month(month);
        Set<Impact> counted = counted();
        Source record = document == null ? ownRecord() : fromDocument(document, now);
        PrintWriter out = spec.commandLine().getOut();
        if (wanted == null) {
            printOpen(out, record, now);
        } else {
            printMonth(out, record, wanted, product(record), counted, now);
        }
        // What could not be read, or counts in no figure, leaves the answer in part.
        return record.asOf() == null || !record.problems().isEmpty() ? ExitCode.PARTIAL : ExitCode.OK;
    }

    private void printOpen(PrintWriter out, Source record, Instant now) {
        List<Incident> open =
                record.incidents().stream().filter(i -> i.isOpen(now)).toList();
        if (json) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("as_of", text(record.asOf()));
            answer.put("open", open.stream().map(i -> shown(i, record, now)).toList());
            answer.put("problems", record.problems());
            Json.print(out, answer);
            return;
        }
        for (Incident incident : open) {
            out.println(incident.id() + "  " + incident.state().shown().en()
                    + (record.vanished().containsKey(incident.id()) ? " (vanished from the feed)" : "") + ", since "
                    + Shown.time(incident.begin()) + ", " + titles(incident));
            out.println("    " + incident.title());
            out.println("    " + incident.link());
        }
        if (open.isEmpty() && record.asOf() != null) {
            out.println("Google publishes no open incident.");
        }
        out.println(
                record.asOf() == null ? "The feed has never been read." : "As of " + Shown.time(record.asOf()) + ".");
        record.problems().forEach(problem -> out.println("Note: " + problem));
    }

    private void printMonth(
            PrintWriter out, Source record, YearMonth wanted, Product of, Set<Impact> counted, Instant now) {
        MonthBound bound =
                MonthBound.of(record.incidents(), of.id(), wanted, record.zone(), now, counted, record.beganAt());
        Instant asOf = record.asOf() == null ? now : record.asOf();
        Text words = BoundWording.of(bound, of, asOf);
        if (!json) {
            out.println(Shown.localised(words.en()));
            out.println(Shown.localised(words.zh()));
            bound.parts()
                    .forEach(p -> out.println("    " + p.incident().id() + "  " + p.from() + " to " + p.to() + "  "
                            + p.incident().impact().word() + "  " + p.incident().link()));
            if (of.isCovered() && bound.claimUntil() != null) {
                out.println("Last day to ask: "
                        + bound.claimUntil().atZone(record.zone()).toLocalDate());
                record.customers().stream()
                        .filter(of::isUsedBy)
                        .forEach(t -> out.println("    " + t.name() + "  " + String.join(", ", t.domains())));
            }
            record.problems().forEach(problem -> out.println("Note: " + problem));
            return;
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("product", of.title().strip());
        answer.put("product_id", of.id());
        answer.put("month", wanted.toString());
        answer.put("minutes_in_month", bound.monthSeconds() / 60);
        answer.put("minutes_elapsed", bound.elapsedSeconds() / 60);
        answer.put("incident_minutes", bound.incidentMinutes());
        answer.put("incident_seconds", bound.incidentSeconds());
        answer.put("lowest_possible_uptime_pct", bound.uptimeTenThousandths() / 10_000.0);
        answer.put("credit_days_if_every_minute_were_downtime", of.isCovered() ? bound.creditDays() : 0);
        answer.put("covered", of.isCovered());
        answer.put("provisional", bound.provisional());
        answer.put("incomplete", bound.incomplete());
        answer.put("claim_until", of.isCovered() ? text(bound.claimUntil()) : null);
        answer.put("zone", BoundWording.name(record.zone()));
        answer.put("as_of", text(record.asOf()));
        Map<String, Object> both = new LinkedHashMap<>();
        both.put("en", words.en());
        both.put("zh", words.zh());
        answer.put("words", both);
        List<Map<String, Object>> parts = new ArrayList<>();
        for (MonthBound.Part part : bound.parts()) {
            Map<String, Object> one = shown(part.incident(), record, now);
            one.put("counted_from", part.from().toString());
            one.put("counted_to", part.to().toString());
            parts.add(one);
        }
        answer.put("incidents", parts);
        answer.put(
                "customers",
                record.customers().stream()
                        .filter(of::isUsedBy)
                        .map(t -> Json.object("tenant", t.id(), "name", t.name(), "domains", t.domains()))
                        .toList());
        answer.put("problems", record.problems());
        Json.print(out, answer);
    }

    private static Map<String, Object> shown(Incident incident, Source record, Instant now) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("id", incident.id());
        one.put("title", incident.title());
        one.put("impact", incident.impact().googleWord());
        one.put("state", incident.state().word());
        one.put("recovered", incident.isRecovered(now));
        one.put("vanished_at", text(record.vanished().get(incident.id())));
        one.put("begin", text(incident.begin()));
        one.put("end", text(incident.end()));
        one.put("products", incident.products().stream().map(Product::title).toList());
        one.put("link", incident.link());
        return one;
    }

    private Product product(Source record) {
        String name = String.valueOf(product);
        Map<String, Product> known = new LinkedHashMap<>();
        Product.KNOWN.forEach(p -> known.put(p.id(), p));
        record.incidents().forEach(i -> i.products().forEach(p -> known.putIfAbsent(p.id(), p)));
        return known.values().stream()
                .filter(p -> p.isCalled(name))
                .findFirst()
                .orElseThrow(() -> new UsageException("--product " + name + ": no such product; known: "
                        + String.join(
                                ", ",
                                known.values().stream().map(Product::title).toList())));
    }

    private Set<Impact> counted() {
        Set<Impact> counted = EnumSet.noneOf(Impact.class);
        for (String word : count) {
            Impact impact = Impact.of(word.strip());
            if (!MonthBound.OUTAGE_AND_DISRUPTION.contains(impact)) {
                throw new UsageException("--count " + word + ": accepted are SERVICE_OUTAGE and SERVICE_DISRUPTION;"
                        + " nothing else ever counts");
            }
            counted.add(impact);
        }
        return counted.isEmpty() ? MonthBound.OUTAGE_AND_DISRUPTION : counted;
    }

    private Source fromDocument(Path file, Instant now) {
        ZoneId zone = config.given == null
                ? ZoneOffset.UTC
                : configuration(config.directory()).settings().status().zone();
        try {
            IncidentReader.Document read = IncidentReader.read(Files.readString(file, StandardCharsets.UTF_8));
            return new Source(
                    read.incidents().stream().map(IncidentReader.Read::incident).toList(),
                    now,
                    null,
                    zone,
                    read.problems(),
                    Map.of(),
                    List.of());
        } catch (IOException e) {
            throw new UsageException("--document " + file + " cannot be read: " + e);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--document " + file + ": " + e.getMessage());
        }
    }

    private Source ownRecord() {
        Configuration configuration = configuration(config.directory());
        Clock clock = Clock.tickMillis(ZoneOffset.UTC);
        try (Database database = Database.open(configuration.settings().database(), clock)) {
            Incidents incidents = new JdbiIncidents(database);
            FeedState feed = incidents.feed();
            List<String> problems = new ArrayList<>();
            if (feed.triedAt() == null
                    || feed.triedAt().isBefore(clock.instant().minus(FRESH))) {
                HttpFeed live = new HttpFeed(configuration.settings().google().statusUrl(), System::nanoTime);
                problems.addAll(
                        new IncidentPoller(live, incidents, clock, FRESH).poll().notices());
                feed = incidents.feed();
            }
            if (!feed.problem().isEmpty()) {
                problems.add("the last reading of the feed failed: " + feed.problem());
            }
            Map<String, Instant> vanished = new LinkedHashMap<>();
            List<Incident> all = new ArrayList<>();
            for (KeptIncident kept : incidents.all()) {
                all.add(kept.incident());
                if (kept.vanishedAt() != null) {
                    vanished.put(kept.incident().id(), kept.vanishedAt());
                }
            }
            ZoneId zone = configuration.settings().status().zone();
            return new Source(
                    all,
                    feed.okAt(),
                    feed.beganAt(),
                    zone,
                    problems,
                    vanished,
                    configuration.portfolio().tenants());
        } catch (DatabaseException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static Configuration configuration(Path directory) {
        try {
            return new ConfigurationLoader(System::getenv, Clock.systemUTC()).load(directory);
        } catch (ConfigException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private Instant now() {
        try {
            return nowText == null ? Clock.systemUTC().instant() : Instant.parse(nowText);
        } catch (DateTimeException e) {
            throw new UsageException("--now " + nowText + " is not an instant; write it like 2026-11-24T08:00:00Z");
        }
    }

    private static YearMonth month(String text) {
        try {
            return YearMonth.parse(text);
        } catch (DateTimeException e) {
            throw new UsageException("--month " + text + " is not a month; write it like 2026-10");
        }
    }

    private static String titles(Incident incident) {
        return String.join(
                ", ", incident.products().stream().map(Product::title).toList());
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
