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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run} as a process of its own: signals, exit codes, standard streams. */
class RunIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    Path directory;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
    }

    private Process run(String... arguments) throws IOException {
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

    @Test
    void startsReloadsOnHangUpAndStopsCleanlyOnTerm() throws Exception {
        int port = freePort();
        put("watchkeeper.yaml", "http: {port: " + port + "}\n");
        put("people.yaml", "- {id: chen, name: Chen, email: chen@reseller.example}\n");
        Process process = run("run");
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            untilLineWith(out, "ready after");
            HttpResponse<String> ready = CLIENT.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/readyz"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);

            new ProcessBuilder("kill", "-HUP", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            untilLineWith(out, "configuration read again");

            long begun = System.nanoTime();
            signal(process, "-TERM");
            untilLineWith(out, "stopped");
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
        }
        assertThat(process.exitValue()).isZero();
        assertThat(Files.readString(directory.resolve("data/log/watchkeeper.log")))
                .contains("stopped");
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

    @Test
    void aSecondDaemonOnTheSameFileIsRefusedInPlainWords() throws Exception {
        put("watchkeeper.yaml", "http: {port: 0}\n");
        Process first = run("run");
        try (BufferedReader out = first.inputReader(StandardCharsets.UTF_8)) {
            untilLineWith(out, "ready after");
            Process second = run("run");
            String output = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(second.waitFor()).isEqualTo(1);
            assertThat(output).contains("is in use by process " + first.pid()).doesNotContain("\tat ");
        }
    }
}
