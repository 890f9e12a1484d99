package dev.watchkeeper.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run} as a process of its own: signals, exit codes, standard streams. */
class RunIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** What systemd does: a datagram socket that also tells who sent; the JDK has none for Unix sockets. */
    private static final String SERVICE_MANAGER = """
            import socket, struct, sys
            s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            s.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
            s.bind(sys.argv[1])
            print('bound', flush=True)
            while True:
                text, ancillary, _, _ = s.recvmsg(4096, socket.CMSG_SPACE(12))
                pid = struct.unpack('3i', ancillary[0][2])[0]
                print(pid, text.decode().replace('\\n', '|'), flush=True)
            """;

    @TempDir
    Path directory;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
    }

    private Process run(String... arguments) throws IOException {
        return run(Map.of(), arguments);
    }

    private Process run(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.watchkeeper.cli.Main"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        // The class path of the tests holds their quiet log set-up; the jar does not.
        builder.redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private static String untilLineWith(BufferedReader out, String wanted) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            all.append(line).append('\n');
            if (line.contains(wanted)) {
                return all.toString();
            }
        }
        throw new AssertionError("ended without '" + wanted + "':\n" + all);
    }

    private void put(String file, String text) throws IOException {
        Files.createDirectories(directory.resolve("config"));
        Files.writeString(directory.resolve("config").resolve(file), text);
    }

    /** Not {@link Process#destroy}: that closes the streams too. */
    private static void signal(Process process, String signal) throws Exception {
        new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Also what systemd hears: from the main process itself, and a second daemon is refused meanwhile. */
    @Test
    void startsReloadsOnHangUpAndStopsCleanlyOnTerm() throws Exception {
        int port = freePort();
        put("watchkeeper.yaml", "http: {port: " + port + "}\n");
        put("people.yaml", "- {id: chen, name: Chen, email: chen@reseller.example}\n");
        String socket = directory.resolve("notify").toString();
        Process manager = new ProcessBuilder("python3", "-c", SERVICE_MANAGER, socket)
                .redirectErrorStream(true)
                .start();
        started.add(manager);
        BufferedReader heard = manager.inputReader(StandardCharsets.UTF_8);
        untilLineWith(heard, "bound");
        Process process = run(Map.of("NOTIFY_SOCKET", socket, "WATCHDOG_USEC", "900000"), "run");
        String main = process.pid() + " ";
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            untilLineWith(out, "ready after");
            Process second = run("run");
            HttpResponse<String> ready = CLIENT.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/readyz"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);
            assertThat(untilLineWith(heard, main + "READY=1")).contains("STATUS=0 tenants");
            untilLineWith(heard, main + "WATCHDOG=1");

            signal(process, "-HUP");
            untilLineWith(out, "configuration read again");
            untilLineWith(heard, main + "RELOADING=1");
            untilLineWith(heard, main + "READY=1");

            String refused = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(second.waitFor()).isEqualTo(1);
            assertThat(refused)
                    .contains("is in use by process " + process.pid())
                    .doesNotContain("\tat ");

            long begun = System.nanoTime();
            signal(process, "-TERM");
            untilLineWith(out, "stopped");
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
            untilLineWith(heard, main + "STOPPING=1");
        }
        assertThat(process.exitValue()).isZero();
        assertThat(Files.readString(directory.resolve("data/log/watchkeeper.log")))
                .contains("stopped");
    }

    /** All bells ring at the first start, and with so many customers every round is a long one. */
    @Test
    void stopsInTimeAndWithoutAnErrorInTheMiddleOfTheFirstRounds() throws Exception {
        StringBuilder tenants = new StringBuilder();
        for (int i = 0; i < 1500; i++) {
            tenants.append("- {id: t%d, name: T%d, domains: [t%d.example], manager: chen, plan: premier}\n"
                    .formatted(i, i, i));
        }
        put("watchkeeper.yaml", """
                http: {port: 0}
                dns: {resolvers: ['127.0.0.1:9'], timeout: 200ms, tries: 1}
                google: {endpoint: 'http://127.0.0.1:9/', statusUrl: 'http://127.0.0.1:9/', credentials: none, attempts: 1}
                """);
        put("people.yaml", "- {id: chen, name: Chen, email: chen@reseller.example}\n");
        put("tenants.yaml", tenants.toString());
        put("plans.yaml", Files.readString(Path.of("config/plans.yaml")));
        for (String folder : List.of("calendars", "holidays")) {
            Files.createDirectories(directory.resolve("config").resolve(folder));
            try (Stream<Path> files = Files.list(Path.of("config", folder))) {
                for (Path file : files.toList()) {
                    Files.copy(file, directory.resolve("config").resolve(folder).resolve(file.getFileName()));
                }
            }
        }
        Process process = run("run");
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            untilLineWith(out, "ready after");
            String begun = untilLineWith(out, "daily audit");
            signal(process, "-TERM");
            String all = begun + untilLineWith(out, "stopped");

            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(all).as("mid-round").doesNotContain("entitlements done");
            assertThat(all).doesNotContain(" ERROR ");
        }
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void aWrongConfigurationStartsNothingAndCreatesNothing() throws Exception {
        put("watchkeeper.yaml", "htpp: {}\ndatabase: {url: 'jdbc:oracle:x'}\n");
        Process process = run("run");
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(output)
                .contains("watchkeeper.yaml:1: htpp: the key is not known; did you mean 'http'?")
                .contains("jdbc:oracle")
                .contains("nothing was started");
        assertThat(directory.resolve("data")).doesNotExist();
    }
}
