package dev.watchkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.finding.Finding;
import dev.watchkeeper.finding.FindingQuery;
import dev.watchkeeper.fixture.MigratedFile;
import dev.watchkeeper.ops.ServiceManager;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The daemon in this process: it starts, notices changed files, and stops. */
class DaemonTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String TENANT = "- {id: a, name: A, domains: [a.example], manager: chen}\n";

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private LiveConfiguration live;

    @SuppressWarnings("NullAway.Init")
    private Application application;

    @SuppressWarnings("NullAway.Init")
    private Daemon daemon;

    @BeforeEach
    void start() throws IOException {
        put("watchkeeper.yaml", "http: {port: 0}\ndatabase: {directory: '" + directory.resolve("data") + "'}\n");
        MigratedFile.into(directory.resolve("data"));
        put("people.yaml", "- {id: chen, name: Chen, email: chen@reseller.example}\n");
        put("tenants.yaml", TENANT);
        ConfigurationLoader loader = new ConfigurationLoader(name -> null, Clock.systemUTC());
        FileMarks marks = FileMarks.of(directory);
        Configuration first = loader.load(directory);
        live = new LiveConfiguration(first, () -> loader.load(directory));
        application = Application.assemble(live, World.real(first.settings(), directory, World.realClock()));
        daemon = new Daemon(live, marks, application, ServiceManager.of(name -> null));
        daemon.start();
    }

    @AfterEach
    void stop() {
        daemon.stop();
    }

    private void put(String file, String text) throws IOException {
        Files.writeString(directory.resolve(file), text);
    }

    private HttpResponse<String> get(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + application.httpPort() + path);
        return CLIENT.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void eventually(BooleanSupplier condition) {
        long end = System.nanoTime() + 30_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void aChangedFileIsNoticedAndABrokenOneRaisesAFindingUntilItIsMended() throws Exception {
        assertThat(get("/readyz").statusCode()).isEqualTo(200);

        put("tenants.yaml", TENANT + "- {id: b, name: B, domains: [b.example], manager: chan}\n");
        daemon.askForReload();
        eventually(() -> live.refused().isPresent());
        assertThat(live.portfolio().tenants()).hasSize(1);
        assertThat(get("/readyz").body()).contains("manager 'chan' is not in people.yaml; did you mean 'chen'?");
        assertThat(get("/livez").statusCode()).isEqualTo(200);
        eventually(() -> openFindings() == 1);

        put("tenants.yaml", TENANT + "- {id: b, name: B, domains: [b.example], manager: chen}\n");
        eventually(() -> live.portfolio().tenants().size() == 2);
        eventually(() -> openFindings() == 0);
        assertThat(get("/readyz").statusCode()).isEqualTo(200);
    }

    private long openFindings() {
        return application
                .findings()
                .search(FindingQuery.unresolved(Clock.systemUTC().instant()))
                .stream()
                .filter(finding -> finding.tenantId().equals(Finding.OURSELVES)
                        && finding.checkId().equals("SELF-CONFIG"))
                .count();
    }
}
