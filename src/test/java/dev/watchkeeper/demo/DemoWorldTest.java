package dev.watchkeeper.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchkeeper.app.Configuration;
import dev.watchkeeper.app.ConfigurationLoader;
import dev.watchkeeper.audit.Deadline;
import dev.watchkeeper.audit.QuotaLeases;
import dev.watchkeeper.audit.SourceException;
import dev.watchkeeper.audit.SourceException.Kind;
import dev.watchkeeper.fixture.TestClock;
import dev.watchkeeper.google.Google;
import dev.watchkeeper.google.QuotaMeter;
import dev.watchkeeper.health.UsageReport;
import dev.watchkeeper.tenant.Tenant;
import dev.watchkeeper.tickets.TicketEvent;
import dev.watchkeeper.tickets.sources.CloudEvents;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoWorldTest {
    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

    @TempDir
    Path directory;

    @Test
    void theConfigurationLoadsAndLeadsToEveryCustomer() throws Exception {
        TestClock clock = new TestClock(NOW);
        try (DemoWorld world = DemoWorld.start(directory, clock)) {
            Configuration configuration = new ConfigurationLoader(name -> null, clock).load(world.config());
            assertThat(configuration.portfolio().tenants()).hasSize(world.tenants());
            Map<String, Kind> refused = new TreeMap<>();
            try (Google google = Google.open(
                    configuration.settings().google(), clock, QuotaLeases.alone(System::nanoTime), QuotaMeter.NONE)) {
                TreeSet<String> names = new TreeSet<>();
                for (Tenant tenant : configuration.portfolio().tenants()) {
                    try {
                        for (String log : new String[] {"login", "admin", "token", "drive", "calendar"}) {
                            google.reports()
                                    .activities(
                                            tenant,
                                            log,
                                            NOW.minus(Duration.ofDays(1)),
                                            NOW,
                                            Deadline.NONE,
                                            page -> page.forEach(e -> names.add(e.name())));
                        }
                    } catch (SourceException e) {
                        refused.put(tenant.id(), e.kind());
                    }
                }
                assertThat(refused).containsOnlyKeys("mingde", "jinqiao").containsValue(Kind.PERMISSION);
                assertThat(names)
                        .contains(
                                "login_failure",
                                "account_disabled_password_leak",
                                "AUTHORIZE_API_CLIENT_ACCESS",
                                "CUSTOMER_TAKEOUT_CREATED",
                                "change_document_visibility",
                                "change_calendar_acls",
                                "deny",
                                "revoke");

                UsageReport before = usage(google, configuration, "xinghai", clock.instant());
                assertThat(before.number("accounts:num_locked_users")).isEqualTo(3);
                clock.forward(Duration.ofDays(1));
                world.nextDay();
                UsageReport after = usage(google, configuration, "xinghai", clock.instant());
                assertThat(after.number("accounts:num_locked_users")).isZero();
                assertThat(after.number("accounts:num_suspended_users")).isEqualTo(8);
            }
        }
    }

    private static UsageReport usage(Google google, Configuration configuration, String id, Instant now)
            throws SourceException {
        Tenant tenant = configuration.portfolio().tenant(id).orElseThrow();
        return google.reports()
                .newestCustomerUsage(tenant, Story.newestUsage(now).plusDays(2), 7, Deadline.NONE)
                .reports()
                .get(0);
    }

    @Test
    void ticketsAreCanonicalEventsAndTheStatusFeedAnswers() throws Exception {
        TestClock clock = new TestClock(NOW);
        try (DemoWorld world = DemoWorld.start(directory, clock)) {
            List<TicketEvent> events = new ArrayList<>();
            List<CloudEvents.Problem> problems = new ArrayList<>();
            try (BufferedReader lines = Files.newBufferedReader(directory.resolve("tickets/day-1.jsonl"))) {
                CloudEvents.readLines(lines, events::add, problems::add);
            }
            assertThat(problems).isEmpty();
            assertThat(events).hasSizeGreaterThan(80);
            JsonNode quiet = feed(world.statusUrl());
            assertThat(quiet).hasSize(1);
            clock.forward(Duration.ofDays(1));
            world.nextDay();
            JsonNode open = feed(world.statusUrl());
            assertThat(open).hasSize(2);
            assertThat(open.path(0).path("end").isNull()).isTrue();
        }
    }

    private static JsonNode feed(URI url) throws IOException, InterruptedException {
        String body = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        return new ObjectMapper().readTree(body);
    }
}
