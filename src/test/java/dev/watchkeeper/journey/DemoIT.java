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
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
            return new Outcome(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void twoMorningsAreToldInPlaceOfADemoOfBefore() throws Exception {
        Path home = Files.createDirectories(directory.resolve("demo"));
        Files.writeString(home.resolve(".watchkeeper-demo"), "");
        Path before = Files.writeString(home.resolve("from-before.txt"), "");
        Outcome told = demo(home);
        assertThat(told.code()).as(told.text()).isZero();
        assertThat(told.text())
                .contains("xinghai", "Google switched an account off", "We have lost access")
                .contains("Not readable, and said so instead of passed", "unauthorized_client")
                .contains("opened", "worsened", "resolved")
                .contains("digest.daily.chen", "digest.daily.miller");
        assertThat(home.resolve("data")).isDirectory();
        assertThat(before).doesNotExist();
        try (Stream<Path> mails = Files.list(home.resolve("mail"))) {
            assertThat(mails.filter(file -> file.toString().endsWith(".eml"))).hasSizeGreaterThanOrEqualTo(6);
        }
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
