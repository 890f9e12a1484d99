package dev.watchkeeper.journey;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.watchkeeper.app.Application;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The database server goes away under the running daemon and comes back. */
@Tag("kill")
class LostDatabaseIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    @TempDir
    Path directory;

    @BeforeEach
    void listen() {
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void cover() {
        root.detachAppender(log);
    }

    private EmbeddedPostgres server(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off")
                .setDataDirectory(directory.resolve("pg"))
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aLostDatabaseIsSaidAndNothingIsAcknowledgedUntilItIsBack() throws Exception {
        EmbeddedPostgres postgres = server(0);
        int port = postgres.getPort();
        try (Stage stage = stage(port)) {
            Application app = stage.app();
            app.start();
            URI ready = probe(app, "readyz");
            URI desk = Desk.address(app.httpPort());
            assertThat(get(ready).statusCode()).isEqualTo(200);
            assertThat(open(desk, "before")).isEqualTo(202);

            postgres.close();
            HttpResponse<String> lost = until(ready, response -> response.statusCode() == 503);
            assertThat(lost.body()).contains("\"database\"").contains("\"ok\":false");
            assertThat(open(desk, "during")).as("told to come again").isEqualTo(503);
            assertProbesTellTheTruth(app);

            postgres = server(port);
            until(ready, response -> response.statusCode() == 200);
            assertThat(open(desk, "during")).isEqualTo(202);
            assertThat(app.tickets().events().ofTicket("desk/before")).hasSize(1);
            assertThat(app.tickets().events().ofTicket("desk/during")).hasSize(1);
            // The loops live on: the new ticket gets its clock, and audits go on by themselves.
            while (app.sla().book().entries(List.of("desk/during")).isEmpty()
                    || stage.runs("baihe").isEmpty()) {
                pause();
            }
            assertTheLogHasOneLineForEachEnd();
        } finally {
            postgres.close();
        }
    }

    /** A firewall that drops packets: no connection is refused or closed, nothing ever comes back. */
    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aDatabaseThatOnlySwallowsHoldsUpNobodyWhoAsks() throws Exception {
        try (EmbeddedPostgres postgres = server(0);
                SwallowingProxy proxy = new SwallowingProxy(postgres.getPort());
                Stage stage = stage(proxy.port())) {
            Application app = stage.app();
            app.start();
            URI ready = probe(app, "readyz");
            assertThat(get(ready).statusCode()).isEqualTo(200);

            proxy.swallow(true);
            until(ready, response -> response.statusCode() == 503);
            assertProbesTellTheTruth(app);
            proxy.cut();

            assertThat(lines("the database is away")).hasSize(1);
        }
    }

    private Stage stage(int port) throws IOException {
        Stage stage = Stage.now(directory, "baihe", "harbour");
        stage.put("sources.yaml", Desk.SOURCE);
        stage.put("desk.secret", Desk.SECRET);
        stage.tune(
                "database",
                "url: jdbc:postgresql://localhost:" + port + "/postgres\n  user: postgres\n  connections: 12");
        stage.tune("schedules", "audit: 1s\n  delivery: 1s\n  slaSweep: 1s");
        // What an audit had claimed when the line broke is free again after this.
        stage.tune("audit", "lease: 15s");
        return stage;
    }

    private static void assertProbesTellTheTruth(Application app) throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(get(probe(app, "readyz")).body())
                    .contains("\"database\":{\"ok\":false", "\"jobs\":{\"ok\":false,\"reason\":\"not known");
            assertThat(get(probe(app, "livez")).body()).doesNotContain("database");
            assertThat(get(probe(app, "metrics")).body())
                    .contains("watchkeeper_database_up 0.0", "watchkeeper_outbound NaN", "watchkeeper_sla_lag_seconds");
            pause();
        }
    }

    private void assertTheLogHasOneLineForEachEnd() {
        assertThat(lines("the database is away")).hasSize(1);
        assertThat(lines("the database answers again")).hasSize(1);
        List<ILoggingEvent> others = log.list.stream()
                .filter(line -> line.getLevel().isGreaterOrEqual(Level.WARN))
                .filter(line -> !line.getFormattedMessage().startsWith("the database "))
                .toList();
        assertThat(others).hasSizeLessThan(20);
    }

    private List<ILoggingEvent> lines(String beginning) {
        return log.list.stream()
                .filter(line -> line.getFormattedMessage().startsWith(beginning))
                .toList();
    }

    private static URI probe(Application app, String name) {
        return URI.create("http://127.0.0.1:" + app.httpPort() + "/" + name);
    }

    private static int open(URI desk, String ticket) {
        Instant now = Instant.now();
        return Desk.send(desk, Desk.opened(ticket, "harbour.example", "S2", "email", now), ticket, now);
    }

    private static HttpResponse<String> get(URI uri) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(3)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> until(URI uri, Predicate<HttpResponse<String>> wanted) throws Exception {
        HttpResponse<String> response = get(uri);
        while (!wanted.test(response)) {
            pause();
            response = get(uri);
        }
        return response;
    }

    /** A server does not call back when it is up again. */
    private static void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
}
