package dev.watchkeeper.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.health.checks.StandardChecks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The README says what is true: what a change makes false fails here. */
class ReadmeTest {
    private static final Path README = Path.of("README.md");

    @Test
    void namesEveryCheck() throws IOException {
        String text = Files.readString(README);

        assertThat(StandardChecks.all())
                .isNotEmpty()
                .allSatisfy(check -> assertThat(text)
                        .as("add %s to the table 'What it checks'", check.id())
                        .contains(check.id() + " "));
    }

    @Test
    void givesTheTestCommandsThatCiRuns() throws IOException {
        String text = Files.readString(README);

        assertThat(Files.readAllLines(Path.of(".ci/run")).stream().filter(line -> line.startsWith("mvn ")))
                .isNotEmpty()
                .allSatisfy(command -> assertThat(text).contains("\n" + command + " "));
    }
}
