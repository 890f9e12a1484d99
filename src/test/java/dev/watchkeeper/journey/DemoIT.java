package dev.watchkeeper.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code demo --once} as a process of its own: the whole story in under a minute. */
class DemoIT {
    @TempDir
    Path directory;

    private record Outcome(int code, String text) {}

    private Outcome demo(Path home) throws IOException, InterruptedException {
        Path output = directory.resolve("output.txt");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx384m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.watchkeeper.cli.Main",
                        "demo",
                        "--once",
                        "--dir",
                        home.toString()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            return new Outcome(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void twoMorningsAreToldAndASecondRunReplacesTheFirst() throws Exception {
        Path home = directory.resolve("demo");
        Outcome first = demo(home);
        assertThat(first.code()).as(first.text()).isZero();
        assertThat(first.text())
                .contains("xinghai", "Google switched an account off", "all is well")
                .contains("Not readable, and said so instead of passed", "unauthorized_client")
                .contains("opened", "worsened", "resolved")
                .contains("finding list --config");
        assertThat(home.resolve("data")).isDirectory();
        Outcome second = demo(home);
        assertThat(second.code()).as(second.text()).isZero();
        assertThat(second.text()).contains("for the first time");
    }

    @Test
    void aDirectoryWithOtherFilesIsLeftAlone() throws Exception {
        Path home = Files.createDirectories(directory.resolve("mine"));
        Files.writeString(home.resolve("thesis.txt"), "years of work");
        Outcome refused = demo(home);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.text()).contains("holds other files");
        try (Stream<Path> files = Files.list(home)) {
            assertThat(files).containsExactly(home.resolve("thesis.txt"));
        }
    }
}
