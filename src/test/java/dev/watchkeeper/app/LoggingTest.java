package dev.watchkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** What the daemon writes to its log, in each form. */
class LoggingTest {
    private static final String HOSTILE = "subject \"x\"\r\n2026-01-01T00:00:00Z ERROR forged\u2028\u001b[2J end 行";

    @TempDir
    Path directory;

    private final PrintStream err = System.err;

    @AfterEach
    void quietAgain() throws Exception {
        System.setErr(err);
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        new ContextInitializer(context).autoConfig();
    }

    private LogSettings settings(LogSettings.Console console, LogSettings.FileFormat format) {
        return new LogSettings(
                LogSettings.Level.INFO,
                console,
                directory.resolve("watchkeeper.log").toString(),
                format,
                "20MB",
                "1GB",
                14);
    }

    private List<String> written() throws IOException {
        Logging.stop();
        return Files.readAllLines(directory.resolve("watchkeeper.log"));
    }

    private static void say() {
        MDC.put("tenant", "acme");
        LoggerFactory.getLogger(LoggingTest.class).info("tenant said {}", HOSTILE);
        LoggerFactory.getLogger(LoggingTest.class).debug("not at this level");
        LoggerFactory.getLogger("org.library").info("nor what libraries tell");
        MDC.remove("tenant");
    }

    @Test
    void aTextIsOneLineWhateverAStrangerPutIntoIt() throws IOException {
        Logging.start(settings(LogSettings.Console.OFF, LogSettings.FileFormat.TEXT), directory);
        say();

        assertThat(written())
                .singleElement()
                .asString()
                .endsWith(
                        "INFO  [" + Thread.currentThread().getName()
                                + "] LoggingTest tenant=acme tenant said subject \"x\" 2026-01-01T00:00:00Z ERROR forged [2J end 行");
    }

    @Test
    void jsonKeepsEveryCharacterAndTheTenantApart() throws IOException {
        Logging.start(settings(LogSettings.Console.OFF, LogSettings.FileFormat.JSON), directory);
        say();

        List<String> lines = written();
        assertThat(lines).hasSize(1);
        JsonNode line = new ObjectMapper().readTree(lines.get(0));
        assertThat(line.path("level").asText()).isEqualTo("INFO");
        assertThat(line.path("mdc").path("tenant").asText()).isEqualTo("acme");
        assertThat(line.path("arguments").path(0).asText()).isEqualTo(HOSTILE);
    }

    @Test
    void theConsoleIsStandardErrorAndAnOperatorsFileReplacesTheSetUp() throws IOException {
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        System.setErr(new PrintStream(console, true, StandardCharsets.UTF_8));
        Logging.start(settings(LogSettings.Console.TEXT, LogSettings.FileFormat.TEXT), directory);
        say();
        assertThat(console.toString(StandardCharsets.UTF_8))
                .contains("tenant said")
                .hasLineCount(1);

        Files.writeString(directory.resolve("logback.xml"), "<configuration><root level='OFF'/></configuration>");
        console.reset();
        Logging.start(settings(LogSettings.Console.TEXT, LogSettings.FileFormat.TEXT), directory);
        say();
        assertThat(console.size()).isZero();

        Files.writeString(directory.resolve("logback.xml"), "<configuration><root");
        assertThatThrownBy(
                        () -> Logging.start(settings(LogSettings.Console.TEXT, LogSettings.FileFormat.TEXT), directory))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("logback.xml cannot be used");
    }
}
