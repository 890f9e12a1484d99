package dev.watchkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {
    @Test
    void anUnknownCommandIsWrongUsage() {
        StringWriter err = new StringWriter();

        int code = Main.run(new PrintWriter(new StringWriter()), new PrintWriter(err), "adit");

        assertThat(code).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("adit");
    }

    @Test
    void theDefaultsThatTheExampleConfigurationPointsToArePrinted() {
        StringWriter out = new StringWriter();

        int code = Main.run(new PrintWriter(out), new PrintWriter(new StringWriter()), "check-config", "--defaults");

        assertThat(code).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("personDefaults:").contains("# Where everything is remembered.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"adit --help", "help adit", "finding adit --help", "--help adit"})
    void askingForHelpDoesNotExcuseACommandThatDoesNotExist(String words) {
        StringWriter err = new StringWriter();

        int code = Main.run(new PrintWriter(new StringWriter()), new PrintWriter(err), words.split(" ", -1));

        assertThat(code).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("adit");
    }

    static Stream<Arguments> commands() {
        return all("", Main.commands());
    }

    private static Stream<Arguments> all(String name, CommandLine line) {
        Stream<Arguments> below = line.getSubcommands().entrySet().stream()
                .filter(entry -> !entry.getKey().equals("help"))
                .flatMap(entry -> all(name.isEmpty() ? entry.getKey() : name + "." + entry.getKey(), entry.getValue()));
        return Stream.concat(Stream.of(Arguments.of(name.isEmpty() ? "watchkeeper" : name, line)), below);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyHelpPageEndsWithExitCodesAndAnExampleThatIsAccepted(String name, CommandLine line) {
        String example = HelpPages.examples().getProperty(name);
        assertThat(example)
                .as("a line '%s = ...' in src/main/resources/dev/watchkeeper/cli/examples.properties", name)
                .isNotNull();
        assertThat(line.getUsageMessage()).contains("Exit codes:", "Example:", example);
        if (!name.equals("watchkeeper")) {
            assertThat(example).startsWith(name.replace('.', ' '));
        }
        List<String> words = new ArrayList<>();
        Matcher word = Pattern.compile("'([^']*)'|(\\S+)").matcher(example);
        while (word.find()) {
            words.add(word.group(1) == null ? word.group(2) : word.group(1));
        }
        CommandLine.ParseResult parsed = Main.commands().parseArgs(words.toArray(String[]::new));
        assertThat(parsed.hasSubcommand()).isTrue();
    }
}
